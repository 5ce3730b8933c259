"""Reads of targets for people."""

import sqlalchemy as sa

from fractal_goals.activities.models import ActivityDefinition, MetricDefinition
from fractal_goals.fractals.queries.goals import goal
from fractal_goals.infra.json_sql import as_text, columns, json_array, json_object
from fractal_goals.infra.listing import list_json
from fractal_goals.infra.types import Json
from fractal_goals.infra.work import Row, Work, living, one, table_of
from fractal_goals.kit.errors import NotFound
from fractal_goals.kit.paging import Page
from fractal_goals.targets.models import Target
from fractal_goals.targets.queries.evidence import (
    ITS_SESSION,
    conditions,
    instances,
    sessions,
    targets,
)

activities, metrics = table_of(ActivityDefinition), table_of(MetricDefinition)
OWN_FIELDS = "id root_id goal_id name activity_definition_id".split()
LATER_FIELDS = "sort_order met_instance_id version created_at updated_at".split()
SESSION_FIELDS = "id name session_start".split()

# Names of activities and metrics are shown of trashed ones too.
_ITS_ACTIVITY = (activities.c.root_id == targets.c.root_id) & (
    activities.c.id == targets.c.activity_definition_id
)
_MET_BY = (instances.c.root_id == targets.c.root_id) & (instances.c.id == targets.c.met_instance_id)
_SHOWN = (
    targets.join(activities, _ITS_ACTIVITY)
    .outerjoin(instances, _MET_BY)
    .outerjoin(sessions, ITS_SESSION)
)


def _conditions() -> sa.ScalarSelect[str]:
    its_metric = (metrics.c.root_id == conditions.c.root_id) & (
        metrics.c.id == conditions.c.metric_definition_id
    )
    mine = (
        sa.select(conditions, metrics.c.name, metrics.c.unit)
        .join(metrics, its_metric)
        .where(living(conditions), conditions.c.target_id == targets.c.id)
        .order_by(metrics.c.sort_order, metrics.c.id, conditions.c.comparison)
        .correlate(targets)
    )
    fields = "id metric_definition_id name unit comparison value".split()
    return json_array(mine, lambda row: columns(row, fields))


def _target() -> sa.ColumnElement[str]:
    met_session = json_object(columns(sessions.c, SESSION_FIELDS))
    return json_object(
        {
            **columns(targets.c, OWN_FIELDS),
            "activity": json_object(columns(activities.c, ("id", "name"))),
            "conditions": _conditions(),
            "met": targets.c.met_instance_id.is_not(None),
            "met_session_id": sessions.c.id,
            "met_session": sa.type_coerce(sa.case((sessions.c.id.is_not(None), met_session)), Json),
            **columns(targets.c, LATER_FIELDS),
        }
    )


_TARGET = _target()
_DETAIL = (
    sa.select(as_text(_TARGET))
    .select_from(_SHOWN)
    .where(living(targets), targets.c.id == sa.bindparam("id"))
)
_OF_GOAL = (
    sa.select(targets)
    .select_from(_SHOWN)
    .where(living(targets), targets.c.goal_id == sa.bindparam("goal_id"))
)
_LAST = sa.select(sa.func.coalesce(sa.func.max(targets.c.sort_order), -1)).where(
    living(targets), targets.c.goal_id == sa.bindparam("goal_id")
)
_CONDITIONS_OF = sa.select(conditions).where(
    living(conditions), conditions.c.target_id == sa.bindparam("target_id")
)
_METRICS_OF = sa.select(metrics.c.id).where(
    living(metrics), metrics.c.activity_id == sa.bindparam("activity_id")
)
_ONE = one(Target)
_ONE_ACTIVITY = one(ActivityDefinition)


def target(work: Work, target_id: str) -> Row:
    """A living target's row; raises `NotFound`."""
    found = work.first(_ONE, id=target_id)
    if found is None:
        raise NotFound
    return found


def target_detail(work: Work, target_id: str) -> bytes:
    """A target with its conditions and what met it; raises `NotFound`."""
    found = work.scalar(_DETAIL, id=target_id)
    if found is None:
        raise NotFound
    return str(found).encode()


def list_targets(work: Work, goal_id: str, page: Page) -> bytes:
    """A goal's targets in their order; raises `NotFound` for an unknown goal."""
    goal(work, goal_id)
    rows = _OF_GOAL.params(goal_id=goal_id)
    return list_json(work, rows, _TARGET, page, key=targets.c.sort_order, unique=targets.c.id)


def next_sort_order(work: Work, goal_id: str) -> int:
    """The place behind a goal's last target."""
    return int(work.scalar(_LAST, goal_id=goal_id)) + 1


def conditions_of(work: Work, target_id: str) -> dict[tuple[str, str], Row]:
    """A target's living conditions by metric and comparison."""
    rows = work.rows(_CONDITIONS_OF, target_id=target_id)
    return {(row.metric_definition_id, row.comparison): row for row in rows}


def metrics_of(work: Work, activity_id: str) -> set[str] | None:
    """The ids of a living activity's living metrics; None where there is no such activity."""
    if work.first(_ONE_ACTIVITY, id=activity_id) is None:
        return None
    return {row.id for row in work.rows(_METRICS_OF, activity_id=activity_id)}
