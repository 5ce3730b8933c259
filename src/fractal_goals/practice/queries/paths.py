"""Which larger goals a session serves: the ways from the root to its parent goals."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from fractal_goals.infra.work import Work
from fractal_goals.practice.queries.sessions import goals, links


def _ways() -> sa.Select[Any]:
    root = sa.bindparam("root_id", type_=sa.Text())
    up = (
        sa.select(
            links.c.short_term_goal_id.label("served"),
            links.c.short_term_goal_id.label("goal_id"),
            sa.literal_column("0").label("step"),
        )
        .where(links.c.root_id == root, links.c.practice_session_id == sa.bindparam("session_id"))
        .cte("up", recursive=True)
    )
    above = (
        sa.select(up.c.served, goals.c.parent_goal_id, up.c.step + 1)
        .join_from(up, goals, (goals.c.root_id == root) & (goals.c.id == up.c.goal_id))
        .where(goals.c.parent_goal_id.is_not(None))
    )
    up = up.union_all(above)
    return (
        sa.select(up.c.served, goals.c.id, goals.c.type, goals.c.name)
        .join_from(up, goals, (goals.c.root_id == root) & (goals.c.id == up.c.goal_id))
        .order_by(up.c.served, up.c.step.desc())
    )


_WAYS = _ways()


def paths(work: Work, session_id: str) -> dict[str, list[dict[str, str]]]:
    """By each parent goal's id the way to it from the root, itself included."""
    found = defaultdict(list)
    for row in work.rows(_WAYS, session_id=session_id):
        found[row.served].append({"id": row.id, "type": row.type, "name": row.name})
    return dict(found)
