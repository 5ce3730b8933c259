"""What the evaluation of targets reads: two statements, however much has changed."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from fractal_goals.fractals.models import Goal, PracticeSession
from fractal_goals.infra.among import among
from fractal_goals.infra.work import Row, Work, living, table_of
from fractal_goals.practice.models import ActivityInstance, ActivitySet, MetricValue
from fractal_goals.targets.models import Target, TargetCondition
from fractal_goals.targets.rules import Condition, Evidence, Recorded

goals, sessions, targets = (table_of(model) for model in (Goal, PracticeSession, Target))
conditions, instances = table_of(TargetCondition), table_of(ActivityInstance)
sets, values = table_of(ActivitySet), table_of(MetricValue)
ROOT: sa.BindParameter[str] = sa.bindparam("root_id")
HAPPENED = sa.func.coalesce(sessions.c.session_start, sessions.c.created_at)
IS_FINISHED = sa.or_(instances.c.completed, sessions.c.completed)
ITS_SESSION = (sessions.c.root_id == instances.c.root_id) & (
    sessions.c.id == instances.c.practice_session_id
)


@dataclass(frozen=True, slots=True)
class StoredTarget:
    """A target as stored, living or trashed, with its living conditions."""

    row: Row
    conditions: tuple[Condition, ...]

    @property
    def is_living(self) -> bool:
        """Whether it is not in the trash."""
        return self.row.deleted_at is None

    @property
    def metric_ids(self) -> set[str]:
        """The metrics that it compares."""
        return {one.metric_id for one in self.conditions}


def _instances_by(column: sa.ColumnElement[str]) -> sa.Select[Any]:
    return sa.select(instances.c.id).where(instances.c.root_id == ROOT, among(column, "ids"))


# Each a statement of its own with an index of its own: within one statement with OR or
# UNION, SQLite reads every instance of the fractal.
_OF_SESSIONS = _instances_by(instances.c.practice_session_id)
_OF_ACTIVITIES = _instances_by(instances.c.activity_definition_id)
# The activities of changed instances that are or were finished. Trashed rows count:
# what they were is what the change took away.
_FINISHED_ACTIVITIES = (
    sa.select(instances.c.activity_definition_id)
    .distinct()
    .join(sessions, ITS_SESSION)
    .where(
        instances.c.root_id == ROOT,
        among(instances.c.id, "instance_ids"),
        sa.or_(
            IS_FINISHED,
            among(instances.c.id, "flipped_instance_ids"),
            among(sessions.c.id, "flipped_session_ids"),
        ),
    )
)


def _ids(work: Work, statement: sa.Select[Any], ids: Collection[str]) -> set[str]:
    return {row.id for row in work.rows(statement, ids=ids)} if ids else set()


def _concerned() -> sa.Select[Any]:
    met = instances.alias("met")
    is_met = (met.c.root_id == targets.c.root_id) & (met.c.id == targets.c.met_instance_id)
    its_goal = (goals.c.root_id == targets.c.root_id) & (goals.c.id == targets.c.goal_id)
    its_conditions = (
        (conditions.c.root_id == targets.c.root_id)
        & (conditions.c.target_id == targets.c.id)
        & conditions.c.deleted_at.is_(None)
    )
    concerned = sa.or_(
        among(targets.c.id, "target_ids"),
        sa.and_(
            targets.c.deleted_at.is_(None),
            among(targets.c.activity_definition_id, "activity_ids"),
        ),
    )
    return (
        sa.select(
            targets,
            goals.c.is_held_open,
            met.c.practice_session_id.label("met_session_id"),
            conditions.c.metric_definition_id,
            conditions.c.comparison,
            conditions.c.value,
        )
        .select_from(
            targets.join(goals, its_goal)
            .outerjoin(met, is_met)
            .outerjoin(conditions, its_conditions)
        )
        .where(targets.c.root_id == ROOT, concerned)
    )


_CONCERNED = _concerned()


def concerned_targets(
    work: Work,
    *,
    target_ids: Collection[str],
    instance_ids: Collection[str],
    session_ids: Collection[str],
    flipped_instance_ids: Collection[str],
    flipped_session_ids: Collection[str],
) -> list[StoredTarget]:
    """The targets named, and those on activities whose finished instances have changed.

    `flipped_*` name what was finished or reopened: changed, whichever it is now.
    """
    changed = {*instance_ids, *_ids(work, _OF_SESSIONS, session_ids)}
    activity_ids: set[str] = set()
    if changed:
        rows = work.rows(
            _FINISHED_ACTIVITIES,
            instance_ids=changed,
            flipped_instance_ids=flipped_instance_ids,
            flipped_session_ids=flipped_session_ids,
        )
        activity_ids = {row.activity_definition_id for row in rows}
    if not (activity_ids or target_ids):
        return []
    found: dict[str, tuple[Row, list[Condition]]] = {}
    for row in work.rows(_CONCERNED, target_ids=target_ids, activity_ids=activity_ids):
        _, mine = found.setdefault(row.id, (row, []))
        if row.metric_definition_id is not None:
            mine.append(Condition(row.metric_definition_id, row.comparison, row.value))
    return [StoredTarget(row, tuple(mine)) for row, mine in found.values()]


def _evidence() -> sa.Select[Any]:
    set_ = sets.alias("its_set")
    its_set = (
        (set_.c.root_id == values.c.root_id)
        & (set_.c.activity_instance_id == values.c.activity_instance_id)
        & (set_.c.id == values.c.activity_set_id)
    )
    has_sets = (
        sa.select(sets.c.id)
        .where(
            sets.c.root_id == instances.c.root_id,
            sets.c.activity_instance_id == instances.c.id,
            sets.c.deleted_at.is_(None),
        )
        .correlate(instances)
        .exists()
    )
    of_instance = (values.c.root_id == instances.c.root_id) & (
        values.c.activity_instance_id == instances.c.id
    )
    return (
        sa.select(
            instances.c.id,
            instances.c.activity_definition_id,
            instances.c.practice_session_id,
            HAPPENED.label("happened"),
            instances.c.sort_order,
            has_sets.label("has_sets"),
            values.c.activity_set_id,
            values.c.metric_definition_id,
            values.c.value,
        )
        .select_from(
            instances.join(sessions, ITS_SESSION).join(values, of_instance).outerjoin(set_, its_set)
        )
        .where(
            living(instances),
            sessions.c.deleted_at.is_(None),
            IS_FINISHED,
            values.c.deleted_at.is_(None),
            set_.c.deleted_at.is_(None),
            among(instances.c.id, "instance_ids"),
            among(values.c.metric_definition_id, "metric_ids"),
        )
    )


_EVIDENCE = _evidence()


def finished_evidence(
    work: Work,
    metric_ids: Collection[str],
    *,
    instance_ids: Collection[str],
    session_ids: Collection[str],
    activity_ids: Collection[str],
) -> list[Evidence]:
    """Living finished instances with their living values of these metrics.

    Those named, those of the sessions named, and all of the activities named; an
    instance without such a value is left out.
    """
    wanted = {
        *instance_ids,
        *_ids(work, _OF_SESSIONS, session_ids),
        *_ids(work, _OF_ACTIVITIES, activity_ids),
    }
    rows = work.rows(_EVIDENCE, metric_ids=metric_ids, instance_ids=wanted) if wanted else ()
    by_instance: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_instance[row.id].append(row)
    return [_of(mine) for mine in by_instance.values()]


def _of(rows: Sequence[Row]) -> Evidence:
    one = rows[0]
    return Evidence(
        instance_id=one.id,
        activity_id=one.activity_definition_id,
        session_id=one.practice_session_id,
        happened=one.happened,
        sort_order=one.sort_order,
        has_sets=bool(one.has_sets),
        values=tuple(
            Recorded(row.activity_set_id, row.metric_definition_id, row.value) for row in rows
        ),
    )
