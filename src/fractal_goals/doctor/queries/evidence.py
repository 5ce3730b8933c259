"""What is stored about evidence, against what the evaluator makes of that evidence now."""

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa

from fractal_goals.doctor.findings import Finding
from fractal_goals.fractals.models import Fractal, Goal, PracticeSession
from fractal_goals.infra.work import Actor, Work, table_of
from fractal_goals.practice.models import ActivityInstance, InstancePause, SessionPause
from fractal_goals.practice.rules.timers import Pause, Timer
from fractal_goals.targets.models import Target
from fractal_goals.targets.queries.evidence import concerned_targets, finished_evidence
from fractal_goals.targets.queries.grounds import goals_to_settle
from fractal_goals.targets.rules import first_to_meet, settled
from fractal_goals.targets.settle.settling import completion_of, grounds_of

fractals, goals, targets = table_of(Fractal), table_of(Goal), table_of(Target)
sessions, instances = table_of(PracticeSession), table_of(ActivityInstance)
session_pauses, instance_pauses = table_of(SessionPause), table_of(InstancePause)
DOCTOR = Actor("doctor")


def targets_not_as_met(connection: sa.Connection) -> Iterator[Finding]:
    """Living targets whose first instance is another than the one that is stored."""
    for work in _works(connection):
        mine = sa.select(targets.c.id).where(
            targets.c.root_id == work.root_id, targets.c.deleted_at.is_(None)
        )
        stored = concerned_targets(
            work,
            target_ids=list(connection.scalars(mine)),
            instance_ids=(),
            session_ids=(),
            flipped_instance_ids=(),
            flipped_session_ids=(),
        )
        evidence = finished_evidence(
            work,
            {metric_id for one in stored for metric_id in one.metric_ids},
            instance_ids=(),
            session_ids=(),
            activity_ids={one.row.activity_definition_id for one in stored},
        )
        for one in stored:
            first = first_to_meet(one.row.activity_definition_id, one.conditions, evidence)
            found = first.instance_id if first else None
            if found != one.row.met_instance_id:
                problem = f"Stored as met by {one.row.met_instance_id}, but it is by {found}."
                yield Finding(problem, targets.name, work.root_id, one.row.id)


def goals_not_as_complete(connection: sa.Connection) -> Iterator[Finding]:
    """Living goals that should be complete by their evidence and are not, or the other way."""
    concerned = sa.or_(
        goals.c.completion_source.in_(("target", "children")),
        goals.c.completes_with_children,
        goals.c.id.in_(
            sa.select(targets.c.goal_id).where(
                targets.c.root_id == goals.c.root_id, targets.c.deleted_at.is_(None)
            )
        ),
    )
    for work in _works(connection):
        ids = connection.scalars(
            sa.select(goals.c.id).where(
                goals.c.root_id == work.root_id, goals.c.deleted_at.is_(None), concerned
            )
        )
        for row in goals_to_settle(work, list(ids)):
            now = completion_of(row)
            if row.deleted_at is not None:
                continue
            then = settled(now, grounds_of(row).reason, evidence_changed=False)
            if (then.completed, then.source) != (now.completed, now.source):
                is_now, should = (one.source or "open" for one in (now, then))
                problem = f"It is {is_now}, but by its evidence it is {should}."
                yield Finding(problem, goals.name, work.root_id, row.id)


def _works(connection: sa.Connection) -> Iterator[Work]:
    """A Work in each fractal that is not in the trash."""
    is_root = (goals.c.root_id == fractals.c.root_id) & (goals.c.id == fractals.c.root_id)
    living = sa.select(fractals.c.root_id).join(goals, is_root).where(goals.c.deleted_at.is_(None))
    for root_id in connection.scalars(living).all():
        yield Work(connection, DOCTOR, entered=root_id)


def wrong_durations(connection: sa.Connection) -> Iterator[Finding]:
    """Living sessions and instances whose seconds are not their end minus start minus pauses."""
    yield from _wrong(
        connection,
        sessions,
        ("session_start", "session_end", "total_duration_seconds"),
        session_pauses.c.practice_session_id,
    )
    yield from _wrong(
        connection,
        instances,
        ("time_start", "time_stop", "duration_seconds"),
        instance_pauses.c.activity_instance_id,
    )


def _wrong(
    connection: sa.Connection, timed: sa.Table, fields: tuple[str, str, str], whole: sa.Column[str]
) -> Iterator[Finding]:
    start, end, seconds = (timed.c[name] for name in fields)
    query = sa.select(timed.c.root_id, timed.c.id, start, end, seconds).where(
        timed.c.deleted_at.is_(None), end.is_not(None) | seconds.is_not(None)
    )
    pauses = _pauses(connection, whole)
    for root_id, row_id, began, ended, stored in connection.execute(query):
        expected = Timer(began, ended, tuple(pauses[root_id, row_id])).seconds
        if stored != expected:
            problem = f"{fields[2]} is {stored}, but it took {expected}."
            yield Finding(problem, timed.name, root_id, row_id)


def _pauses(
    connection: sa.Connection, whole: sa.Column[str]
) -> defaultdict[tuple[str, str], list[Pause]]:
    """The living pauses by the row that they interrupt."""
    table = whole.table
    query = sa.select(table.c.root_id, whole, table.c.paused_at, table.c.resumed_at).where(
        table.c.deleted_at.is_(None)
    )
    found: defaultdict[tuple[str, str], list[Pause]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.root_id, row[1]].append(Pause(row.paused_at, row.resumed_at))
    return found
