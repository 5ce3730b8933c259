"""What goes in and out of the targets slice, as OpenAPI shows it."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from fractal_goals.fractals.schemas import Answer, Input
from fractal_goals.kit.text import ClientId, Name, RowId
from fractal_goals.targets.rules import CONDITIONS_MAX, Comparison


class ConditionNew(Input):
    """A metric's value compared with a number; `=` allows 0.001."""

    metric_definition_id: RowId
    comparison: Comparison
    value: Annotated[float, msgspec.Meta(ge=-1e15, le=1e15)]


ConditionsNew = Annotated[
    list[ConditionNew],
    msgspec.Meta(
        min_length=1,
        max_length=CONDITIONS_MAX,
        description="one set of one finished instance must meet all of them at once",
    ),
]


class TargetNew(Input):
    """A new target of a goal: conditions on the metrics of one activity."""

    name: Name
    activity_definition_id: RowId
    conditions: ConditionsNew
    id: ClientId | None = None


class TargetEdit(Input):
    """What may change of a target: an omitted field keeps; the list of conditions is replaced.

    Another activity needs conditions of its own metrics.
    """

    name: Name | UnsetType = UNSET
    activity_definition_id: RowId | UnsetType = UNSET
    conditions: ConditionsNew | UnsetType = UNSET


class ActivityName(Answer):
    """An activity by name."""

    id: str
    name: str


class MetSession(Answer):
    """The session in which a target was met first."""

    id: str
    name: str
    session_start: datetime | None


class ConditionRow(Answer):
    """A condition with the name and unit of its metric."""

    id: str
    metric_definition_id: str
    name: str
    unit: str
    comparison: Comparison
    value: float


class TargetRow(Answer):
    """A target, whether it is met, and the instance and session that met it first."""

    id: str
    root_id: str
    goal_id: str
    name: str
    activity_definition_id: str
    activity: ActivityName
    sort_order: int
    conditions: list[ConditionRow]
    met: bool
    met_instance_id: str | None
    met_session_id: str | None
    met_session: MetSession | None
    version: int
    created_at: datetime
    updated_at: datetime


class TargetPage(Answer):
    """A page of a goal's targets, in their order."""

    items: list[TargetRow]
    next_cursor: str | None
