"""Reads of session templates."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from fractal_goals.activities.models import ActivityDefinition
from fractal_goals.infra.json_sql import as_text, columns, json_array, json_object
from fractal_goals.infra.listing import list_json
from fractal_goals.infra.work import Row, Work, living, one, table_of
from fractal_goals.kit.errors import NotFound
from fractal_goals.kit.paging import Page
from fractal_goals.planning.models import SessionTemplate, TemplateActivity, TemplateSection

templates, sections = table_of(SessionTemplate), table_of(TemplateSection)
planned, activities = table_of(TemplateActivity), table_of(ActivityDefinition)
FIELDS = "id root_id name description version created_at updated_at".split()
SECTION_FIELDS = "id name planned_duration_seconds sort_order".split()
PLANNED_FIELDS = "id activity_definition_id name sort_order".split()

_LIVING_ACTIVITY = (
    (activities.c.root_id == planned.c.root_id)
    & (activities.c.id == planned.c.activity_definition_id)
    & activities.c.deleted_at.is_(None)
)
# Entries in order; one whose activity lies in the trash keeps its place but is not seen.
_ENTRIES = (
    sa.select(planned, activities.c.name)
    .join(activities, _LIVING_ACTIVITY)
    .where(living(planned))
    .order_by(planned.c.sort_order, planned.c.id)
)


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """An activity that a session is to hold."""

    activity_definition_id: str
    name: str


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A part of a plan: its name, how long it is meant to take, its activities in order."""

    name: str
    planned_duration_seconds: int | None
    activities: tuple[PlannedActivity, ...]


def _activities_of(section: Any) -> sa.ScalarSelect[str]:
    entries = _ENTRIES.where(
        planned.c.session_template_id == section.session_template_id,
        planned.c.template_section_id == section.id,
    ).correlate(section.id.table)
    return json_array(entries, lambda row: columns(row, PLANNED_FIELDS))


def _template() -> sa.ColumnElement[str]:
    mine = (
        sa.select(sections)
        .where(living(sections), sections.c.session_template_id == templates.c.id)
        .order_by(sections.c.sort_order, sections.c.id)
        .correlate(templates)
    )
    in_order = json_array(
        mine, lambda row: {**columns(row, SECTION_FIELDS), "activities": _activities_of(row)}
    )
    return json_object({**columns(templates.c, FIELDS), "sections": in_order})


_TEMPLATE_JSON = _template()
_TEMPLATE = sa.select(as_text(_TEMPLATE_JSON)).where(
    living(templates), templates.c.id == sa.bindparam("id")
)
_ONE = one(SessionTemplate)
_SECTIONS = (
    sa.select(sections)
    .where(living(sections), sections.c.session_template_id == sa.bindparam("id"))
    .order_by(sections.c.sort_order, sections.c.id)
)
_PLANNED = _ENTRIES.where(planned.c.session_template_id == sa.bindparam("id"))


def find_template(work: Work, template_id: str) -> Row | None:
    """A living template's row, or None."""
    return work.first(_ONE, id=template_id)


def template(work: Work, template_id: str) -> Row:
    """A living template's row; raises `NotFound`."""
    found = find_template(work, template_id)
    if found is None:
        raise NotFound
    return found


def template_detail(work: Work, template_id: str) -> bytes:
    """A template with its sections and their activities; raises `NotFound`."""
    found = work.scalar(_TEMPLATE, id=template_id)
    if found is None:
        raise NotFound
    return str(found).encode()


def list_templates(work: Work, page: Page) -> bytes:
    """Templates by name, each with its sections."""
    rows = sa.select(templates).where(living(templates))
    key = sa.func.lower(templates.c.name)
    return list_json(work, rows, _TEMPLATE_JSON, page, key=key, unique=templates.c.id)


def sections_in_order(work: Work, template_id: str) -> list[Row]:
    """The living sections of a template."""
    return list(work.rows(_SECTIONS, id=template_id))


def entries_in_order(work: Work, template_id: str) -> list[Row]:
    """A template's entries that are seen: those whose activity lives."""
    return list(work.rows(_PLANNED, id=template_id))


def template_plan(work: Work, template_id: str) -> list[PlannedSection]:
    """What a session started from a template is to hold, in order; trashed activities are not."""
    entries = entries_in_order(work, template_id)
    return [
        PlannedSection(
            section.name,
            section.planned_duration_seconds,
            tuple(
                PlannedActivity(entry.activity_definition_id, entry.name)
                for entry in entries
                if entry.template_section_id == section.id
            ),
        )
        for section in sections_in_order(work, template_id)
    ]
