"""Moving a goal with its subtree, and reordering siblings: one request for both."""

from fractal_goals.fractals.commands.goals import make_room, new_parent, place_under
from fractal_goals.fractals.models import Goal
from fractal_goals.fractals.queries.goals import goal, goal_detail, parent_of_each
from fractal_goals.fractals.rules import check_no_cycle
from fractal_goals.fractals.schemas import GoalMove
from fractal_goals.infra.work import Work
from fractal_goals.kit.errors import Conflict


def move_goal(work: Work, goal_id: str, move: GoalMove) -> bytes:
    """Put a goal under a legal parent, at a place among its children.

    Raises `Invalid` for an illegal parent or a cycle, `Conflict` for the root.
    """
    row = goal(work, goal_id)
    work.expect_version(row.version)
    if row.type == "UltimateGoal":
        message = "The ultimate goal is the root of its fractal and cannot be moved."
        raise Conflict(message, code="root_goal")
    check_no_cycle(goal_id, move.parent_id, parent_of_each(work))
    parent = new_parent(work, row.type, move.parent_id)
    sort_order = make_room(work, move.parent_id, goal_id, move.sort_order)
    work.update(Goal, row, sort_order=sort_order, **place_under(parent))
    return goal_detail(work, goal_id)
