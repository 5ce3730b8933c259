"""Making, editing, completing and deleting goals."""

from fractal_goals.fractals.commands.checks import edited_fields
from fractal_goals.fractals.commands.trash import trash
from fractal_goals.fractals.models import Goal, PracticeSession
from fractal_goals.fractals.queries.goals import (
    goal,
    goal_detail,
    next_sort_order,
    parent_node,
    siblings,
)
from fractal_goals.fractals.rules import SESSION, check_deadline, check_parent, reordered
from fractal_goals.fractals.schemas import Completion, GoalEdit, GoalNew
from fractal_goals.infra.creation import digest_of, is_retry
from fractal_goals.infra.work import Row, Work, one
from fractal_goals.kit.errors import Conflict, invalid
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.text import trimmed_name, unknown

_SESSION = one(PracticeSession)


def create_goal(work: Work, new: GoalNew) -> tuple[str, bytes, bool]:
    """Make a goal at a legal place; its id, its row, and whether it is new."""
    digest = digest_of(new)
    goal_id = new.id or new_id()
    if is_retry(work, Goal, new.id, digest, PracticeSession):
        return goal_id, goal_detail(work, goal_id), False
    parent = new_parent(work, new.type, new.parent_id)
    check_deadline(new.deadline, work.today)
    work.insert(
        Goal,
        id=goal_id,
        type=new.type,
        name=trimmed_name(new.name),
        description=new.description,
        deadline=new.deadline,
        created_on=work.today,
        completes_with_children=new.completes_with_children,
        sort_order=make_room(work, new.parent_id, goal_id, new.sort_order),
        creation_digest=digest if new.id else None,
        **place_under(parent),
    )
    return goal_id, goal_detail(work, goal_id), True


def new_parent(work: Work, child_type: str, parent_id: str) -> Row:
    """The goal or session a goal is to stand under; raises `Invalid` at `/parent_id`."""
    if child_type == "UltimateGoal":
        raise invalid(
            "/type", "An UltimateGoal is the root of a fractal of its own.", code="illegal_parent"
        )
    parent = parent_node(work, parent_id)
    if parent is None:
        raise unknown("/parent_id", "goal or session")
    check_parent(child_type, parent.type)
    return parent


def place_under(parent: Row) -> dict[str, str | None]:
    """The parent columns for a child of this goal or session."""
    is_session = parent.type == SESSION
    return {
        "parent_goal_id": None if is_session else parent.id,
        "parent_session_id": parent.id if is_session else None,
    }


def make_room(work: Work, parent_id: str, goal_id: str, position: int | None) -> int:
    """The `sort_order` at `position` (default last) under a parent; later siblings move on."""
    if position is None:
        return next_sort_order(work, parent_id)
    under = {row.id: row for row in siblings(work, parent_id)}
    order = reordered(list(under), goal_id, position)
    others = [(under[one], {"sort_order": at}) for at, one in enumerate(order) if one != goal_id]
    work.update_each(Goal, others)
    return order.index(goal_id)


def edit_goal(work: Work, goal_id: str, edit: GoalEdit) -> bytes:
    """Change what a person may change of a goal."""
    row = goal(work, goal_id)
    work.expect_version(row.version)
    work.update(Goal, row, **edited_fields(work, row, edit))
    work.settle()
    return goal_detail(work, goal_id)


def complete_goal(work: Work, goal_id: str, completion: Completion | None) -> bytes:
    """Complete a goal by hand; one that is complete stays as it is."""
    row = goal(work, goal_id)
    work.expect_version(row.version)
    session_id = completion.completed_session_id if completion else None
    if session_id is not None and work.first(_SESSION, id=session_id) is None:
        raise unknown("/completed_session_id", "session")
    if not row.completed:
        work.update(
            Goal,
            row,
            completed=True,
            completed_at=work.now,
            completion_source="manual",
            completed_session_id=session_id,
            is_held_open=False,
        )
    return goal_detail(work, goal_id)


def reopen_goal(work: Work, goal_id: str) -> None:
    """Reopen a goal by hand: it stays open until its evidence changes."""
    row = goal(work, goal_id)
    work.expect_version(row.version)
    if row.completed:
        work.update(
            Goal,
            row,
            completed=False,
            completed_at=None,
            completion_source=None,
            completed_session_id=None,
            is_held_open=True,
        )


def delete_goal(work: Work, goal_id: str) -> str:
    """Put a goal with its subtree into the trash; the deletion's id."""
    row = goal(work, goal_id)
    work.expect_version(row.version)
    if row.type == "UltimateGoal":
        message = "The ultimate goal is the fractal itself: delete the fractal."
        raise Conflict(message, code="root_goal")
    return trash(work, Goal, row)
