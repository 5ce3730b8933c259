"""What goes in and out of the fractal slice, as OpenAPI shows it."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from fractal_goals.fractals.rules import GoalType
from fractal_goals.kit.text import ClientId, Name, Prose, RowId

SortOrder = Annotated[int, msgspec.Meta(ge=0, le=1_000_000, description="place among the siblings")]


class Input(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A body that a client sends: unknown fields are refused."""


class FractalNew(Input):
    """A new fractal: its ultimate goal."""

    name: Name
    id: ClientId | None = None
    description: Prose | None = None
    deadline: date | None = None


class FractalEdit(Input):
    """What may change of a fractal: an omitted field keeps, null clears."""

    name: Name | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    deadline: date | None | UnsetType = UNSET


class GoalNew(Input):
    """A new goal under a goal, or an immediate goal under a practice session."""

    type: GoalType
    name: Name
    parent_id: RowId
    id: ClientId | None = None
    description: Prose | None = None
    deadline: date | None = None
    completes_with_children: bool = False
    sort_order: SortOrder | None = None


class GoalEdit(Input):
    """What may change of a goal: an omitted field keeps, null clears."""

    name: Name | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    deadline: date | None | UnsetType = UNSET
    completes_with_children: bool | UnsetType = UNSET


class GoalMove(Input):
    """A new place: under `parent_id`, at `sort_order` among its children (default last)."""

    parent_id: RowId
    sort_order: SortOrder | None = None


class Completion(Input):
    """What brought a completion about, where a person wants to say so."""

    completed_session_id: RowId | None = None


class Answer(msgspec.Struct, kw_only=True, gc=False):
    """A body that the server sends."""


class NodeName(Answer):
    """A goal or session by name."""

    id: str
    type: str
    name: str


class GoalRow(Answer):
    """A goal as lists and trees show it."""

    id: str
    root_id: str
    type: str
    name: str
    description: str | None
    deadline: date | None
    completed: bool
    completed_at: datetime | None
    completion_source: Literal["manual", "target", "children"] | None
    completed_session_id: str | None
    completes_with_children: bool
    parent_id: str | None
    sort_order: int
    version: int
    created_at: datetime
    updated_at: datetime


class GoalDetail(GoalRow):
    """A goal with its way up to the root and its children in order."""

    deadline_after_parent: bool
    path: list[NodeName]
    children: list[GoalRow]


class TreeSession(Answer):
    """A practice session as a node of the tree."""

    id: str
    type: Literal["PracticeSession"]
    name: str
    parent_id: str | None
    parent_goal_ids: list[str]
    completed: bool
    deadline: date | None
    sort_order: int
    session_start: datetime | None
    session_end: datetime | None
    total_duration_seconds: int | None
    version: int
    created_at: datetime
    updated_at: datetime


class Tree(Answer):
    """A whole fractal, flat; goals of a session have it as their `parent_id`."""

    goals: list[GoalRow]
    sessions: list[TreeSession]


class NestedTree(GoalRow):
    """The root goal. `children` are goals and sessions as in the flat tree, with their own."""

    children: list[dict[str, Any]]


class GoalPage(Answer):
    """A page of goals, oldest first."""

    items: list[GoalRow]
    next_cursor: str | None


class FractalRow(Answer):
    """A fractal in the list."""

    id: str
    root_id: str
    name: str
    description: str | None
    deadline: date | None
    completed: bool
    goal_count: int
    session_count: int
    last_activity: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


class FractalPage(Answer):
    """A page of fractals, oldest first."""

    items: list[FractalRow]
    next_cursor: str | None
