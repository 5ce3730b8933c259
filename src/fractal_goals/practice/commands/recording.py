"""Logging sets and values: a list that is sent replaces the list, rows stay the same rows.

Values in sets and values outside of sets are two lists that never touch each other.
"""

from collections.abc import Mapping, Sequence

from fractal_goals.fractals.commands.trash import trash_together
from fractal_goals.infra.work import Row, Work
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.patch import placed, rows_named
from fractal_goals.practice.models import ActivityInstance, ActivitySet, MetricValue
from fractal_goals.practice.queries.instances import instance, instance_detail
from fractal_goals.practice.queries.recorded import (
    recordable,
    sets_of,
    values_of,
    values_taken_with,
)
from fractal_goals.practice.rules.recording import (
    SETS_MAX,
    VALUES_MAX,
    Place,
    Recordable,
    check_count,
    checked_places,
)
from fractal_goals.practice.schemas import SetGiven, ValueGiven

Numbers = Mapping[Place, float]
GivenSets = Sequence[tuple[str, SetGiven]]


def replace_sets(work: Work, instance_id: str, given: Sequence[SetGiven]) -> bytes:
    """Let an instance have these sets with these values, in this order, and no others.

    A set keeps its row by its id; one that was removed before comes back by it.
    """
    check_count(given, SETS_MAX)
    row = instance(work, instance_id)
    work.expect_version(row.version)
    stored = values_of(work, instance_id)
    allowed = recordable(work, instance_id, row.activity_definition_id, stored)
    sets, numbers = checked_sets(given, allowed, "")
    if store_sets(work, instance_id, sets, numbers, [one for one in stored if one.activity_set_id]):
        work.touch(ActivityInstance, row)
    return instance_detail(work, instance_id)


def replace_values(work: Work, instance_id: str, given: Sequence[ValueGiven]) -> bytes:
    """Let an instance have these values outside of its sets, and no others."""
    check_count(given, VALUES_MAX)
    row = instance(work, instance_id)
    work.expect_version(row.version)
    stored = values_of(work, instance_id)
    allowed = recordable(work, instance_id, row.activity_definition_id, stored)
    numbers = checked_places([(None, "", given)], allowed)
    loose = [one for one in stored if one.activity_set_id is None]
    gone = _left_out(loose, numbers)
    if gone:
        trash_together(work, {MetricValue: gone})
    if store_values(work, instance_id, numbers, loose) or gone:
        work.touch(ActivityInstance, row)
    return instance_detail(work, instance_id)


def checked_sets(
    given: Sequence[SetGiven], allowed: Recordable, pointer: str
) -> tuple[GivenSets, Numbers]:
    """The sets with their ids, and the numbers in them; raises `Invalid` below `pointer`."""
    places = placed(given, pointer)
    rows_named(places, None, "set")
    sets = [(one.id or new_id(), one) for one in given]
    lists = [
        (set_id, f"{at}/values", one.values)
        for (at, _), (set_id, one) in zip(places, sets, strict=True)
    ]
    return sets, checked_places(lists, allowed)


def store_sets(
    work: Work, instance_id: str, given: GivenSets, numbers: Numbers, stored: list[Row]
) -> bool:
    """Make an instance's sets what was given; whether that changed anything.

    `stored` are the living values in its sets.
    """
    wanted = {
        set_id: {"kind": one.kind, "sort_order": place} for place, (set_id, one) in enumerate(given)
    }
    rows = sets_of(work, instance_id)
    back = [row for row in rows if row.deleted_at is not None and row.id in wanted]
    if back:
        stored = stored + _bring_back(work, instance_id, back)
        rows = sets_of(work, instance_id)
    living = {row.id: row for row in rows if row.deleted_at is None}
    gone = [row for row in living.values() if row.id not in wanted]
    gone_values = _left_out(stored, numbers)
    if gone or gone_values:
        trash_together(work, {ActivitySet: gone, MetricValue: gone_values})
    new = [set_id for set_id in wanted if set_id not in living]
    work.insert_many(
        ActivitySet,
        [{"activity_instance_id": instance_id, "id": one, **wanted[one]} for one in new],
    )
    kept = [(row, wanted[row.id]) for row in living.values() if row.id in wanted]
    moved = work.update_each(ActivitySet, kept)
    recorded = store_values(work, instance_id, numbers, stored)
    return bool(back or gone or gone_values or new or moved or recorded)


def _bring_back(work: Work, instance_id: str, sets: Sequence[Row]) -> list[Row]:
    """Take sets out of the trash with the values that went there with them: these values."""
    values = [
        value
        for deletion_id in {row.deletion_id for row in sets}
        for value in values_taken_with(work, instance_id, deletion_id)
        if any(row.id == value.activity_set_id for row in sets)
    ]
    work.update_many(ActivitySet, sets, deleted_at=None, deletion_id=None)
    work.update_many(MetricValue, values, deleted_at=None, deletion_id=None)
    return values


def _left_out(stored: Sequence[Row], numbers: Numbers) -> list[Row]:
    return [row for row in stored if _place(row) not in numbers]


def store_values(work: Work, instance_id: str, numbers: Numbers, stored: Sequence[Row]) -> bool:
    """Store numbers at their places, where `stored` rows may be; whether any differed."""
    rows = {_place(row): row for row in stored}
    moved = work.update_each(
        MetricValue,
        [(rows[place], {"value": number}) for place, number in numbers.items() if place in rows],
    )
    new = [
        {
            "activity_instance_id": instance_id,
            "id": new_id(),
            "activity_set_id": set_id,
            "metric_definition_id": metric_id,
            "split_definition_id": split_id,
            "value": number,
        }
        for (set_id, metric_id, split_id), number in numbers.items()
        if (set_id, metric_id, split_id) not in rows
    ]
    work.insert_many(MetricValue, new)
    return moved or bool(new)


def _place(row: Row) -> Place:
    return (row.activity_set_id, row.metric_definition_id, row.split_definition_id)
