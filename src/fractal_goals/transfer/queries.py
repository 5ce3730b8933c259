"""What is stored already of that which a source holds."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from fractal_goals.accounts.models import User
from fractal_goals.fractals.models import Fractal, Goal, PracticeSession, SessionGoal
from fractal_goals.infra.work import Work, table_of

CHUNK = 500
_users, _fractals, _goals, _sessions, _links = (
    table_of(model) for model in (User, Fractal, Goal, PracticeSession, SessionGoal)
)


class Row(msgspec.Struct, frozen=True):
    """A stored goal or session: its fractal, and whether it lies in the trash."""

    root_id: str
    is_trashed: bool


class Stored(msgspec.Struct, kw_only=True):
    """What an import must know of the database.

    `rows` are this person's goals and sessions that the source names, by id; `links`
    pairs of session and goal; `last_places` the highest `sort_order` under each parent.
    `taken_roots` are ids of fractals of other people.
    """

    rows: dict[str, Row] = {}
    links: set[tuple[str, str]] = set()
    last_places: dict[str, int] = {}
    root_names: list[str] = []
    taken_roots: set[str] = set()


def stored(work: Work, ids: Iterable[str]) -> Stored:
    """What the database has of the goals and sessions with these ids."""
    wanted = sorted(set(ids))
    found = Stored(rows={}, links=set(), last_places={}, taken_roots=set())
    for chunk in _chunks(wanted):
        for table in (_goals, _sessions):
            for row in work.rows(_rows(table, work, chunk)):
                found.rows[row.id] = Row(row.root_id, row.deleted_at is not None)
        for row in work.rows(_links_of(work, chunk)):
            found.links.add((row.practice_session_id, row.short_term_goal_id))
        for row in work.rows(_last_places(work, chunk)):
            found.last_places[row.parent_id] = row.last
        for row in work.rows(_others_roots(work, chunk)):
            found.taken_roots.add(row.root_id)
    found.root_names = [row.name for row in work.rows(_root_names(work))]
    return found


def user_named(work: Work, name: str) -> sa.Row[Any] | None:
    """The active person with this username, ignoring case."""
    is_named = sa.func.lower(_users.c.username) == name.lower()
    return work.first(sa.select(_users).where(is_named, _users.c.is_active))


def _chunks(ids: list[str]) -> Iterator[list[str]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _mine(work: Work) -> sa.Select[Any]:
    return sa.select(_fractals.c.root_id).where(_fractals.c.user_id == work.actor.user_id)


def _rows(table: sa.Table, work: Work, ids: list[str]) -> sa.Select[Any]:
    return sa.select(table.c.root_id, table.c.id, table.c.deleted_at).where(
        table.c.root_id.in_(_mine(work)), table.c.id.in_(ids)
    )


def _links_of(work: Work, ids: list[str]) -> sa.Select[Any]:
    return sa.select(_links.c.practice_session_id, _links.c.short_term_goal_id).where(
        _links.c.root_id.in_(_mine(work)), _links.c.practice_session_id.in_(ids)
    )


def _last_places(work: Work, ids: list[str]) -> sa.Select[Any]:
    return (
        sa.select(_goals.c.parent_id, sa.func.max(_goals.c.sort_order).label("last"))
        .where(_goals.c.root_id.in_(_mine(work)), _goals.c.parent_id.in_(ids))
        .group_by(_goals.c.parent_id)
    )


def _others_roots(work: Work, ids: list[str]) -> sa.Select[Any]:
    return sa.select(_fractals.c.root_id).where(
        _fractals.c.root_id.in_(ids), _fractals.c.user_id != work.actor.user_id
    )


def _root_names(work: Work) -> sa.Select[Any]:
    return sa.select(_goals.c.name).where(
        _goals.c.user_id == work.actor.user_id, _goals.c.deleted_at.is_(None)
    )
