"""What goes in and out of the activities slice, as OpenAPI shows it."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType, field

from fractal_goals.activities.rules import METRICS_MAX, SPLITS_MAX
from fractal_goals.fractals.schemas import Answer, Input, SortOrder
from fractal_goals.kit.text import ClientId, Line, Name, Prose, RowId

Bound = Annotated[float, msgspec.Meta(ge=-1e15, le=1e15, description="null leaves this side open")]


class GroupNew(Input):
    """A new group of activities; without `sort_order` it goes behind the others."""

    name: Name
    id: ClientId | None = None
    description: Prose | None = None
    sort_order: SortOrder | None = None


class GroupEdit(Input):
    """What may change of a group: an omitted field keeps, null clears."""

    name: Name | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    sort_order: SortOrder | UnsetType = UNSET


class GroupPlace(Input):
    """A place among the groups, 0 the first (default last); the others make room."""

    sort_order: SortOrder | None = None


class MetricNew(Input):
    """A number that a new activity records. Its bounds are at least 0 unless said otherwise."""

    name: Name
    id: ClientId | None = None
    unit: Line = ""
    is_active: bool = True
    is_top_set_metric: bool = False
    is_multiplicative: bool = False
    higher_is_better: bool = True
    min_value: Bound | None = 0.0
    max_value: Bound | None = None


class MetricEdit(Input):
    """A metric in an activity's new list: with `id` one that is there, whose omitted fields keep.

    Without `id` a new one, which needs a name.
    """

    id: RowId | None = None
    name: Name | UnsetType = UNSET
    unit: Line | UnsetType = UNSET
    is_active: bool | UnsetType = UNSET
    is_top_set_metric: bool | UnsetType = UNSET
    is_multiplicative: bool | UnsetType = UNSET
    higher_is_better: bool | UnsetType = UNSET
    min_value: Bound | None | UnsetType = UNSET
    max_value: Bound | None | UnsetType = UNSET


class SplitNew(Input):
    """A named part of a new activity."""

    name: Name
    id: ClientId | None = None


class SplitEdit(Input):
    """A split in an activity's new list: with `id` one that is there, else a new one."""

    id: RowId | None = None
    name: Name | UnsetType = UNSET


class ActivityNew(Input):
    """A new activity. What is omitted of `has_*` follows from its metrics and splits."""

    name: Name
    id: ClientId | None = None
    group_id: RowId | None = None
    description: Prose | None = None
    has_sets: bool | UnsetType = UNSET
    has_splits: bool | UnsetType = UNSET
    has_metrics: bool | UnsetType = UNSET
    sort_order: SortOrder | None = None
    metrics: Annotated[list[MetricNew], msgspec.Meta(max_length=METRICS_MAX)] = field(
        default_factory=list
    )
    splits: Annotated[list[SplitNew], msgspec.Meta(max_length=SPLITS_MAX)] = field(
        default_factory=list
    )


class ActivityEdit(Input):
    """What may change of an activity: an omitted field keeps, null clears.

    A list replaces the list, in its order: rows with `id` stay the same rows, one left out
    goes to the trash. `has_*` follow from a list that is sent, unless they are sent too.
    """

    name: Name | UnsetType = UNSET
    group_id: RowId | None | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    has_sets: bool | UnsetType = UNSET
    has_splits: bool | UnsetType = UNSET
    has_metrics: bool | UnsetType = UNSET
    sort_order: SortOrder | UnsetType = UNSET
    metrics: Annotated[list[MetricEdit], msgspec.Meta(max_length=METRICS_MAX)] | UnsetType = UNSET
    splits: Annotated[list[SplitEdit], msgspec.Meta(max_length=SPLITS_MAX)] | UnsetType = UNSET


class ActivityPlace(Input):
    """A place in a group, 0 the first (default last); the group's others make room.

    Without `group_id` the activity stays in its group; null takes it out of any.
    """

    group_id: RowId | None | UnsetType = UNSET
    sort_order: SortOrder | None = None


class GroupName(Answer):
    """A group by name."""

    id: str
    name: str


class GroupRow(Answer):
    """A group of activities."""

    id: str
    root_id: str
    name: str
    description: str | None
    sort_order: int
    version: int
    created_at: datetime
    updated_at: datetime


class MetricRow(Answer):
    """A metric of an activity; a retired one (`is_active` false) is not offered any more."""

    id: str
    name: str
    unit: str
    is_active: bool
    is_top_set_metric: bool
    is_multiplicative: bool
    higher_is_better: bool
    min_value: float | None
    max_value: float | None
    sort_order: int


class SplitRow(Answer):
    """A split of an activity."""

    id: str
    name: str
    sort_order: int


class ActivityRow(Answer):
    """An activity with its living metrics and splits in order. A deleted group is none."""

    id: str
    root_id: str
    group_id: str | None
    group: GroupName | None
    name: str
    description: str | None
    has_sets: bool
    has_splits: bool
    has_metrics: bool
    sort_order: int
    version: int
    created_at: datetime
    updated_at: datetime
    metrics: list[MetricRow]
    splits: list[SplitRow]


class GroupPage(Answer):
    """A page of groups by `sort_order`, then name."""

    items: list[GroupRow]
    next_cursor: str | None


class ActivityPage(Answer):
    """A page of activities by `sort_order`, then name."""

    items: list[ActivityRow]
    next_cursor: str | None
