"""The sections of a template and the activities in them: a list that is sent replaces the list.

An entry is an activity at its place in a section. Entries whose activity lies in the trash
are not seen, so no list can name or leave them out: they stay with their section.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET

from fractal_goals.activities.queries import living_activities
from fractal_goals.fractals.commands.trash import trash_together
from fractal_goals.infra.work import Model, Row, Work
from fractal_goals.kit.errors import invalid
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.patch import placed, rows_named, sent_fields
from fractal_goals.kit.text import trimmed_name, unknown
from fractal_goals.planning.models import TemplateActivity, TemplateSection
from fractal_goals.planning.queries import entries_in_order, sections_in_order
from fractal_goals.planning.schemas import (
    PlannedActivityEdit,
    PlannedActivityNew,
    SectionEdit,
    SectionNew,
)

Items = Sequence[SectionNew | SectionEdit]
Rows = Mapping[str, Row]
# A section's id, the order within it, a pointer into the body, and the entry that stands there.
Place = tuple[str, int, str, PlannedActivityNew | PlannedActivityEdit]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row as it is to be: `row` where it is there already, and its columns but for the id."""

    id: str
    row: Row | None
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """Checked sections and entries, and what is stored so far and seen."""

    sections: Sequence[Wanted]
    entries: Sequence[Wanted]
    stored_sections: Rows
    stored_entries: Rows


def new_plan(work: Work, items: Sequence[SectionNew]) -> Plan:
    """The sections of a new template; raises `Invalid` at `/sections/…`."""
    return _plan(work, items, None, None)


def edited_plan(work: Work, template_id: str, items: Sequence[SectionEdit]) -> Plan:
    """A template's new sections; raises `Invalid` at `/sections/…`."""
    sections = {row.id: row for row in sections_in_order(work, template_id)}
    entries = {row.id: row for row in entries_in_order(work, template_id)}
    return _plan(work, items, sections, entries)


def save_plan(work: Work, template_id: str, plan: Plan) -> bool:
    """Make a plan a template's; whether anything differed.

    What it leaves out goes to the trash as one deletion, after entries have moved to the
    sections that they are to stand in.
    """
    changed = _put(work, TemplateSection, template_id, plan.sections)
    changed |= _put(work, TemplateActivity, template_id, plan.entries)
    left_out = {
        TemplateSection: _left_out(plan.stored_sections, plan.sections),
        TemplateActivity: _left_out(plan.stored_entries, plan.entries),
    }
    if any(left_out.values()):
        trash_together(work, left_out)
        changed = True
    return changed


def _plan(work: Work, items: Items, sections: Rows | None, entries: Rows | None) -> Plan:
    """Check sections against what is stored; None where the template is new."""
    places = placed(items, "/sections")
    rows = rows_named(places, sections, "section")
    wanted = [
        _section(row, pointer, item, order)
        for order, ((pointer, item), row) in enumerate(zip(places, rows, strict=True))
    ]
    inside = [
        (section.id, order, at, entry)
        for section, (pointer, item) in zip(wanted, places, strict=True)
        for order, (at, entry) in enumerate(
            placed(_items_of(item, entries), f"{pointer}/activities")
        )
    ]
    return Plan(wanted, _entries(work, inside, entries), sections or {}, entries or {})


def _section(row: Row | None, pointer: str, item: SectionNew | SectionEdit, order: int) -> Wanted:
    values = sent_fields(item)
    section_id = values.pop("id") or new_id()
    values.pop("activities", None)
    if "name" in values:
        values["name"] = trimmed_name(values["name"], f"{pointer}/name")
    elif row is None:
        raise invalid(f"{pointer}/name", "This is required.")
    if row is None:
        values.setdefault("planned_duration_seconds", None)
    return Wanted(section_id, row, {**values, "sort_order": order})


def _items_of(
    section: SectionNew | SectionEdit, entries: Rows | None
) -> Sequence[PlannedActivityNew | PlannedActivityEdit]:
    """A section's entries as they were sent; where they were omitted, as they are."""
    if section.activities is not UNSET:
        return section.activities
    stored = (entries or {}).values()
    return [
        PlannedActivityEdit(id=row.id) for row in stored if row.template_section_id == section.id
    ]


def _entries(work: Work, places: Sequence[Place], stored: Rows | None) -> list[Wanted]:
    named = [(pointer, item) for _, _, pointer, item in places]
    rows = rows_named(named, stored, "planned activity")
    wanted = [
        Wanted(
            item.id or new_id(),
            row,
            {
                "template_section_id": section_id,
                "activity_definition_id": _activity_of(item, row, pointer),
                "sort_order": order,
            },
        )
        for (section_id, order, pointer, item), row in zip(places, rows, strict=True)
    ]
    there = living_activities(work, {one.values["activity_definition_id"] for one in wanted})
    for one, (pointer, _) in zip(wanted, named, strict=True):
        if one.values["activity_definition_id"] not in there:
            raise unknown(f"{pointer}/activity_definition_id", "activity")
    return wanted


def _activity_of(
    item: PlannedActivityNew | PlannedActivityEdit, row: Row | None, pointer: str
) -> str:
    if item.activity_definition_id is not UNSET:
        return item.activity_definition_id
    if row is None:
        raise invalid(f"{pointer}/activity_definition_id", "This is required.")
    return str(row.activity_definition_id)


def _put(work: Work, model: Model, template_id: str, wanted: Sequence[Wanted]) -> bool:
    """Update the rows that are there and add the new; whether anything differed."""
    changed = [work.update(model, one.row, **one.values) for one in wanted if one.row is not None]
    added = [
        {"id": one.id, "session_template_id": template_id, **one.values}
        for one in wanted
        if one.row is None
    ]
    work.insert_many(model, added)
    return any(changed) or bool(added)


def _left_out(stored: Rows, wanted: Sequence[Wanted]) -> list[Row]:
    kept = {one.id for one in wanted}
    return [row for row in stored.values() if row.id not in kept]
