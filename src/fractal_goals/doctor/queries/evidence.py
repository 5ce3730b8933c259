"""Goals that completed by themselves, against what completed them."""

import sqlalchemy as sa

from fractal_goals.doctor.findings import Finding, rows
from fractal_goals.fractals.models import Goal
from fractal_goals.infra.work import table_of
from fractal_goals.targets.models import Target

goals, targets = table_of(Goal), table_of(Target)


def completed_without_children(connection: sa.Connection) -> list[Finding]:
    """Living goals that completed through their children, while one is open or none is there."""
    child = goals.alias("child")
    mine = sa.select(child.c.id).where(
        child.c.root_id == goals.c.root_id,
        child.c.parent_id == goals.c.id,
        child.c.parent_goal_id == goals.c.id,
        child.c.deleted_at.is_(None),
    )
    query = sa.select(goals.c.root_id, goals.c.id).where(
        goals.c.deleted_at.is_(None),
        goals.c.completion_source == "children",
        ~mine.exists() | mine.where(~child.c.completed).exists() | ~goals.c.completes_with_children,
    )
    return rows(connection, query, "It completed through its children, but they are not complete.")


def completed_without_targets(connection: sa.Connection) -> list[Finding]:
    """Living goals that completed through their targets, while one is not met or none is there."""
    mine = sa.select(targets.c.id).where(
        targets.c.root_id == goals.c.root_id,
        targets.c.goal_id == goals.c.id,
        targets.c.deleted_at.is_(None),
    )
    query = sa.select(goals.c.root_id, goals.c.id).where(
        goals.c.deleted_at.is_(None),
        goals.c.completion_source == "target",
        ~mine.exists() | mine.where(targets.c.met_instance_id.is_(None)).exists(),
    )
    return rows(connection, query, "It completed through its targets, but they are not all met.")
