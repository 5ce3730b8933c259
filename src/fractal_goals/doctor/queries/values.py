"""Recorded values, targets and clocks against the definitions they belong to."""

from typing import Any

import sqlalchemy as sa

from fractal_goals.activities.models import MetricDefinition, SplitDefinition
from fractal_goals.doctor.findings import Finding, rows
from fractal_goals.fractals.models import PracticeSession
from fractal_goals.infra.work import table_of
from fractal_goals.practice.models import ActivityInstance, InstancePause, MetricValue
from fractal_goals.targets.models import Target, TargetCondition

values, instances = table_of(MetricValue), table_of(ActivityInstance)
metrics, splits = table_of(MetricDefinition), table_of(SplitDefinition)
targets, conditions = table_of(Target), table_of(TargetCondition)
sessions, pauses = table_of(PracticeSession), table_of(InstancePause)


def same(table: Any, other: Any, column: str) -> sa.ColumnElement[bool]:
    """Two rows of one fractal, the first of which names the second in a column."""
    found: sa.ColumnElement[bool] = (other.c.root_id == table.c.root_id) & (
        other.c.id == table.c[column]
    )
    return found


def values_out_of_bounds(connection: sa.Connection) -> list[Finding]:
    """Living values beyond what their metric allows."""
    query = (
        sa.select(
            *(values.c.root_id, values.c.id, values.c.value),
            *(metrics.c.name, metrics.c.min_value, metrics.c.max_value),
        )
        .join(metrics, same(values, metrics, "metric_definition_id"))
        .where(
            values.c.deleted_at.is_(None),
            (values.c.value < metrics.c.min_value) | (values.c.value > metrics.c.max_value),
        )
    )
    return rows(connection, query, "{value} for {name}, which allows {min_value} to {max_value}.")


def metrics_of_other_activities(connection: sa.Connection) -> list[Finding]:
    """Values for a metric that is not their instance's activity's."""
    query = (
        sa.select(values.c.root_id, values.c.id, metrics.c.name)
        .join(instances, same(values, instances, "activity_instance_id"))
        .join(metrics, same(values, metrics, "metric_definition_id"))
        .where(metrics.c.activity_id != instances.c.activity_definition_id)
    )
    return rows(connection, query, "Its metric {name} belongs to another activity.")


def splits_of_other_activities(connection: sa.Connection) -> list[Finding]:
    """Values in a split that is not their instance's activity's."""
    query = (
        sa.select(values.c.root_id, values.c.id, splits.c.name)
        .join(instances, same(values, instances, "activity_instance_id"))
        .join(splits, same(values, splits, "split_definition_id"))
        .where(splits.c.activity_id != instances.c.activity_definition_id)
    )
    return rows(connection, query, "Its split {name} belongs to another activity.")


def conditions_on_other_activities(connection: sa.Connection) -> list[Finding]:
    """Conditions on a metric that is not their target's activity's."""
    query = (
        sa.select(conditions.c.root_id, conditions.c.id, metrics.c.name)
        .join(targets, same(conditions, targets, "target_id"))
        .join(metrics, same(conditions, metrics, "metric_definition_id"))
        .where(metrics.c.activity_id != targets.c.activity_definition_id)
    )
    return rows(connection, query, "Its metric {name} belongs to another activity.")


def clocks_at_the_same_time(connection: sa.Connection) -> list[Finding]:
    """Instances whose clock runs while another of the same fractal does."""
    is_paused = (
        sa.select(pauses.c.id)
        .where(
            pauses.c.root_id == instances.c.root_id,
            pauses.c.activity_instance_id == instances.c.id,
            pauses.c.resumed_at.is_(None),
            pauses.c.deleted_at.is_(None),
        )
        .exists()
    )
    running = (
        sa.select(instances.c.root_id, instances.c.id)
        .where(
            instances.c.time_start.is_not(None),
            instances.c.time_stop.is_(None),
            instances.c.deleted_at.is_(None),
            ~is_paused,
        )
        .cte("running")
    )
    several = sa.select(running.c.root_id).group_by(running.c.root_id).having(sa.func.count() > 1)
    query = (
        sa.select(instances.c.root_id, instances.c.id)
        .join(
            running, (running.c.root_id == instances.c.root_id) & (running.c.id == instances.c.id)
        )
        .where(instances.c.root_id.in_(several))
    )
    return rows(connection, query, "Its clock runs at the same time as another.")


def clocks_in_finished_sessions(connection: sa.Connection) -> list[Finding]:
    """Instances whose clock still runs although their session is finished."""
    query = (
        sa.select(instances.c.root_id, instances.c.id)
        .join(sessions, same(instances, sessions, "practice_session_id"))
        .where(
            sessions.c.completed,
            instances.c.deleted_at.is_(None),
            instances.c.time_start.is_not(None),
            instances.c.time_stop.is_(None),
        )
    )
    return rows(connection, query, "Its clock runs, but its session is finished.")
