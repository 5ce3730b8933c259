"""Reads of groups and activities."""

from collections.abc import Iterable
from typing import TypeVar

import sqlalchemy as sa

from fractal_goals.activities.models import (
    ActivityDefinition,
    ActivityGroup,
    MetricDefinition,
    SplitDefinition,
)
from fractal_goals.infra.among import among
from fractal_goals.infra.json_sql import as_text, columns, json_array, json_object
from fractal_goals.infra.listing import list_json
from fractal_goals.infra.types import Id, Instant, Json
from fractal_goals.infra.work import Model, Row, Work, living, one, table_of
from fractal_goals.kit.errors import NotFound
from fractal_goals.kit.paging import Page

T = TypeVar("T")
groups, activities = table_of(ActivityGroup), table_of(ActivityDefinition)
metrics, splits = table_of(MetricDefinition), table_of(SplitDefinition)
GROUP_FIELDS = "id root_id name description sort_order version created_at updated_at".split()
OWN_FIELDS = (
    "name description has_sets has_splits has_metrics sort_order version created_at updated_at"
).split()
# What is recorded is the practice slice's, which stands above: only what bounds ask of it.
recorded = sa.table(
    "metric_values",
    sa.column("root_id", Id),
    sa.column("metric_definition_id", Id),
    sa.column("value", sa.Double),
    sa.column("deleted_at", Instant),
)
METRIC_FIELDS = (
    "id name unit is_active is_top_set_metric is_multiplicative higher_is_better min_value "
    "max_value sort_order"
).split()
SPLIT_FIELDS = "id name sort_order".split()

# A deleted group leaves its activities, which then show none.
_LIVING_GROUP = (
    (groups.c.root_id == activities.c.root_id)
    & (groups.c.id == activities.c.group_id)
    & groups.c.deleted_at.is_(None)
)
_WITH_GROUP = activities.outerjoin(groups, _LIVING_GROUP)


def _parts(table: sa.Table, fields: list[str]) -> sa.ScalarSelect[str]:
    """The living parts of the activity that the enclosing select is at, in order."""
    mine = (
        sa.select(table)
        .where(living(table), table.c.activity_id == activities.c.id)
        .order_by(table.c.sort_order, table.c.id)
        .correlate(activities)
    )
    return json_array(mine, lambda row: columns(row, fields))


def _activity() -> sa.ColumnElement[str]:
    group = json_object(columns(groups.c, ("id", "name")))
    return json_object(
        {
            **columns(activities.c, ("id", "root_id")),
            "group_id": groups.c.id,
            "group": sa.type_coerce(sa.case((groups.c.id.is_not(None), group)), Json),
            **columns(activities.c, OWN_FIELDS),
            "metrics": _parts(metrics, METRIC_FIELDS),
            "splits": _parts(splits, SPLIT_FIELDS),
        }
    )


_GROUP_JSON = json_object(columns(groups.c, GROUP_FIELDS))
_GROUP = sa.select(as_text(_GROUP_JSON)).where(living(groups), groups.c.id == sa.bindparam("id"))
_ACTIVITY_JSON = _activity()
_ACTIVITY = (
    sa.select(as_text(_ACTIVITY_JSON))
    .select_from(_WITH_GROUP)
    .where(living(activities), activities.c.id == sa.bindparam("id"))
)
_LIVING = sa.select(activities.c.id).where(living(activities), among(activities.c.id, "ids"))
_BOUND: sa.BindParameter[float] = sa.bindparam("bound", type_=sa.Double)
_OUTSIDE = {
    name: sa.select(
        sa.func.count().label("number"),
        sa.func.min(recorded.c.value).label("smallest"),
        sa.func.max(recorded.c.value).label("largest"),
    ).where(living(recorded), recorded.c.metric_definition_id == sa.bindparam("id"), is_outside)
    for name, is_outside in (
        ("min_value", recorded.c.value < _BOUND),
        ("max_value", recorded.c.value > _BOUND),
    )
}
_ONE_GROUP, _ONE_ACTIVITY = one(ActivityGroup), one(ActivityDefinition)


def group(work: Work, group_id: str) -> Row:
    """A living group's row; raises `NotFound`."""
    return _found(work.first(_ONE_GROUP, id=group_id))


def activity(work: Work, activity_id: str) -> Row:
    """A living activity's row; raises `NotFound`."""
    return _found(work.first(_ONE_ACTIVITY, id=activity_id))


def group_detail(work: Work, group_id: str) -> bytes:
    """A group; raises `NotFound`."""
    return str(_found(work.scalar(_GROUP, id=group_id))).encode()


def activity_detail(work: Work, activity_id: str) -> bytes:
    """An activity with its metrics and splits; raises `NotFound`."""
    return str(_found(work.scalar(_ACTIVITY, id=activity_id))).encode()


def list_groups(work: Work, page: Page) -> bytes:
    """Groups by `sort_order`, then name."""
    rows = sa.select(groups).where(living(groups))
    key, unique = groups.c.sort_order, sa.func.lower(groups.c.name)
    return list_json(work, rows, _GROUP_JSON, page, key=key, unique=unique)


def list_activities(
    work: Work, page: Page, *, group_id: str | None = None, q: str | None = None
) -> bytes:
    """Activities by `sort_order`, then name; `q` is looked for in names."""
    rows = sa.select(activities).select_from(_WITH_GROUP).where(living(activities))
    if group_id is not None:
        rows = rows.where(groups.c.id == group_id)
    if q:
        rows = rows.where(activities.c.name.icontains(q, autoescape=True))
    key, unique = activities.c.sort_order, sa.func.lower(activities.c.name)
    return list_json(work, rows, _ACTIVITY_JSON, page, key=key, unique=unique)


def living_group(work: Work, group_id: str) -> Row | None:
    """A living group's row, or None."""
    return work.first(_ONE_GROUP, id=group_id)


def groups_in_order(work: Work) -> list[Row]:
    """Every living group, in order."""
    rows = sa.select(groups).where(living(groups))
    return list(work.rows(rows.order_by(groups.c.sort_order, sa.func.lower(groups.c.name))))


def activities_in_order(work: Work, group_id: str | None) -> list[Row]:
    """The living activities of a living group, or of none, in order."""
    rows = (
        sa.select(activities)
        .select_from(_WITH_GROUP)
        .where(living(activities), groups.c.id.is_not_distinct_from(group_id))
    )
    return list(work.rows(rows.order_by(activities.c.sort_order, sa.func.lower(activities.c.name))))


def parts_in_order(work: Work, model: Model, activity_id: str) -> list[Row]:
    """The living metrics or splits of an activity, in order."""
    table = table_of(model)
    rows = sa.select(table).where(living(table), table.c.activity_id == activity_id)
    return list(work.rows(rows.order_by(table.c.sort_order, table.c.id)))


def part(work: Work, model: Model, part_id: str) -> Row:
    """A living metric or split; raises `NotFound`."""
    return _found(work.first(one(model), id=part_id))


def values_outside(work: Work, metric_id: str, name: str, bound: float) -> Row | None:
    """The living values beyond a bound of a metric (`min_value` or `max_value`), None for none.

    The row has their `number`, the `smallest` and the `largest`.
    """
    found = work.first(_OUTSIDE[name], id=metric_id, bound=bound)
    return found if found is not None and found.smallest is not None else None


def ids_in_use(work: Work, model: Model, ids: Iterable[str]) -> set[str]:
    """Which of these ids stand for a row of this fractal already, living or trashed."""
    table = table_of(model)
    mine = table.c.root_id == sa.bindparam("root_id")
    same = sa.select(table.c.id).where(mine, among(table.c.id, "ids"))
    return {row.id for row in work.rows(same, ids=ids)}


def living_activities(work: Work, ids: Iterable[str]) -> set[str]:
    """Which of these ids are living activities."""
    return {row.id for row in work.rows(_LIVING, ids=ids)}


def next_sort_order(work: Work, model: Model) -> int:
    """The place behind every living row of a class."""
    table = table_of(model)
    last = sa.select(sa.func.coalesce(sa.func.max(table.c.sort_order), -1)).where(living(table))
    return int(work.scalar(last)) + 1


def _found(found: T | None) -> T:
    if found is None:
        raise NotFound
    return found
