"""Reads of whole fractals: the home page and its API."""

from typing import Any

import sqlalchemy as sa

from fractal_goals.accounts.models import Membership
from fractal_goals.fractals.models import Fractal
from fractal_goals.fractals.queries.tree import goals, sessions
from fractal_goals.fractals.rules import DEMONSTRATION_PREFIX
from fractal_goals.infra.json_sql import as_text, columns, json_object
from fractal_goals.infra.listing import list_json
from fractal_goals.infra.types import Instant
from fractal_goals.infra.work import Row, Work, table_of
from fractal_goals.kit.errors import NotFound
from fractal_goals.kit.paging import Page

fractals, members = table_of(Fractal), table_of(Membership)
FIELDS = "id root_id name description deadline completed version created_at updated_at".split()


def _members() -> dict[str, Any]:
    goal, session = goals.alias("counted"), sessions.alias("seen")
    goal_count = (
        sa.select(sa.func.count())
        .where(goal.c.root_id == goals.c.root_id, goal.c.deleted_at.is_(None))
        .correlate(goals)
        .scalar_subquery()
    )
    its_sessions = (session.c.root_id == goals.c.root_id) & session.c.deleted_at.is_(None)
    session_count = (
        sa.select(sa.func.count()).where(its_sessions).correlate(goals).scalar_subquery()
    )
    happened = sa.func.coalesce(session.c.session_start, session.c.created_at)
    last = sa.select(sa.func.max(happened)).where(its_sessions).correlate(goals).scalar_subquery()
    return {
        **columns(goals.c, FIELDS),
        "goal_count": goal_count,
        "session_count": session_count,
        "last_activity": sa.type_coerce(last, Instant),
    }


def _mine(work: Work) -> sa.ColumnElement[bool]:
    """The fractals this person owns or is a member of.

    A union, as PostgreSQL would read every fractal there is for `owner OR root_id IN …`.
    """
    me = work.actor.user_id
    owned = sa.select(fractals.c.root_id).where(fractals.c.user_id == me)
    joined = sa.select(members.c.root_id).where(members.c.user_id == me)
    return fractals.c.root_id.in_(owned.union(joined))


def _roots(work: Work) -> sa.Select[Any]:
    is_root = (goals.c.root_id == fractals.c.root_id) & (goals.c.id == fractals.c.root_id)
    return (
        sa.select(goals)
        .select_from(fractals.join(goals, is_root))
        .where(_mine(work), goals.c.deleted_at.is_(None))
    )


def list_fractals(work: Work, page: Page) -> bytes:
    """The person's fractals, oldest first, with counts and the last activity."""
    return list_json(
        work, _roots(work), json_object(_members()), page, key=goals.c.created_at, unique=goals.c.id
    )


def fractal_detail(work: Work, root_id: str) -> bytes:
    """One fractal as the list shows it; raises `NotFound`."""
    one = _roots(work).where(goals.c.root_id == root_id)
    found = work.scalar(one.with_only_columns(as_text(json_object(_members()))))
    if found is None:
        raise NotFound
    return str(found).encode()


def root_names(work: Work, owner_id: str | None = None) -> list[Row]:
    """The ids and names of the living roots that this person, or another owner, owns."""
    return list(
        work.rows(
            sa.select(goals.c.id, goals.c.name).where(
                goals.c.user_id == (owner_id or work.actor.user_id),
                goals.c.deleted_at.is_(None),
                goals.c.parent_goal_id.is_(None),
                goals.c.parent_session_id.is_(None),
            )
        )
    )


def demonstrations(work: Work) -> list[str]:
    """The ids of this person's living demonstration fractals, oldest first."""
    return sorted(row.id for row in root_names(work) if row.id.startswith(DEMONSTRATION_PREFIX))
