"""What goes in and out of the planning slice, as OpenAPI shows it."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType, field

from fractal_goals.fractals.schemas import Answer, Input
from fractal_goals.kit.text import ClientId, Name, Prose, RowId
from fractal_goals.planning.rules import ACTIVITIES_MAX, PLANNED_SECONDS_MAX, SECTIONS_MAX

PlannedSeconds = Annotated[int, msgspec.Meta(ge=0, le=PLANNED_SECONDS_MAX)]


class PlannedActivityNew(Input):
    """An activity at its place in a section of a new template."""

    activity_definition_id: RowId
    id: ClientId | None = None


class PlannedActivityEdit(Input):
    """An activity in a section's new list: with `id` an entry that is there, else a new one."""

    id: RowId | None = None
    activity_definition_id: RowId | UnsetType = UNSET


class SectionNew(Input):
    """A part of a new template."""

    name: Name
    id: ClientId | None = None
    planned_duration_seconds: PlannedSeconds | None = None
    activities: Annotated[list[PlannedActivityNew], msgspec.Meta(max_length=ACTIVITIES_MAX)] = (
        field(default_factory=list)
    )


class SectionEdit(Input):
    """A section in a template's new list: with `id` one that is there, whose omitted fields keep.

    Without `id` a new one, which needs a name.
    """

    id: RowId | None = None
    name: Name | UnsetType = UNSET
    planned_duration_seconds: PlannedSeconds | None | UnsetType = UNSET
    activities: (
        Annotated[list[PlannedActivityEdit], msgspec.Meta(max_length=ACTIVITIES_MAX)] | UnsetType
    ) = UNSET


class TemplateNew(Input):
    """A new plan of a session. The same activity may stand in it twice."""

    name: Name
    id: ClientId | None = None
    description: Prose | None = None
    sections: Annotated[list[SectionNew], msgspec.Meta(max_length=SECTIONS_MAX)] = field(
        default_factory=list
    )


class TemplateEdit(Input):
    """What may change of a template: an omitted field keeps, null clears.

    `sections` replaces the sections, in its order: rows with `id` stay the same rows, one left
    out goes to the trash.
    """

    name: Name | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    sections: Annotated[list[SectionEdit], msgspec.Meta(max_length=SECTIONS_MAX)] | UnsetType = (
        UNSET
    )


class PlannedActivityRow(Answer):
    """An activity at its place in a section; `id` is the place's, `name` the activity's."""

    id: str
    activity_definition_id: str
    name: str
    sort_order: int


class SectionRow(Answer):
    """A section with its living activities in order."""

    id: str
    name: str
    planned_duration_seconds: int | None
    sort_order: int
    activities: list[PlannedActivityRow]


class TemplateRow(Answer):
    """A template with its sections in order. Trashed activities are left out."""

    id: str
    root_id: str
    name: str
    description: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    sections: list[SectionRow]


class TemplatePage(Answer):
    """A page of templates by name."""

    items: list[TemplateRow]
    next_cursor: str | None
