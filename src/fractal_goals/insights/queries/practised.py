"""Which goals are practised, which are due, which are neglected."""

from typing import Any

import sqlalchemy as sa

from fractal_goals.fractals.models import SessionGoal
from fractal_goals.fractals.queries.tree import HAPPENED, goals, sessions
from fractal_goals.fractals.rules import is_neglected
from fractal_goals.infra.json_sql import as_text, json_object
from fractal_goals.infra.listing import list_json
from fractal_goals.infra.types import Instant
from fractal_goals.infra.work import Row, Work, living, table_of
from fractal_goals.kit.clock import person_day, to_wire
from fractal_goals.kit.paging import Page
from fractal_goals.practice.models import ActivityInstance, MetricValue
from fractal_goals.practice.queries.sessions import session_members

links = table_of(SessionGoal)
values, instances = table_of(MetricValue), table_of(ActivityInstance)
DUE_WITHIN_DAYS = 14

# A session that has begun, was finished without saying when, or holds a value. One that
# is only planned is no practice.
IS_PRACTICE = sa.or_(
    sessions.c.session_start.is_not(None),
    sessions.c.completed,
    sa.select(values.c.id)
    .join(
        instances,
        sa.and_(
            instances.c.root_id == values.c.root_id,
            instances.c.id == values.c.activity_instance_id,
        ),
    )
    .where(
        living(values),
        living(instances),
        instances.c.practice_session_id == sessions.c.id,
    )
    .correlate(sessions)
    .exists(),
)

_LAST_PRACTISED = (
    sa.select(sa.func.max(HAPPENED))
    .select_from(links)
    .join(
        sessions,
        sa.and_(
            sessions.c.root_id == links.c.root_id,
            sessions.c.id == links.c.practice_session_id,
        ),
    )
    .where(
        living(sessions),
        IS_PRACTICE,
        links.c.root_id == sa.bindparam("root_id"),
        links.c.short_term_goal_id == goals.c.id,
    )
    .correlate(goals)
    .scalar_subquery()
)
_OPEN = (
    sa.select(
        goals.c.id,
        goals.c.type,
        goals.c.name,
        goals.c.deadline,
        goals.c.created_at,
        sa.type_coerce(_LAST_PRACTISED, Instant).label("last_practised"),
    )
    .where(living(goals), goals.c.completed.is_(False))
    .order_by(goals.c.deadline, goals.c.sort_order, goals.c.id)
)
_IS_SHORT_TERM = goals.c.type == "ShortTermGoal"


def due_goals(work: Work) -> list[dict[str, Any]]:
    """Open goals whose deadline has passed or is near, the earliest first."""
    rows = work.rows(_OPEN.where(goals.c.deadline.is_not(None)))
    near = [row for row in rows if (row.deadline - work.today).days <= DUE_WITHIN_DAYS]
    return [{**_named(row), "deadline": row.deadline.isoformat()} for row in near]


def neglected_goals(work: Work) -> list[dict[str, Any]]:
    """Open short-term goals that no session has served for too long, the longest first.

    `last_practised` is None where none ever has; `idle_days` counts from the day it was
    last practised, or made.
    """
    found = []
    for row in work.rows(_OPEN.where(_IS_SHORT_TERM)):
        since = _day(work, row)
        if is_neglected(row.type, completed=False, since=since, today=work.today):
            idle = (work.today - since).days
            last = to_wire(row.last_practised) if row.last_practised else None
            found.append({**_named(row), "last_practised": last, "idle_days": idle})
    return sorted(found, key=lambda goal: -goal["idle_days"])


def _named(row: Row) -> dict[str, Any]:
    return {"id": row.id, "type": row.type, "name": row.name}


def _day(work: Work, row: Row) -> Any:
    actor = work.actor
    return person_day(row.last_practised or row.created_at, actor.time_zone, actor.day_start_hour)


def _below() -> sa.Select[Any]:
    """The ids of the goal `:goal_id` and of every goal below it."""
    below = (
        sa.select(goals.c.id)
        .where(living(goals), goals.c.id == sa.bindparam("goal_id"))
        .cte("below", recursive=True)
    )
    child = goals.alias("child")
    below = below.union_all(
        sa.select(child.c.id)
        .join(below, child.c.parent_id == below.c.id)
        .where(living(child), child.c.parent_goal_id.is_not(None))
    )
    return sa.select(below.c.id)


_SERVING = sa.and_(
    living(sessions),
    sessions.c.id.in_(
        sa.select(links.c.practice_session_id).where(
            links.c.root_id == sa.bindparam("root_id"),
            links.c.short_term_goal_id.in_(_below()),
        )
    ),
)
_BELOW = sa.select(sessions).where(_SERVING)
_PRACTICE_BELOW = sa.select(
    as_text(
        json_object(
            {
                "sessions": sa.func.count(),
                "last_practised": sa.type_coerce(sa.func.max(HAPPENED), Instant),
            }
        )
    )
).where(_SERVING, IS_PRACTICE)


def sessions_below(work: Work, goal_id: str, page: Page) -> bytes:
    """The sessions that serve a goal or any goal below it, newest first."""
    return list_json(
        work,
        _BELOW.params(goal_id=goal_id),
        json_object(session_members(sessions.c)),
        page,
        key=HAPPENED,
        unique=sessions.c.id,
        newest_first=True,
    )


def practice_below(work: Work, goal_id: str) -> bytes:
    """`{sessions, last_practised}`: the practice for a goal and all below it, each session once."""
    return str(work.scalar(_PRACTICE_BELOW, goal_id=goal_id)).encode()
