"""What goes in and out of the practice slice, as OpenAPI shows it."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType

from fractal_goals.fractals.schemas import Answer, Input, SortOrder
from fractal_goals.kit.text import ClientId, Line, Name, Prose, RowId
from fractal_goals.practice.rules.recording import SETS_MAX, VALUES_MAX
from fractal_goals.practice.rules.timers import Action

GOALS_MAX = 100
TAGS_MAX = 50

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
Score = Annotated[int, msgspec.Meta(ge=1, le=10, description="1 to 10")]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Seconds = Annotated[int, msgspec.Meta(ge=0, le=366 * 24 * 3600)]
Number = Annotated[float, msgspec.Meta(ge=-1e15, le=1e15)]
Tag = Annotated[
    str,
    msgspec.Meta(
        max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$", description="1 to 50 characters, one line"
    ),
]
GoalIds = Annotated[list[RowId], msgspec.Meta(max_length=GOALS_MAX)]
Tags = Annotated[list[Tag], msgspec.Meta(max_length=TAGS_MAX)]


class SessionNew(Input):
    """A new session: planned without a start, running with one, over with an end.

    The name follows from date and template. A template's activities become instances.
    """

    name: Name | None = None
    id: ClientId | None = None
    description: Prose | None = None
    parent_goal_ids: GoalIds = msgspec.field(default_factory=list)
    session_template_id: RowId | None = None
    planned_duration_seconds: Seconds | None = None
    session_start: Instant | None = None
    session_end: Instant | None = None
    focus_score: Score | None = None
    energy_level: Score | None = None
    productivity_rating: Score | None = None
    interruptions: Count | None = None
    location: Line | None = None
    tools_used: Prose | None = None
    notes: Prose | None = None
    tags: Tags = msgspec.field(default_factory=list)


class SessionEdit(Input):
    """What may change of a session: an omitted field keeps, null clears, [] empties."""

    name: Name | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    planned_duration_seconds: Seconds | None | UnsetType = UNSET
    session_start: Instant | None | UnsetType = UNSET
    session_end: Instant | None | UnsetType = UNSET
    focus_score: Score | None | UnsetType = UNSET
    energy_level: Score | None | UnsetType = UNSET
    productivity_rating: Score | None | UnsetType = UNSET
    interruptions: Count | None | UnsetType = UNSET
    location: Line | None | UnsetType = UNSET
    tools_used: Prose | None | UnsetType = UNSET
    notes: Prose | None | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET


class SessionGoals(Input):
    """The short-term goals that a session serves, all of them."""

    goal_ids: GoalIds


class SessionCompletion(Input):
    """When a session ended, if not now or as it says already."""

    session_end: Instant | None = None


class SessionTimerTurn(Input):
    """What to do with a session's timer, and when if not now."""

    action: Literal["start", "pause", "resume"]
    at: Instant | None = None


class TimerTurn(Input):
    """What to do with an instance's timer, and when if not now.

    One timer runs at a time: `switch` pauses the other one.
    """

    action: Action
    at: Instant | None = None
    switch: bool = False


class ValueGiven(Input):
    """A number. Null is a field left blank: no value."""

    metric_definition_id: RowId
    value: Number | None
    split_definition_id: RowId | None = None


Values = Annotated[list[ValueGiven], msgspec.Meta(max_length=VALUES_MAX)]


class SetGiven(Input):
    """A set with its numbers. With the `id` of one that is there it is that one."""

    id: ClientId | None = None
    kind: Line | None = None
    values: Values = msgspec.field(default_factory=list)


Sets = Annotated[list[SetGiven], msgspec.Meta(max_length=SETS_MAX)]


class InstanceNew(Input):
    """An activity to perform in a session; without `sort_order` it comes last."""

    activity_definition_id: RowId
    id: ClientId | None = None
    section: Line | None = None
    sort_order: SortOrder | None = None
    notes: Prose | None = None
    sets: Sets = msgspec.field(default_factory=list)
    values: Values = msgspec.field(default_factory=list)


class InstanceEdit(Input):
    """What may change of an instance: an omitted field keeps, null clears.

    `sort_order` is the place among the session's instances, 0 the first; the others make
    room. `time_start` and `time_stop` correct a timer that does not run.
    """

    section: Line | None | UnsetType = UNSET
    sort_order: SortOrder | UnsetType = UNSET
    notes: Prose | None | UnsetType = UNSET
    completed: bool | UnsetType = UNSET
    time_start: Instant | None | UnsetType = UNSET
    time_stop: Instant | None | UnsetType = UNSET


class PauseShown(Answer):
    """An interval in which a timer stood still; it lasts while `resumed_at` is null."""

    paused_at: datetime
    resumed_at: datetime | None


class GoalShown(Answer):
    """A goal that a session serves."""

    id: str
    name: str
    type: str
    completed: bool


class ImmediateGoalShown(GoalShown):
    """An immediate goal of a session."""

    sort_order: int


class ActivityName(Answer):
    """An activity by name."""

    id: str
    name: str


class MetricShown(Answer):
    """A metric that an instance may record; not active where it is retired but has values here."""

    id: str
    name: str
    unit: str
    is_active: bool
    is_multiplicative: bool
    is_top_set_metric: bool
    higher_is_better: bool
    min_value: float | None
    max_value: float | None


class ActivityShown(ActivityName):
    """An instance's activity with what it records, in order."""

    has_sets: bool
    has_splits: bool
    has_metrics: bool
    metrics: list[MetricShown]
    splits: list[ActivityName]


class ValueShown(Answer):
    """A number with the names of its metric and split."""

    metric_definition_id: str
    name: str
    unit: str
    split_definition_id: str | None
    split: str | None
    value: float


class SetShown(Answer):
    """A set with its numbers."""

    id: str
    kind: str | None
    sort_order: int
    values: list[ValueShown]


class InstanceShown(Answer):
    """A performed activity. `values` are those outside of sets; seconds are whole."""

    id: str
    root_id: str
    practice_session_id: str
    activity: ActivityShown
    section: str | None
    sort_order: int
    time_start: datetime | None
    time_stop: datetime | None
    duration_seconds: int | None
    completed: bool
    notes: str
    pauses: list[PauseShown]
    values: list[ValueShown]
    sets: list[SetShown]
    yield_: float | None = msgspec.field(name="yield")
    best_set_id: str | None
    version: int
    created_at: datetime
    updated_at: datetime


class SessionName(Answer):
    """A session by name, and when it was."""

    id: str
    name: str
    session_start: datetime | None
    session_end: datetime | None
    completed: bool
    created_at: datetime


class InstanceOfSession(InstanceShown):
    """A performed activity and the session it was in."""

    session: SessionName


class LastTime(Answer):
    """What was done last time; null where this is the first time."""

    last_time: InstanceOfSession | None


class SessionRow(Answer):
    """A session as lists show it. `template_name` is the template's name at the time."""

    id: str
    root_id: str
    name: str
    description: str | None
    completed: bool
    session_template_id: str | None
    template_name: str | None
    planned_duration_seconds: int | None
    session_start: datetime | None
    session_end: datetime | None
    total_duration_seconds: int | None
    focus_score: int | None
    energy_level: int | None
    productivity_rating: int | None
    interruptions: int | None
    location: str | None
    tools_used: str | None
    notes: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    tags: list[str]
    parent_goals: list[GoalShown]


class ListedSession(SessionRow):
    """A session in a list, with the activities in it."""

    activities: list[ActivityName]


class SessionDetail(SessionRow):
    """A session with everything in it, in order."""

    pauses: list[PauseShown]
    immediate_goals: list[ImmediateGoalShown]
    instances: list[InstanceShown]


class SessionPage(Answer):
    """A page of sessions, newest first."""

    items: list[ListedSession]
    next_cursor: str | None
