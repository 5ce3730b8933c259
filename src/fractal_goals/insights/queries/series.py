"""A metric's values over time."""

from typing import Any

import sqlalchemy as sa

from fractal_goals.activities.models import ActivityDefinition, MetricDefinition, SplitDefinition
from fractal_goals.fractals.queries.tree import HAPPENED, sessions
from fractal_goals.infra.json_sql import as_text, columns, json_array, json_object
from fractal_goals.infra.work import Work, living, table_of
from fractal_goals.insights.queries.span import span, within
from fractal_goals.kit.errors import NotFound
from fractal_goals.practice.models import ActivityInstance, ActivitySet, MetricValue

metrics, activities = table_of(MetricDefinition), table_of(ActivityDefinition)
values, instances = table_of(MetricValue), table_of(ActivityInstance)
sets, splits = table_of(ActivitySet), table_of(SplitDefinition)

POINT = (
    "id instant value session_id session activity_instance_id set_id set_order "
    "split_definition_id split"
).split()


def same(one: sa.Table, other: sa.Table, column: str) -> sa.ColumnElement[bool]:
    """The join to the row of `other` that `column` of `one` names, in the same fractal."""
    return sa.and_(other.c.root_id == one.c.root_id, other.c.id == one.c[column])


def _points() -> sa.Select[Any]:
    its_set = sa.and_(
        sets.c.root_id == values.c.root_id,
        sets.c.activity_instance_id == values.c.activity_instance_id,
        sets.c.id == values.c.activity_set_id,
    )
    return (
        sa.select(
            values.c.id,
            # Its session's instant, so that a value counts for the day that its session does.
            HAPPENED.label("instant"),
            values.c.value,
            sessions.c.id.label("session_id"),
            sessions.c.name.label("session"),
            values.c.activity_instance_id,
            values.c.activity_set_id.label("set_id"),
            sets.c.sort_order.label("set_order"),
            values.c.split_definition_id,
            splits.c.name.label("split"),
        )
        .select_from(values)
        .join(instances, same(values, instances, "activity_instance_id"))
        .join(sessions, same(instances, sessions, "practice_session_id"))
        .outerjoin(sets, its_set)
        .outerjoin(splits, same(values, splits, "split_definition_id"))
        .where(
            living(values),
            living(instances),
            living(sessions),
            values.c.metric_definition_id == sa.bindparam("metric_id"),
            within(HAPPENED),
        )
        .order_by(
            HAPPENED,
            instances.c.sort_order,
            instances.c.id,
            sets.c.sort_order,
            splits.c.sort_order,
            values.c.id,
        )
    )


def _series(points: sa.Select[Any]) -> sa.Select[Any]:
    metric = {
        **columns(metrics.c, "id name unit higher_is_better is_active activity_id".split()),
        "activity": activities.c.name,
    }
    members = {
        "metric": json_object(metric),
        "items": json_array(points, lambda row: columns(row, POINT)),
        "next_cursor": sa.null(),
    }
    return (
        sa.select(as_text(json_object(members)))
        .select_from(metrics.join(activities, same(metrics, activities, "activity_id")))
        .where(living(metrics), metrics.c.id == sa.bindparam("metric_id"))
    )


_SERIES = _series(_points())
_SERIES_OF_SPLIT = _series(
    _points().where(values.c.split_definition_id == sa.bindparam("split_id"))
)


def metric_series(
    work: Work,
    metric_id: str,
    *,
    start: str | None = None,
    end: str | None = None,
    split_id: str | None = None,
) -> bytes:
    """Every value of a metric in a span, oldest first; raises `NotFound`, `Invalid`."""
    chosen = span(work, start, end)._asdict()
    if split_id is None:
        found = work.scalar(_SERIES, metric_id=metric_id, **chosen)
    else:
        found = work.scalar(_SERIES_OF_SPLIT, metric_id=metric_id, split_id=split_id, **chosen)
    if found is None:
        raise NotFound
    return str(found).encode()
