"""Reads of single goals and lists of them."""

from typing import Any

import sqlalchemy as sa

from fractal_goals.fractals.models import Goal, SessionGoal
from fractal_goals.fractals.queries.tree import GOAL_FIELDS, goal_members, goals, sessions
from fractal_goals.fractals.rules import SESSION
from fractal_goals.infra.json_sql import as_text, columns, json_array, json_object
from fractal_goals.infra.listing import list_json
from fractal_goals.infra.work import Row, Work, living, one, table_of
from fractal_goals.kit.errors import NotFound
from fractal_goals.kit.paging import Page

links = table_of(SessionGoal)
_ONE = one(Goal)
_PARENT_TYPES = (
    sa.select(goals.c.id, goals.c.type, goals.c.deadline)
    .where(living(goals), goals.c.id == sa.bindparam("id"))
    .union_all(
        sa.select(
            sessions.c.id,
            sa.literal_column(f"'{SESSION}'").label("type"),
            sa.cast(sa.null(), sa.Date).label("deadline"),
        ).where(living(sessions), sessions.c.id == sa.bindparam("id"))
    )
)
_PARENTS = sa.select(goals.c.id, goals.c.parent_goal_id).where(living(goals))


def goal(work: Work, goal_id: str) -> Row:
    """A living goal's row; raises `NotFound`."""
    found = work.first(_ONE, id=goal_id)
    if found is None:
        raise NotFound
    return found


def parent_node(work: Work, parent_id: str) -> Row | None:
    """The id, type and deadline of the goal or session that may become a parent."""
    return work.first(_PARENT_TYPES, id=parent_id)


def parent_of_each(work: Work) -> dict[str, str | None]:
    """Every living goal's parent goal."""
    return {row.id: row.parent_goal_id for row in work.rows(_PARENTS)}


_LAST = sa.select(sa.func.coalesce(sa.func.max(goals.c.sort_order), -1)).where(
    living(goals), goals.c.parent_id == sa.bindparam("parent_id")
)


def next_sort_order(work: Work, parent_id: str) -> int:
    """The place behind the last child of a parent."""
    return int(work.scalar(_LAST, parent_id=parent_id)) + 1


def siblings(work: Work, parent_id: str) -> list[Row]:
    """The living goals under one parent, in order."""
    under = sa.select(goals).where(living(goals), goals.c.parent_id == parent_id)
    return list(work.rows(under.order_by(goals.c.sort_order, goals.c.id)))


def _way_up(node: Any) -> sa.CTE:
    """Steps from a goal to the root: the goal or session above, `step` counted from 0.

    A goal under a session goes on through that session's first parent goal.
    """
    up = (
        sa.select(
            node.c.parent_goal_id.label("goal_id"),
            node.c.parent_session_id.label("session_id"),
            sa.literal_column("0").label("step"),
        )
        .select_from(node)
        .cte("up", recursive=True)
    )
    above, served = goals.alias("above"), goals.alias("served")
    first_goal = (
        sa.select(links.c.short_term_goal_id)
        .join(
            served,
            (served.c.root_id == links.c.root_id) & (served.c.id == links.c.short_term_goal_id),
        )
        .where(
            living(served),
            links.c.root_id == sa.bindparam("root_id"),
            links.c.practice_session_id == up.c.session_id,
        )
        .order_by(links.c.created_at, links.c.short_term_goal_id)
        .limit(1)
        .scalar_subquery()
    )
    # One recursive term, as PostgreSQL allows only one: a step is from a goal or a session.
    is_above = (above.c.root_id == sa.bindparam("root_id")) & (above.c.id == up.c.goal_id)
    is_session = up.c.session_id.is_not(None)
    step = (
        sa.select(
            sa.case((is_session, first_goal), else_=above.c.parent_goal_id),
            above.c.parent_session_id,
            up.c.step + 1,
        )
        .select_from(up.outerjoin(above, is_above))
        .where(is_session | above.c.id.is_not(None))
    )
    return up.union_all(step)


def _path(node: Any) -> sa.ScalarSelect[str]:
    """The names on the way from the root down to a goal's parent."""
    up = _way_up(node)
    root: sa.BindParameter[str] = sa.bindparam("root_id")
    is_session = sessions.c.id.is_not(None)
    # Outer joins, so that SQLite starts from the few steps and not from all goals.
    above = (
        sa.select(
            sa.func.coalesce(goals.c.id, sessions.c.id).label("id"),
            sa.case((is_session, SESSION), else_=goals.c.type).label("type"),
            sa.func.coalesce(goals.c.name, sessions.c.name).label("name"),
        )
        .select_from(up)
        .outerjoin(goals, (goals.c.root_id == root) & (goals.c.id == up.c.goal_id))
        .outerjoin(sessions, (sessions.c.root_id == root) & (sessions.c.id == up.c.session_id))
        .where(sa.or_(goals.c.id.is_not(None), is_session))
        .order_by(up.c.step.desc())
    )
    return json_array(above, lambda row: columns(row, ("id", "type", "name")))


def _detail() -> sa.Select[Any]:
    mine = sa.select(goals).where(living(goals), goals.c.id == sa.bindparam("id")).cte("mine")
    parent, child = goals.alias("parent"), goals.alias("child")
    is_parent = (parent.c.root_id == mine.c.root_id) & (parent.c.id == mine.c.parent_goal_id)
    children = (
        sa.select(child)
        .where(living(child), child.c.parent_id == sa.bindparam("id"))
        .order_by(child.c.sort_order, child.c.id)
    )
    later = sa.func.coalesce(mine.c.deadline > parent.c.deadline, sa.false())
    members = {
        **columns(mine.c, GOAL_FIELDS),
        "deadline_after_parent": sa.type_coerce(later, sa.Boolean),
        "path": _path(mine),
        "children": json_array(children, goal_members),
    }
    return sa.select(as_text(json_object(members))).select_from(mine.outerjoin(parent, is_parent))


_DETAIL = _detail()


def goal_detail(work: Work, goal_id: str) -> bytes:
    """A goal with its path to the root and its children; raises `NotFound`."""
    found = work.scalar(_DETAIL, id=goal_id)
    if found is None:
        raise NotFound
    return str(found).encode()


def list_goals(
    work: Work,
    page: Page,
    *,
    type_: str | None = None,
    completed: bool | None = None,
    parent_id: str | None = None,
    q: str | None = None,
) -> bytes:
    """Goals, oldest first, that pass every filter given; `q` is looked for in names."""
    rows = sa.select(goals).where(living(goals))
    if type_ is not None:
        rows = rows.where(goals.c.type == type_)
    if completed is not None:
        rows = rows.where(goals.c.completed == completed)
    if parent_id is not None:
        rows = rows.where(goals.c.parent_id == parent_id)
    if q:
        rows = rows.where(goals.c.name.icontains(q, autoescape=True))
    return list_json(
        work,
        rows,
        json_object(goal_members(goals.c)),
        page,
        key=goals.c.created_at,
        unique=goals.c.id,
    )
