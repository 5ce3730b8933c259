"""What the completion of goals depends on, read with one statement."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from fractal_goals.infra.among import among
from fractal_goals.infra.work import Row, Work
from fractal_goals.targets.queries.evidence import (
    HAPPENED,
    ITS_SESSION,
    ROOT,
    goals,
    instances,
    sessions,
    targets,
)


def _goals_above() -> sa.Select[Any]:
    """The goals named and, as far as each completes with its children, those above them."""
    up = (
        sa.select(goals.c.id, goals.c.parent_goal_id)
        .where(goals.c.root_id == ROOT, among(goals.c.id, "goal_ids"))
        .cte("up", recursive=True)
    )
    parent = goals.alias("parent")
    up = up.union(
        sa.select(parent.c.id, parent.c.parent_goal_id)
        .select_from(up)
        .join(parent, (parent.c.root_id == ROOT) & (parent.c.id == up.c.parent_goal_id))
        .where(parent.c.completes_with_children)
    )
    return sa.select(goals, *_grounds()).where(
        goals.c.root_id == ROOT, goals.c.id.in_(sa.select(up.c.id))
    )


def _grounds() -> Iterable[sa.Label[Any]]:
    """What a goal's completion depends on, counted."""
    child = goals.alias("child")
    mine = (targets.c.root_id == goals.c.root_id) & (targets.c.goal_id == goals.c.id)
    of_targets = mine & targets.c.deleted_at.is_(None)
    of_children = (
        (child.c.root_id == goals.c.root_id)
        & (child.c.parent_id == goals.c.id)
        & child.c.parent_goal_id.is_not(None)
        & child.c.deleted_at.is_(None)
    )
    met = (instances.c.root_id == targets.c.root_id) & (instances.c.id == targets.c.met_instance_id)
    last_session = (
        sa.select(sessions.c.id)
        .select_from(targets.join(instances, met).join(sessions, ITS_SESSION))
        .where(of_targets)
        .order_by(HAPPENED.desc(), instances.c.sort_order.desc(), instances.c.id.desc())
        .limit(1)
    )

    def count(what: sa.ColumnElement[Any], where: sa.ColumnElement[bool]) -> sa.Select[Any]:
        return sa.select(sa.func.count(what)).where(where)

    is_complete = sa.case((child.c.completed, 1))
    for name, query in (
        ("targets", count(targets.c.id, of_targets)),
        ("targets_met", count(targets.c.met_instance_id, of_targets)),
        ("last_session_id", last_session),
        ("children", count(child.c.id, of_children)),
        ("children_completed", count(is_complete, of_children)),
    ):
        yield query.correlate(goals).scalar_subquery().label(name)


_GOALS_ABOVE = _goals_above()


def goals_to_settle(work: Work, goal_ids: Collection[str]) -> Sequence[Row]:
    """These goals, living or trashed, and those above whose completion may follow.

    Beside its columns a row has `targets`, `targets_met`, `last_session_id`, `children`
    and `children_completed`, counted among what lives.
    """
    return work.rows(_GOALS_ABOVE, goal_ids=goal_ids)
