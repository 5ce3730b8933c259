"""Making, editing and deleting targets. Whether one is met is settled, not commanded."""

from collections.abc import Mapping, Sequence

from fractal_goals.fractals.commands.trash import trash, trash_together
from fractal_goals.fractals.queries.goals import goal
from fractal_goals.infra.creation import digest_of, is_retry
from fractal_goals.infra.work import Row, Work
from fractal_goals.kit.errors import Conflict, invalid
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.patch import sent_fields
from fractal_goals.kit.text import trimmed_name, unknown
from fractal_goals.targets.models import Target, TargetCondition
from fractal_goals.targets.queries.targets import (
    conditions_of,
    metrics_of,
    next_sort_order,
    target,
    target_detail,
)
from fractal_goals.targets.rules import check_conditions
from fractal_goals.targets.schemas import ConditionNew, TargetEdit, TargetNew

Stored = Mapping[tuple[str, str], Row]


def create_target(work: Work, goal_id: str, new: TargetNew) -> tuple[str, bytes, bool]:
    """Give a goal a target; its id, its row, and whether it is new."""
    goal(work, goal_id)
    digest = digest_of(new)
    target_id = new.id or new_id()
    if is_retry(work, Target, new.id, digest):
        _check_belongs(work, target_id, goal_id)
        return target_id, target_detail(work, target_id), False
    name = trimmed_name(new.name)
    _check_conditions(work, new.activity_definition_id, new.conditions, {})
    work.insert(
        Target,
        id=target_id,
        goal_id=goal_id,
        name=name,
        activity_definition_id=new.activity_definition_id,
        sort_order=next_sort_order(work, goal_id),
        creation_digest=digest if new.id else None,
    )
    _add_conditions(work, target_id, new.conditions)
    work.settle()
    return target_id, target_detail(work, target_id), True


def edit_target(work: Work, target_id: str, edit: TargetEdit) -> bytes:
    """Change a target; a list of conditions replaces the list."""
    row = target(work, target_id)
    work.expect_version(row.version)
    values = sent_fields(edit)
    if "name" in values:
        values["name"] = trimmed_name(values["name"])
    wanted = values.pop("conditions", None)
    activity_id = values.get("activity_definition_id", row.activity_definition_id)
    is_other_activity = activity_id != row.activity_definition_id
    if is_other_activity and wanted is None:
        message = "Another activity has other metrics: send its conditions too."
        raise invalid("/conditions", message, code="conditions_missing")
    stored = conditions_of(work, target_id) if wanted is not None else {}
    if wanted is not None:
        _check_conditions(work, activity_id, wanted, {} if is_other_activity else stored)
    is_updated = work.update(Target, row, **values)
    has_others = wanted is not None and _replace_conditions(work, target_id, wanted, stored)
    if has_others and not is_updated:
        work.touch(Target, row)
    work.settle()
    return target_detail(work, target_id)


def delete_target(work: Work, target_id: str) -> str:
    """Put a target with its conditions into the trash; the deletion's id."""
    row = target(work, target_id)
    work.expect_version(row.version)
    return trash(work, Target, row)


def _check_belongs(work: Work, target_id: str, goal_id: str) -> None:
    """A retry names the same goal: raise `Conflict` (`id_taken`) for another one's target."""
    if target(work, target_id).goal_id != goal_id:
        message = "This id is already used for something else."
        raise Conflict(message, code="id_taken")


def _check_conditions(
    work: Work, activity_id: str, wanted: Sequence[ConditionNew], stored: Stored
) -> None:
    """Raise `Invalid` unless every condition is on a living metric of the activity.

    Those stored already may go on with a metric that was trashed since.
    """
    keys = [(one.metric_definition_id, one.comparison) for one in wanted]
    check_conditions(keys)
    if all(key in stored for key in keys):
        return
    known = metrics_of(work, activity_id)
    if known is None:
        raise unknown("/activity_definition_id", "activity")
    for place, key in enumerate(keys):
        if key not in stored and key[0] not in known:
            raise unknown(f"/conditions/{place}/metric_definition_id", "metric")


def _add_conditions(work: Work, target_id: str, wanted: Sequence[ConditionNew]) -> None:
    work.insert_many(
        TargetCondition,
        [
            {
                "target_id": target_id,
                "id": new_id(),
                "metric_definition_id": one.metric_definition_id,
                "comparison": one.comparison,
                "value": one.value,
            }
            for one in wanted
        ],
    )


def _replace_conditions(
    work: Work, target_id: str, wanted: Sequence[ConditionNew], stored: Stored
) -> bool:
    """Bring the conditions to what is wanted; whether anything changed.

    One on the same metric with the same comparison stays the same row.
    """
    by_key = {(one.metric_definition_id, one.comparison): one for one in wanted}
    gone = [row for key, row in stored.items() if key not in by_key]
    fresh = [one for key, one in by_key.items() if key not in stored]
    kept = [(stored[key], {"value": one.value}) for key, one in by_key.items() if key in stored]
    if gone:
        trash_together(work, {TargetCondition: gone})
    _add_conditions(work, target_id, fresh)
    return work.update_each(TargetCondition, kept) or bool(gone or fresh)
