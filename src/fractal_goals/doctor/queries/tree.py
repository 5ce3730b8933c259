"""The tree: levels, cycles, roots, links, and what lies in the trash."""

import sqlalchemy as sa

from fractal_goals.doctor.findings import Finding, rows
from fractal_goals.fractals.models import Fractal, Goal, PracticeSession, SessionGoal
from fractal_goals.fractals.queries.trash import belongings, trashable
from fractal_goals.fractals.rules import LEGAL_PARENTS
from fractal_goals.infra.work import table_of

goals, sessions = table_of(Goal), table_of(PracticeSession)
fractals, links = table_of(Fractal), table_of(SessionGoal)


def illegal_parents(connection: sa.Connection) -> list[Finding]:
    """Goals under a goal of a level that they may not stand under."""
    parent = goals.alias("parent")
    legal = sa.or_(
        *(
            (goals.c.type == child) & parent.c.type.in_(allowed)
            for child, allowed in LEGAL_PARENTS.items()
        )
    )
    query = (
        sa.select(goals.c.root_id, goals.c.id, goals.c.type, parent.c.type.label("parent_type"))
        .join(
            parent, (parent.c.root_id == goals.c.root_id) & (parent.c.id == goals.c.parent_goal_id)
        )
        .where(sa.not_(legal))
    )
    return rows(connection, query, "{type} stands under {parent_type}.")


def cycles(connection: sa.Connection) -> list[Finding]:
    """Goals that no way leads to from a root or a session."""
    reached = (
        sa.select(goals.c.root_id, goals.c.id)
        .where(goals.c.parent_goal_id.is_(None))
        .cte("reached", recursive=True)
    )
    child = goals.alias("child")
    below = sa.select(child.c.root_id, child.c.id).join(
        reached,
        # The parent of either kind has an index; the goal among them is meant.
        (child.c.root_id == reached.c.root_id)
        & (child.c.parent_id == reached.c.id)
        & (child.c.parent_goal_id == reached.c.id),
    )
    # UNION and not UNION ALL: a row is followed once.
    reached = reached.union(below)
    missing = sa.select(goals.c.root_id, goals.c.id).where(
        sa.tuple_(goals.c.root_id, goals.c.id).not_in(sa.select(reached.c.root_id, reached.c.id))
    )
    return rows(
        connection, missing, "It is not connected to the root: its ancestors form a circle."
    )


def fractals_without_root(connection: sa.Connection) -> list[Finding]:
    """Fractals whose ultimate goal is missing."""
    is_root = (goals.c.root_id == fractals.c.root_id) & (goals.c.id == fractals.c.root_id)
    query = (
        sa.select(fractals.c.root_id, fractals.c.root_id.label("id"))
        .outerjoin(goals, is_root)
        .where(goals.c.id.is_(None))
    )
    found = connection.execute(query)
    return [Finding("It has no ultimate goal.", "fractals", row.root_id, row.id) for row in found]


def links_to_other_levels(connection: sa.Connection) -> list[Finding]:
    """Links of sessions to goals that are no ShortTermGoals."""
    query = (
        sa.select(
            links.c.root_id, links.c.practice_session_id, links.c.short_term_goal_id, goals.c.type
        )
        .join(
            goals,
            (goals.c.root_id == links.c.root_id) & (goals.c.id == links.c.short_term_goal_id),
        )
        .where(goals.c.type != "ShortTermGoal")
    )
    return [
        Finding(
            f"It serves {row.short_term_goal_id}, which is a {row.type}.",
            links.name,
            row.root_id,
            row.practice_session_id,
        )
        for row in connection.execute(query)
    ]


def parts_of_trashed_wholes(connection: sa.Connection) -> list[Finding]:
    """Living rows whose whole lies in the trash: they would count, and nobody could reach them."""
    found: list[Finding] = []
    for model in trashable():
        part = table_of(model)
        for whole_table, mine, theirs in belongings(model):
            whole = whole_table.alias("whole")
            same = [part.c[own] == whole.c[its] for own, its in zip(mine, theirs, strict=True)]
            query = (
                sa.select(part.c.root_id, part.c.id)
                .join(whole, sa.and_(part.c.root_id == whole.c.root_id, *same))
                .where(part.c.deleted_at.is_(None), whole.c.deleted_at.is_not(None))
            )
            problem = f"It lives, but the row of {whole_table.name} that it belongs to is trashed."
            found += rows(connection, query, problem)
    return found


def living_rows_of_trashed_fractals(connection: sa.Connection) -> list[Finding]:
    """Living rows of fractals that lie in the trash."""
    root = goals.alias("root")
    is_root = (root.c.id == root.c.root_id) & root.c.deleted_at.is_not(None)
    found: list[Finding] = []
    for model in trashable():
        part = table_of(model)
        query = (
            sa.select(part.c.root_id, part.c.id)
            .join(root, (root.c.root_id == part.c.root_id) & is_root)
            .where(part.c.deleted_at.is_(None))
        )
        found += rows(connection, query, "It lives, but its fractal lies in the trash.")
    return found
