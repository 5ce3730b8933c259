"""The metrics and splits of an activity: a list that is sent replaces the list."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fractal_goals.activities.models import MetricDefinition, SplitDefinition
from fractal_goals.activities.queries import ids_in_use, part, parts_in_order
from fractal_goals.activities.rules import (
    Metric,
    Split,
    check_metrics,
    check_splits,
    renaming_steps,
)
from fractal_goals.activities.schemas import MetricEdit, MetricNew, SplitEdit, SplitNew
from fractal_goals.fractals.commands.trash import trash_together
from fractal_goals.infra.work import Model, Row, Work, fields_of
from fractal_goals.kit.errors import invalid
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.patch import placed, rows_named, sent_fields
from fractal_goals.kit.text import trimmed_name, unknown

D = TypeVar("D", Metric, Split)


@dataclass(frozen=True, slots=True)
class Kind(Generic[D]):
    """A kind of part: its table, its rules, and where it stands in a body."""

    model: Model
    definition: type[D]
    check: Callable[[Sequence[D]], None]
    pointer: str
    what: str


METRICS = Kind(MetricDefinition, Metric, check_metrics, "/metrics", "metric")
SPLITS = Kind(SplitDefinition, Split, check_splits, "/splits", "split")


@dataclass(frozen=True, slots=True)
class Replacement(Generic[D]):
    """A checked list: at each place the id of a stored or a new row, and what it is to hold."""

    kind: Kind[D]
    stored: Sequence[Row]
    ids: Sequence[str]
    definitions: Sequence[D]


def new_parts(work: Work, kind: Kind[D], items: Sequence[MetricNew | SplitNew]) -> Replacement[D]:
    """The first list of a new activity; raises `Invalid` at its place in the body."""
    places = placed(items, kind.pointer)
    used = ids_in_use(work, kind.model, [item.id for item in items if item.id])
    for pointer, item in places:
        if item.id in used:
            raise unknown(f"{pointer}/id", kind.what)
    return _checked(kind, [], places, rows_named(places, None, kind.what))


def edited_parts(
    work: Work, kind: Kind[D], activity_id: str, items: Sequence[MetricEdit | SplitEdit]
) -> Replacement[D]:
    """An activity's new list; raises `Invalid` at its place in the body."""
    stored = parts_in_order(work, kind.model, activity_id)
    places = placed(items, kind.pointer)
    rows = rows_named(places, {row.id: row for row in stored}, kind.what)
    return _checked(kind, stored, places, rows)


def _checked(
    kind: Kind[D],
    stored: Sequence[Row],
    places: Sequence[tuple[str, Any]],
    rows: Sequence[Row | None],
) -> Replacement[D]:
    definitions = [
        _definition(kind, row, sent_fields(item), pointer)
        for (pointer, item), row in zip(places, rows, strict=True)
    ]
    kind.check(definitions)
    return Replacement(kind, stored, [item.id or new_id() for _, item in places], definitions)


def _definition(kind: Kind[D], row: Row | None, sent: dict[str, Any], pointer: str) -> D:
    """What a person wants a part to be: what they sent, and for the rest what it is."""
    names = [one.name for one in dataclasses.fields(kind.definition)]
    fields = {} if row is None else {name: fields_of(row)[name] for name in names}
    fields |= {name: value for name, value in sent.items() if name != "id"}
    if "name" not in fields:
        raise invalid(f"{pointer}/name", "This is required.")
    fields["name"] = trimmed_name(fields["name"], f"{pointer}/name")
    if "unit" in fields:
        fields["unit"] = fields["unit"].strip()
    return kind.definition(**fields)


def replace_parts(work: Work, activity_id: str, *lists: Replacement[Any]) -> bool:
    """Make lists an activity's; what they leave out goes to the trash as one deletion.

    Returns whether anything differed.
    """
    left_out = {
        one.kind.model: [row for row in one.stored if row.id not in one.ids] for one in lists
    }
    changed = any(left_out.values())
    if changed:
        # First: what is left out makes its name free.
        trash_together(work, left_out)
    for one in lists:
        changed |= _put(work, activity_id, one)
    return changed


def _put(work: Work, activity_id: str, replacement: Replacement[Any]) -> bool:
    """Update the rows that stay, in an order that never gives a name twice, and add the new."""
    kind = replacement.kind
    rows = {row.id: row for row in replacement.stored if row.id in replacement.ids}
    wanted = {
        row_id: {**dataclasses.asdict(definition), "sort_order": place}
        for place, (row_id, definition) in enumerate(
            zip(replacement.ids, replacement.definitions, strict=True)
        )
    }
    names = {row_id: wanted[row_id]["name"] for row_id in rows}
    steps = renaming_steps({row_id: row.name for row_id, row in rows.items()}, names)
    for row_id, name in steps:
        if name != names[row_id]:
            work.update(kind.model, rows[row_id], name=name)
            rows[row_id] = part(work, kind.model, row_id)
        else:
            work.update(kind.model, rows[row_id], **wanted[row_id])
    renamed = {row_id for row_id, _ in steps}
    changed = [
        work.update(kind.model, row, **wanted[row_id])
        for row_id, row in rows.items()
        if row_id not in renamed
    ]
    added = [
        {"id": row_id, "activity_id": activity_id, **values}
        for row_id, values in wanted.items()
        if row_id not in rows
    ]
    work.insert_many(kind.model, added)
    return bool(steps or added or any(changed))
