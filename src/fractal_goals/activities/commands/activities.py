"""Making, editing, ordering and deleting activities."""

from typing import Any

from msgspec import UNSET

from fractal_goals.activities.commands.bounds import check_bounds_hold
from fractal_goals.activities.commands.parts import (
    METRICS,
    SPLITS,
    Replacement,
    edited_parts,
    new_parts,
    replace_parts,
)
from fractal_goals.activities.models import ActivityDefinition
from fractal_goals.activities.queries import (
    activities_in_order,
    activity,
    activity_detail,
    living_group,
    next_sort_order,
)
from fractal_goals.activities.rules import records_metrics, records_sets
from fractal_goals.activities.schemas import ActivityEdit, ActivityNew, ActivityPlace
from fractal_goals.fractals.commands.trash import trash
from fractal_goals.fractals.rules import reordered
from fractal_goals.infra.creation import digest_of, is_retry
from fractal_goals.infra.names import check_name_is_free
from fractal_goals.infra.work import Work
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.patch import sent_fields
from fractal_goals.kit.text import trimmed_name, unknown

WHAT = "an activity"
Lists = dict[str, Replacement[Any]]


def create_activity(work: Work, new: ActivityNew) -> tuple[str, bytes, bool]:
    """Make an activity with its metrics and splits; its id, its row, and whether it is new."""
    digest = digest_of(new)
    activity_id = new.id or new_id()
    if is_retry(work, ActivityDefinition, new.id, digest):
        return activity_id, activity_detail(work, activity_id), False
    lists: Lists = {
        "metrics": new_parts(work, METRICS, new.metrics),
        "splits": new_parts(work, SPLITS, new.splits),
    }
    values = _checked_fields(work, sent_fields(new)) | {"id": activity_id}
    if new.sort_order is None:
        values["sort_order"] = next_sort_order(work, ActivityDefinition)
    values |= _missing_flags(values, lists, had_sets=False)
    work.insert(ActivityDefinition, creation_digest=digest if new.id else None, **values)
    replace_parts(work, activity_id, *lists.values())
    return activity_id, activity_detail(work, activity_id), True


def edit_activity(work: Work, activity_id: str, edit: ActivityEdit) -> bytes:
    """Change an activity; a list that is sent replaces its metrics or splits."""
    row = activity(work, activity_id)
    work.expect_version(row.version)
    sent = sent_fields(edit)
    lists: Lists = {
        name: edited_parts(work, kind, activity_id, sent[name])
        for name, kind in (("metrics", METRICS), ("splits", SPLITS))
        if name in sent
    }
    if "metrics" in lists:
        check_bounds_hold(work, lists["metrics"])
    values = _checked_fields(work, sent, activity_id)
    values |= _missing_flags(values, lists, had_sets=row.has_sets)
    changed = work.update(ActivityDefinition, row, **values)
    if replace_parts(work, activity_id, *lists.values()) and not changed:
        work.touch(ActivityDefinition, row)
    return activity_detail(work, activity_id)


def place_activity(work: Work, activity_id: str, place: ActivityPlace) -> bytes:
    """Put an activity at a place in a group (or in none), whose others make room."""
    row = activity(work, activity_id)
    work.expect_version(row.version)
    if place.group_id is UNSET:
        group_id, moved = _living_or_none(work, row.group_id), {}
    else:
        group_id = place.group_id
        moved = _checked_fields(work, {"group_id": group_id})
    rows = {one.id: one for one in activities_in_order(work, group_id)} | {activity_id: row}
    places = {
        one_id: position
        for position, one_id in enumerate(reordered(list(rows), activity_id, place.sort_order))
    }
    work.update(ActivityDefinition, row, sort_order=places.pop(activity_id), **moved)
    work.update_each(
        ActivityDefinition, [(rows[one_id], {"sort_order": at}) for one_id, at in places.items()]
    )
    return activity_detail(work, activity_id)


def delete_activity(work: Work, activity_id: str) -> str:
    """Put an activity with its metrics and splits into the trash; what was recorded stays."""
    row = activity(work, activity_id)
    work.expect_version(row.version)
    return trash(work, ActivityDefinition, row)


def _checked_fields(work: Work, sent: dict[str, Any], own_id: str = "") -> dict[str, Any]:
    """The columns that a body brings; raises `Invalid` or `Conflict` at the field."""
    values = {name: value for name, value in sent.items() if name not in {"metrics", "splits"}}
    if "name" in values:
        values["name"] = trimmed_name(values["name"])
        check_name_is_free(work, ActivityDefinition, values["name"], WHAT, own_id)
    group_id = values.get("group_id")
    if group_id is not None and living_group(work, group_id) is None:
        raise unknown("/group_id", "group")
    return values


def _missing_flags(values: dict[str, Any], lists: Lists, *, had_sets: bool) -> dict[str, bool]:
    """The `has_*` that were not sent, as far as the lists say what they are."""
    flags: dict[str, bool] = {}
    if "metrics" in lists:
        metrics = lists["metrics"].definitions
        flags["has_metrics"] = records_metrics(metrics)
        flags["has_sets"] = had_sets or records_sets(metrics)
    if "splits" in lists:
        flags["has_splits"] = bool(lists["splits"].definitions)
    return {name: flag for name, flag in flags.items() if name not in values}


def _living_or_none(work: Work, group_id: str | None) -> str | None:
    """A group's id, or None where it lies in the trash."""
    return group_id if group_id is not None and living_group(work, group_id) else None
