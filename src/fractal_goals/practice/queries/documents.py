"""What an instance shows, built inside the database; yield and best set are added to it.

The names of metrics and splits that were retired or trashed stay visible where they
have values: definitions are joined whether they live or not.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from fractal_goals.activities.models import (
    ActivityDefinition,
    MetricDefinition,
    SplitDefinition,
)
from fractal_goals.infra.json_sql import columns, exact, json_array, json_object
from fractal_goals.infra.work import table_of
from fractal_goals.practice.models import (
    ActivityInstance,
    ActivitySet,
    InstancePause,
    MetricValue,
)
from fractal_goals.practice.rules.scoring import Measure, best_set, yield_of

activities, metrics = table_of(ActivityDefinition), table_of(MetricDefinition)
splits, instances = table_of(SplitDefinition), table_of(ActivityInstance)
sets, values = table_of(ActivitySet), table_of(MetricValue)
pauses = table_of(InstancePause)

ACTIVITY_FLAGS = "has_sets has_splits has_metrics".split()
INSTANCE_FIELDS = (
    "section sort_order time_start time_stop duration_seconds completed version created_at "
    "updated_at"
).split()
METRIC_FIELDS = (
    "id name unit is_active is_multiplicative is_top_set_metric higher_is_better min_value "
    "max_value"
).split()
PAUSE_FIELDS = "paused_at resumed_at".split()
_OWN = [one for one in instances.c if one.name not in {"deleted_at", "deletion_id"}]


def instance_rows() -> sa.Select[Any]:
    """Instances, living or not, each with what its activity is called and records."""
    its_activity = (activities.c.root_id == instances.c.root_id) & (
        activities.c.id == instances.c.activity_definition_id
    )
    shown = [activities.c[flag] for flag in ACTIVITY_FLAGS]
    return sa.select(*_OWN, activities.c.name.label("activity_name"), *shown).join(
        activities, its_activity
    )


def instance_members(row: Any) -> dict[str, Any]:
    """What an instance shows; `row` has the columns of `instance_rows`."""
    activity = {
        "id": row.activity_definition_id,
        "name": row.activity_name,
        **columns(row, ACTIVITY_FLAGS),
        "metrics": json_array(_metrics_of(row), lambda metric: columns(metric, METRIC_FIELDS)),
        "splits": json_array(_splits_of(row), lambda split: columns(split, ("id", "name"))),
    }
    return {
        **columns(row, ("id", "root_id", "practice_session_id")),
        "activity": json_object(activity),
        **columns(row, INSTANCE_FIELDS),
        "notes": sa.func.coalesce(row.notes, ""),
        "pauses": json_array(_pauses_of(row), lambda pause: columns(pause, PAUSE_FIELDS)),
        "values": _values(row.root_id, row.id, None),
        "sets": json_array(_sets_of(row), _set_members),
    }


def _is_used(row: Any, definition: sa.ColumnElement[str]) -> sa.Select[Any]:
    """The metrics or splits that an instance has values for."""
    return (
        sa.select(definition)
        .where(
            values.c.root_id == row.root_id,
            values.c.activity_instance_id == row.id,
            values.c.deleted_at.is_(None),
        )
        .correlate(row.id.table)
    )


def _offered_or_used(
    table: sa.Table, fields: Sequence[sa.ColumnElement[Any]], row: Any, used: sa.ColumnElement[str]
) -> Any:
    """The definitions that an instance may record now, or has values for, in order.

    Two selects, as each can use an index.
    """
    active = table.c.is_active if "is_active" in table.c else sa.true()
    own = table.c.root_id == row.root_id
    offered = sa.and_(table.c.deleted_at.is_(None), active)
    living = sa.select(*fields, sa.true().label("is_active")).where(
        own, table.c.activity_id == row.activity_definition_id, offered
    )
    retired = sa.select(*fields, sa.false().label("is_active")).where(
        own, table.c.id.in_(_is_used(row, used)), sa.not_(offered)
    )
    both = sa.union_all(living.correlate(row.id.table), retired.correlate(row.id.table))
    return both.order_by("sort_order", "id")


def _metrics_of(row: Any) -> Any:
    names = [name for name in METRIC_FIELDS if name != "is_active"]
    fields = [metrics.c[name] for name in (*names, "sort_order")]
    return _offered_or_used(metrics, fields, row, values.c.metric_definition_id)


def _splits_of(row: Any) -> Any:
    fields = [splits.c[name] for name in ("id", "name", "sort_order")]
    return _offered_or_used(splits, fields, row, values.c.split_definition_id)


def _pauses_of(row: Any) -> sa.Select[Any]:
    return (
        sa.select(pauses)
        .where(
            pauses.c.root_id == row.root_id,
            pauses.c.activity_instance_id == row.id,
            pauses.c.deleted_at.is_(None),
        )
        .order_by(pauses.c.paused_at, pauses.c.id)
        .correlate(row.id.table)
    )


def _sets_of(row: Any) -> sa.Select[Any]:
    return (
        sa.select(sets)
        .where(
            sets.c.root_id == row.root_id,
            sets.c.activity_instance_id == row.id,
            sets.c.deleted_at.is_(None),
        )
        .order_by(sets.c.sort_order, sets.c.id)
        .correlate(row.id.table)
    )


def _set_members(row: Any) -> dict[str, Any]:
    return {
        **columns(row, ("id", "kind", "sort_order")),
        "values": _values(row.root_id, row.activity_instance_id, row.id),
    }


def _values(root_id: Any, instance_id: Any, set_id: Any) -> sa.ScalarSelect[str]:
    """The numbers of a set, or those outside of sets, by metric and split."""
    its_metric = (metrics.c.root_id == values.c.root_id) & (
        metrics.c.id == values.c.metric_definition_id
    )
    its_split = (splits.c.root_id == values.c.root_id) & (
        splits.c.id == values.c.split_definition_id
    )
    rows = (
        sa.select(
            values.c.metric_definition_id,
            metrics.c.name,
            metrics.c.unit,
            values.c.split_definition_id,
            splits.c.name.label("split"),
            values.c.value,
        )
        .join(metrics, its_metric)
        .outerjoin(splits, its_split)
        .where(
            values.c.root_id == root_id,
            values.c.activity_instance_id == instance_id,
            values.c.activity_set_id.is_(None)
            if set_id is None
            else values.c.activity_set_id == set_id,
            values.c.deleted_at.is_(None),
        )
        .order_by(
            metrics.c.sort_order,
            metrics.c.id,
            sa.func.coalesce(splits.c.sort_order, -1),
            splits.c.id,
        )
        .correlate(instance_id.table)
    )
    names = "metric_definition_id name unit split_definition_id split".split()
    return json_array(rows, lambda row: {**columns(row, names), "value": exact(row.value)})


def with_scores(document: str) -> bytes:
    """The JSON of one instance with its `yield` and `best_set_id`."""
    instance = msgspec.json.decode(document)
    add_scores(instance)
    return msgspec.json.encode(instance)


def add_scores(instance: dict[str, Any]) -> None:
    """Give a decoded instance its `yield` and `best_set_id`."""
    measures = [
        Measure(
            metric["id"],
            metric["is_multiplicative"],
            metric["is_top_set_metric"],
            metric["higher_is_better"],
        )
        for metric in instance["activity"]["metrics"]
    ]
    in_order = [
        (
            one["id"],
            {
                (value["metric_definition_id"], value["split_definition_id"]): value["value"]
                for value in one["values"]
            },
        )
        for one in instance["sets"]
    ]
    instance["yield"] = yield_of(measures, (values for _, values in in_order))
    instance["best_set_id"] = best_set(measures, in_order)
