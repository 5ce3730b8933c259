"""Lists of sessions, and the rows that commands on them need."""

from functools import cache
from typing import Any

import sqlalchemy as sa

from fractal_goals.fractals.models import Goal, PracticeSession, SessionGoal, SessionTag
from fractal_goals.fractals.queries.goals import goal
from fractal_goals.fractals.queries.tree import HAPPENED, sessions
from fractal_goals.infra.among import among
from fractal_goals.infra.json_sql import columns, json_array, json_object
from fractal_goals.infra.listing import ESCAPE, escaped, list_json
from fractal_goals.infra.types import Instant
from fractal_goals.infra.work import Row, Work, living, one, table_of
from fractal_goals.kit.errors import NotFound
from fractal_goals.kit.paging import Page
from fractal_goals.kit.span import span_end, span_start
from fractal_goals.practice.models import SessionPause
from fractal_goals.practice.queries.documents import activities, instances

goals, links, tags = table_of(Goal), table_of(SessionGoal), table_of(SessionTag)
pauses = table_of(SessionPause)
SESSION_FIELDS = (
    "id root_id name description completed session_template_id template_name "
    "planned_duration_seconds session_start session_end total_duration_seconds focus_score "
    "energy_level productivity_rating interruptions location tools_used notes version created_at "
    "updated_at"
).split()
SEARCHED = (sessions.c.name, sessions.c.description, sessions.c.notes, sessions.c.location)

_ONE = one(PracticeSession)
_PAUSES = (
    sa.select(pauses)
    .where(living(pauses), pauses.c.practice_session_id == sa.bindparam("session_id"))
    .order_by(pauses.c.paused_at, pauses.c.id)
)
_LINKS = sa.select(links).where(
    links.c.root_id == sa.bindparam("root_id"),
    links.c.practice_session_id == sa.bindparam("session_id"),
)
_TAGS = sa.select(tags).where(
    tags.c.root_id == sa.bindparam("root_id"),
    tags.c.practice_session_id == sa.bindparam("session_id"),
)
_GOALS = sa.select(goals.c.id, goals.c.type, goals.c.name).where(
    living(goals), among(goals.c.id, "goal_ids")
)


def session(work: Work, session_id: str) -> Row:
    """A living session's row; raises `NotFound`."""
    found = work.first(_ONE, id=session_id)
    if found is None:
        raise NotFound
    return found


def pauses_of(work: Work, session_id: str) -> list[Row]:
    """A session's own living pauses, in order."""
    return list(work.rows(_PAUSES, session_id=session_id))


def links_of(work: Work, session_id: str) -> list[Row]:
    """A session's links to its parent goals."""
    return list(work.rows(_LINKS, session_id=session_id))


def tags_of(work: Work, session_id: str) -> list[Row]:
    """A session's tags."""
    return list(work.rows(_TAGS, session_id=session_id))


def goals_among(work: Work, goal_ids: list[str]) -> dict[str, Row]:
    """The living goals with one of these ids, by id."""
    return {row.id: row for row in work.rows(_GOALS, goal_ids=goal_ids)}


def session_members(row: Any) -> dict[str, Any]:
    """What a session shows in lists and on its own."""
    return {
        **columns(row, SESSION_FIELDS),
        "tags": json_array(_tags(row), lambda tag: tag.tag),
        "parent_goals": json_array(
            _parent_goals(row), lambda one: columns(one, ("id", "name", "type", "completed"))
        ),
    }


def _tags(row: Any) -> sa.Select[Any]:
    return (
        sa.select(tags.c.tag)
        .where(tags.c.root_id == row.root_id, tags.c.practice_session_id == row.id)
        .order_by(tags.c.tag)
        .correlate(row.id.table)
    )


def _parent_goals(row: Any) -> sa.Select[Any]:
    """The living goals that a session serves, in order of linking."""
    return (
        sa.select(goals)
        .join(
            links, (links.c.root_id == goals.c.root_id) & (links.c.short_term_goal_id == goals.c.id)
        )
        .where(
            links.c.root_id == row.root_id,
            links.c.practice_session_id == row.id,
            goals.c.deleted_at.is_(None),
        )
        .order_by(links.c.created_at, goals.c.id)
        .correlate(row.id.table)
    )


def _practised(row: Any) -> sa.Select[Any]:
    """The activities of a session, each once, in order of their first instance."""
    return (
        sa.select(activities.c.id, activities.c.name)
        .join(
            instances,
            (instances.c.root_id == activities.c.root_id)
            & (instances.c.activity_definition_id == activities.c.id),
        )
        .where(
            instances.c.root_id == row.root_id,
            instances.c.practice_session_id == row.id,
            instances.c.deleted_at.is_(None),
        )
        .group_by(activities.c.id, activities.c.name)
        .order_by(sa.func.min(instances.c.sort_order), activities.c.id)
        .correlate(row.id.table)
    )


_LISTED = json_object(
    {
        **session_members(sessions.c),
        "activities": json_array(_practised(sessions.c), lambda one: columns(one, ("id", "name"))),
    }
)


_OWN_LINKS = sa.select(links.c.practice_session_id).where(
    links.c.root_id == sa.bindparam("root_id"),
    links.c.short_term_goal_id == sa.bindparam("goal_id"),
)
_OWN_INSTANCES = sa.select(instances.c.practice_session_id).where(
    living(instances), instances.c.activity_definition_id == sa.bindparam("activity_id")
)
_OWN_TAGS = sa.select(tags.c.practice_session_id).where(
    tags.c.root_id == sa.bindparam("root_id"),
    sa.func.lower(tags.c.tag) == sa.func.lower(sa.bindparam("tag")),
)
_FILTERS: dict[str, sa.ColumnElement[bool]] = {
    "completed": sessions.c.completed == sa.bindparam("completed"),
    "since": sa.bindparam("since", type_=Instant) <= HAPPENED,
    "until": sa.bindparam("until", type_=Instant) > HAPPENED,
    "goal_id": sessions.c.id.in_(_OWN_LINKS),
    "activity_id": sessions.c.id.in_(_OWN_INSTANCES),
    "tag": sessions.c.id.in_(_OWN_TAGS),
    "q": sa.or_(*(text.icontains(sa.bindparam("q"), escape=ESCAPE) for text in SEARCHED)),
}


@cache
def _filtered(names: frozenset[str]) -> sa.Select[Any]:
    """Living sessions that pass these filters: a statement is made once per choice of them."""
    return sa.select(sessions).where(living(sessions), *(_FILTERS[one] for one in sorted(names)))


def list_sessions(
    work: Work,
    page: Page,
    *,
    completed: bool | None = None,
    goal_id: str | None = None,
    activity_id: str | None = None,
    since: str | None = None,
    until: str | None = None,
    tag: str | None = None,
    q: str | None = None,
) -> bytes:
    """Sessions, newest first, that pass every filter given.

    `since` and `until` are days of the person's, inclusive, or instants. `q` is looked
    for in names, descriptions, notes and locations. Raises `Invalid` at `/from` or `/to`.
    """
    days = work.actor.time_zone, work.actor.day_start_hour
    asked: dict[str, Any] = {
        "completed": completed,
        "goal_id": goal_id,
        "activity_id": activity_id,
        "since": None if since is None else span_start(since, *days),
        "until": None if until is None else span_end(until, *days),
        "tag": tag,
        "q": escaped(q) if q else None,
    }
    given = {name: value for name, value in asked.items() if value is not None}
    return list_json(
        work,
        _filtered(frozenset(given)),
        _LISTED,
        page,
        key=HAPPENED,
        unique=sessions.c.id,
        newest_first=True,
        **given,
    )


def list_sessions_of_goal(work: Work, goal_id: str, page: Page) -> bytes:
    """The sessions that serve a short-term goal, newest first; raises `NotFound`."""
    goal(work, goal_id)
    return list_sessions(work, page, goal_id=goal_id)
