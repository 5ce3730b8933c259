"""The tree: every goal and session of a fractal in one statement."""

from collections import defaultdict
from typing import Any

import msgspec
import sqlalchemy as sa

from fractal_goals.fractals.models import Goal, PracticeSession, SessionGoal
from fractal_goals.fractals.rules import SESSION
from fractal_goals.infra.json_sql import as_text, columns, json_array, json_object
from fractal_goals.infra.work import Work, living, table_of

goals, sessions, links = (table_of(model) for model in (Goal, PracticeSession, SessionGoal))
GOAL_FIELDS = (
    "id root_id type name description deadline completed completed_at completion_source "
    "completed_session_id completes_with_children parent_id sort_order version created_at "
    "updated_at"
).split()
SESSION_FIELDS = (
    "id name completed session_start session_end total_duration_seconds version created_at "
    "updated_at"
).split()
HAPPENED = sa.func.coalesce(sessions.c.session_start, sessions.c.created_at)


def goal_members(source: Any) -> dict[str, Any]:
    """What a goal shows in lists and trees."""
    return columns(source, GOAL_FIELDS)


def _parent_goal_ids(session: Any) -> sa.ScalarSelect[str]:
    """The living short-term goals that a session serves, in order of linking."""
    goal = goals.alias()
    linked = (
        sa.select(links.c.short_term_goal_id)
        .join(goal, (goal.c.root_id == links.c.root_id) & (goal.c.id == links.c.short_term_goal_id))
        .where(
            links.c.root_id == sa.bindparam("root_id"),
            links.c.practice_session_id == session.id,
            goal.c.deleted_at.is_(None),
        )
        .order_by(links.c.created_at, links.c.short_term_goal_id)
        .correlate(session.id.table)
    )
    return json_array(linked, lambda row: row.short_term_goal_id)


def _session_members(row: Any) -> dict[str, Any]:
    parents = _parent_goal_ids(row)
    return {
        "type": sa.literal_column(f"'{SESSION}'"),
        **columns(row, SESSION_FIELDS),
        "parent_id": sa.null(),
        "parent_goal_ids": parents,
        "deadline": sa.null(),
        "sort_order": row.sort_order,
    }


_GOALS = sa.select(goals).where(living(goals)).order_by(goals.c.sort_order, goals.c.id)
_SESSIONS = (
    sa.select(sessions, sa.literal_column("0").label("sort_order"))
    .where(living(sessions))
    .order_by(HAPPENED, sessions.c.id)
)
_TREE = sa.select(
    as_text(
        json_object(
            {
                "goals": json_array(_GOALS, goal_members),
                "sessions": json_array(_SESSIONS, _session_members),
            }
        )
    )
)


def tree(work: Work) -> bytes:
    """`{"goals": […], "sessions": […]}`, flat: siblings in order, sessions oldest first."""
    return str(work.scalar(_TREE)).encode()


def nested_tree(work: Work) -> bytes:
    """The root goal with `children`, sessions among them under each of their parent goals."""
    flat = msgspec.json.decode(tree(work))
    children: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for goal in flat["goals"]:
        children[goal["parent_id"]].append(goal)
    for session in flat["sessions"]:
        for goal_id in session["parent_goal_ids"]:
            children[goal_id].append(session)
    # Without recursion over the tree: a node's children are found by its id. A
    # session stands once under each parent, its own children with it.
    for node in (*flat["goals"], *flat["sessions"]):
        node["children"] = children[node["id"]]
    return msgspec.json.encode(children[None][0])
