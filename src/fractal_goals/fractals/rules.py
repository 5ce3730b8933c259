"""Where a goal may stand, and when its deadline may be. Pure decisions."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from fractal_goals.kit.errors import invalid

SESSION = "PracticeSession"
# Ids of fractals that the program made up, to show what it is like.
DEMONSTRATION_PREFIX = "demo-"
GoalType = Literal[
    "UltimateGoal",
    "LongTermGoal",
    "MidTermGoal",
    "ShortTermGoal",
    "ImmediateGoal",
    "MicroGoal",
    "NanoGoal",
]
LEVELS: tuple[GoalType, ...] = (
    "UltimateGoal",
    "LongTermGoal",
    "MidTermGoal",
    "ShortTermGoal",
    "ImmediateGoal",
    "MicroGoal",
    "NanoGoal",
)
# Levels may be skipped above ShortTerm; below it every level hangs under the one above,
# and an immediate goal under the session or the short-term goal that it belongs to.
LEGAL_PARENTS: dict[str, tuple[str, ...]] = {
    "UltimateGoal": (),
    "LongTermGoal": ("UltimateGoal",),
    "MidTermGoal": ("UltimateGoal", "LongTermGoal"),
    "ShortTermGoal": ("UltimateGoal", "LongTermGoal", "MidTermGoal"),
    "ImmediateGoal": (SESSION, "ShortTermGoal"),
    "MicroGoal": ("ImmediateGoal",),
    "NanoGoal": ("MicroGoal",),
}

# Practice serves goals of these levels; whoever has not touched one for so long neglects it.
PRACTISED_LEVELS = frozenset({"UltimateGoal", "LongTermGoal", "MidTermGoal", "ShortTermGoal"})
NEGLECTED_AFTER_DAYS = 21


def legal_children(parent_type: str) -> list[str]:
    """The types that may stand under a goal or session of this type, highest first."""
    return [child for child in LEVELS if parent_type in LEGAL_PARENTS[child]]


def check_parent(child_type: str, parent_type: str, pointer: str = "/parent_id") -> None:
    """Raise `Invalid` (`illegal_parent`), naming both levels, unless the place is legal."""
    if parent_type in LEGAL_PARENTS[child_type]:
        return
    places = " or ".join(LEGAL_PARENTS[child_type])
    rule = f"It goes under {places}." if places else "It is the root of its fractal."
    message = f"A {child_type} cannot stand under a {parent_type}. {rule}"
    raise invalid(pointer, message, code="illegal_parent")


def check_no_cycle(
    moved_id: str,
    new_parent_id: str,
    parents: Mapping[str, str | None],
    pointer: str = "/parent_id",
) -> None:
    """Raise `Invalid` (`cycle`) if the new parent lies in the moved goal's own subtree.

    `parents` maps each goal to its parent.
    """
    step: str | None = new_parent_id
    while step is not None:
        if step == moved_id:
            raise invalid(pointer, "A goal cannot be moved into its own subtree.", code="cycle")
        step = parents.get(step)


def check_deadline(deadline: date | None, today: date, pointer: str = "/deadline") -> None:
    """Raise `Invalid` unless a new deadline is today or later, in the person's own days."""
    if deadline is not None and deadline < today:
        raise invalid(pointer, f"A deadline is today ({today}) or later.", code="deadline_past")


def reordered(siblings: list[str], moved_id: str, position: int | None) -> list[str]:
    """The order of siblings with one of them at `position` (0 first; None or too far: last)."""
    rest = [sibling for sibling in siblings if sibling != moved_id]
    place = len(rest) if position is None else min(position, len(rest))
    return [*rest[:place], moved_id, *rest[place:]]


def is_neglected(goal_type: str, *, completed: bool, since: date, today: date) -> bool:
    """Whether an open goal has seen no practice for too long.

    `since` is the day it was last practised, or made if it never was.
    """
    idle = (today - since).days
    return goal_type in PRACTISED_LEVELS and not completed and idle > NEGLECTED_AFTER_DAYS
