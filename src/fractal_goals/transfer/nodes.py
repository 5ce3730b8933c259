"""Goals and sessions as a source has them, cleaned but not yet placed."""

from datetime import date, datetime
from typing import NamedTuple

import msgspec

from fractal_goals.fractals.rules import SESSION
from fractal_goals.transfer.report import Counts

GOALS = "goals"
SESSIONS = "practice_sessions"


class NewGoal(msgspec.Struct, kw_only=True):
    """A goal that is made because a source lacks it."""

    id: str
    type: str
    name: str
    created_at: datetime
    created_on: date


class Node(msgspec.Struct, kw_only=True):
    """A goal or a practice session of a source.

    `above` is the node it stands under where it is met first, None for a root.
    `claims` are the ids of further goals that a session says it serves. `times_read`
    counts how often the source holds it.
    """

    id: str
    source_id: str
    type: str
    name: str
    description: str | None
    notes: str | None
    deadline: date | None
    completed: bool
    created_at: datetime
    created_on: date
    above: str | None
    claims: list[str]
    times_read: int = 1

    @property
    def table(self) -> str:
        """Which table of the report counts it."""
        return SESSIONS if self.type == SESSION else GOALS

    def stand_in(self, goal_id: str, type_: str, name: str | None = None) -> NewGoal:
        """A goal above this node that the source lacks: as old, and of the same name."""
        return NewGoal(
            id=goal_id,
            type=type_,
            name=name or self.name,
            created_at=self.created_at,
            created_on=self.created_on,
        )


class Reading(NamedTuple):
    """What a source holds: its nodes by id as they are met, and how many rows were read."""

    nodes: dict[str, Node]
    tables: dict[str, Counts]
