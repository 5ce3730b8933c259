"""What an instance has recorded, as rows, and what it may record."""

import sqlalchemy as sa

from fractal_goals.infra.work import Row, Work, living
from fractal_goals.practice.queries.documents import metrics, sets, splits, values
from fractal_goals.practice.rules.recording import Bounds, Recordable

_ID: sa.BindParameter[str] = sa.bindparam("instance_id")
_ROOT: sa.BindParameter[str] = sa.bindparam("root_id")
# Trashed sets too: a set that a client sends again comes back as the same row.
_SETS = sa.select(sets).where(sets.c.root_id == _ROOT, sets.c.activity_instance_id == _ID)
_VALUES = sa.select(values).where(living(values), values.c.activity_instance_id == _ID)
_TAKEN_WITH = sa.select(values).where(
    values.c.root_id == _ROOT,
    values.c.activity_instance_id == _ID,
    values.c.deletion_id == sa.bindparam("deletion_id"),
)


def _definitions() -> sa.CompoundSelect[tuple[str, str, float, float, bool]]:
    """The living metrics and splits of an activity, and those that an instance uses."""
    used = sa.select(values.c.metric_definition_id).where(
        living(values), values.c.activity_instance_id == _ID
    )
    used_splits = used.with_only_columns(values.c.split_definition_id)
    nothing = sa.cast(sa.null(), sa.Double)
    of_metrics = sa.select(
        sa.literal_column("'metric'").label("kind"),
        metrics.c.id,
        metrics.c.min_value.label("low"),
        metrics.c.max_value.label("high"),
        sa.and_(metrics.c.deleted_at.is_(None), metrics.c.is_active).label("is_offered"),
    )
    of_splits = sa.select(
        sa.literal_column("'split'"),
        splits.c.id,
        nothing,
        nothing,
        splits.c.deleted_at.is_(None).label("is_offered"),
    )
    activity_id: sa.BindParameter[str] = sa.bindparam("activity_id")
    return sa.union(
        of_metrics.where(living(metrics), metrics.c.activity_id == activity_id),
        of_metrics.where(metrics.c.root_id == _ROOT, metrics.c.id.in_(used)),
        of_splits.where(living(splits), splits.c.activity_id == activity_id),
        of_splits.where(splits.c.root_id == _ROOT, splits.c.id.in_(used_splits)),
    )


_DEFINITIONS = _definitions()


def sets_of(work: Work, instance_id: str) -> list[Row]:
    """An instance's sets, living and trashed."""
    return list(work.rows(_SETS, instance_id=instance_id))


def values_of(work: Work, instance_id: str) -> list[Row]:
    """An instance's living values, in sets and outside of them."""
    return list(work.rows(_VALUES, instance_id=instance_id))


def values_taken_with(work: Work, instance_id: str, deletion_id: str) -> list[Row]:
    """An instance's values that one deletion took."""
    return list(work.rows(_TAKEN_WITH, instance_id=instance_id, deletion_id=deletion_id))


def recordable(work: Work, instance_id: str, activity_id: str, stored: list[Row]) -> Recordable:
    """What an instance of an activity may record that has the values `stored`."""
    found = list(work.rows(_DEFINITIONS, instance_id=instance_id, activity_id=activity_id))
    return Recordable(
        metrics={
            row.id: Bounds(row.low, row.high, row.is_offered)
            for row in found
            if row.kind == "metric"
        },
        splits={row.id: row.is_offered for row in found if row.kind == "split"},
        used={
            used
            for row in stored
            for used in (row.metric_definition_id, row.split_definition_id)
            if used is not None
        },
    )
