"""Adding activities to a session, and editing, ordering and deleting them there."""

from collections.abc import Mapping
from typing import Any

import msgspec

from fractal_goals.activities.queries import living_activities
from fractal_goals.fractals.commands.trash import trash, trash_together
from fractal_goals.fractals.rules import reordered
from fractal_goals.infra.creation import digest_of, is_retry
from fractal_goals.infra.work import Row, Work
from fractal_goals.kit.errors import Conflict, invalid
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.patch import sent_fields
from fractal_goals.kit.text import unknown
from fractal_goals.practice.commands.recording import checked_sets, store_sets, store_values
from fractal_goals.practice.commands.timing import keep_timer, pause_running, timer_of
from fractal_goals.practice.models import ActivityInstance, InstancePause
from fractal_goals.practice.queries.instances import instance, instance_detail, instances_of
from fractal_goals.practice.queries.recorded import recordable
from fractal_goals.practice.queries.sessions import session
from fractal_goals.practice.queries.timers import pauses_of_instance
from fractal_goals.practice.rules.recording import checked_places
from fractal_goals.practice.rules.timers import Timer, check_instant, check_span, ended
from fractal_goals.practice.schemas import InstanceEdit, InstanceNew

TIMES = ("time_start", "time_stop")


class _Added(msgspec.Struct):
    """What a retry must repeat: the same activity in the same session."""

    session_id: str
    new: InstanceNew


def add_instance(work: Work, session_id: str, new: InstanceNew) -> tuple[str, bytes, bool]:
    """Add an activity to a session, with what was recorded; its id, detail, whether it is new."""
    session(work, session_id)
    digest = digest_of(_Added(session_id, new))
    instance_id = new.id or new_id()
    if is_retry(work, ActivityInstance, new.id, digest):
        return instance_id, instance_detail(work, instance_id), False
    activity_id = new.activity_definition_id
    if not living_activities(work, [activity_id]):
        raise unknown("/activity_definition_id", "activity")
    allowed = recordable(work, instance_id, activity_id, [])
    sets, numbers = checked_sets(new.sets, allowed, "/sets")
    loose = checked_places([(None, "/values", new.values)], allowed)
    work.insert(
        ActivityInstance,
        id=instance_id,
        practice_session_id=session_id,
        activity_definition_id=activity_id,
        section=new.section,
        sort_order=_make_room(work, session_id, instance_id, new.sort_order),
        notes=new.notes,
        creation_digest=digest if new.id else None,
    )
    store_sets(work, instance_id, sets, numbers, [])
    store_values(work, instance_id, loose, [])
    return instance_id, instance_detail(work, instance_id), True


def _make_room(work: Work, session_id: str, instance_id: str, position: int | None) -> int:
    """The place of an instance at `position` (None: last) in its session; others move."""
    rows = {row.id: row for row in instances_of(work, session_id)}
    places = {
        one_id: {"sort_order": place}
        for place, one_id in enumerate(reordered(list(rows), instance_id, position))
    }
    work.update_each(
        ActivityInstance,
        [(row, places[one_id]) for one_id, row in rows.items() if one_id != instance_id],
    )
    return places[instance_id]["sort_order"]


def edit_instance(work: Work, instance_id: str, edit: InstanceEdit) -> bytes:
    """Change an instance; ticking it off stops its timer."""
    row = instance(work, instance_id)
    work.expect_version(row.version)
    values = sent_fields(edit)
    if any(name in values for name in TIMES):
        values |= _retimed(work, row, values)
    if "sort_order" in values:
        position = values["sort_order"]
        values["sort_order"] = _make_room(work, row.practice_session_id, instance_id, position)
    if values.get("completed") and row.time_start is not None and row.time_stop is None:
        pause_rows = pauses_of_instance(work, instance_id)
        keep_timer(work, row, pause_rows, ended(timer_of(row, pause_rows), work.now))
        row = instance(work, instance_id)
    work.update(ActivityInstance, row, **values)
    return instance_detail(work, instance_id)


def _retimed(work: Work, row: Row, values: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from corrected times: a timer has both, or neither and no pauses."""
    if row.time_start is not None and row.time_stop is None:
        message = "This timer is not stopped. Stop it, then correct it."
        raise Conflict(message, code="timer_not_stopped")
    start, stop = (values.get(name, getattr(row, name)) for name in TIMES)
    for name, instant in zip(TIMES, (start, stop), strict=True):
        if name in values and instant is not None:
            check_instant(instant, work.now, f"/{name}")
    check_span(start, stop, "/time_stop")
    if start is not None and stop is None:
        message = "Give an end, too. To start the timer there is its own request."
        raise invalid("/time_stop", message, code="stop_required")
    rows = pauses_of_instance(work, row.id)
    if start is None and rows:
        trash_together(work, {InstancePause: rows})
    pauses = timer_of(row, rows).pauses
    return {"duration_seconds": Timer(start, stop, pauses).seconds}


def delete_instance(work: Work, instance_id: str) -> str:
    """Put an instance with what it recorded into the trash; the deletion's id.

    Its timer is paused first: brought back, it must not have gone on.
    """
    row = instance(work, instance_id)
    work.expect_version(row.version)
    pause_running(work, work.now, id=instance_id)
    return trash(work, ActivityInstance, row)
