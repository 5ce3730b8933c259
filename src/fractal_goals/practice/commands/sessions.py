"""Planning, starting, editing and deleting sessions."""

from collections.abc import Mapping, Sequence
from typing import Any

from fractal_goals.fractals.commands.trash import trash, trash_together
from fractal_goals.fractals.models import Goal, PracticeSession
from fractal_goals.infra.creation import digest_of, is_retry
from fractal_goals.infra.work import Row, Work
from fractal_goals.kit.clock import person_day
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.patch import sent_fields
from fractal_goals.kit.text import trimmed_name, unknown
from fractal_goals.planning.queries import PlannedSection, find_template, template_plan
from fractal_goals.practice.commands.linking import (
    add_tags,
    checked_goals,
    link_goals,
    replace_tags,
)
from fractal_goals.practice.commands.timing import pause_running, pauses_in
from fractal_goals.practice.models import ActivityInstance, SessionPause
from fractal_goals.practice.queries.detail import session_detail
from fractal_goals.practice.queries.sessions import pauses_of, session
from fractal_goals.practice.rules.sessions import (
    check_times,
    checked_tags,
    default_name,
    total_seconds,
)
from fractal_goals.practice.rules.timers import check_instant
from fractal_goals.practice.schemas import SessionEdit, SessionNew

TIMES = ("session_start", "session_end")
NOT_COLUMNS = {"parent_goal_ids", "tags"}


def create_session(work: Work, new: SessionNew) -> tuple[str, bytes, bool]:
    """Plan or start a session; its id, its detail, and whether it is new."""
    digest = digest_of(new)
    session_id = new.id or new_id()
    if is_retry(work, PracticeSession, new.id, digest, Goal):
        return session_id, session_detail(work, session_id), False
    goal_ids = checked_goals(work, new.parent_goal_ids, "/parent_goal_ids")
    tags = checked_tags(new.tags)
    template = _template(work, new.session_template_id)
    sections = [] if template is None else template_plan(work, template.id)
    values = {name: value for name, value in sent_fields(new).items() if name not in NOT_COLUMNS}
    _check_instants(work, values)
    check_times(new.session_start, new.session_end, finished=False, sent=values)
    values |= {
        "id": session_id,
        "name": _name(work, new, template),
        "template_name": None if template is None else template.name,
        "total_duration_seconds": total_seconds(new.session_start, new.session_end, ()),
        "creation_digest": digest if new.id else None,
    }
    if new.planned_duration_seconds is None:
        values["planned_duration_seconds"] = _planned_seconds(sections)
    work.insert(PracticeSession, **values)
    link_goals(work, session_id, goal_ids)
    add_tags(work, session_id, tags)
    _add_planned(work, session_id, sections)
    return session_id, session_detail(work, session_id), True


def _template(work: Work, template_id: str | None) -> Row | None:
    if template_id is None:
        return None
    found = find_template(work, template_id)
    if found is None:
        raise unknown("/session_template_id", "template")
    return found


def _name(work: Work, new: SessionNew, template: Row | None) -> str:
    if new.name is not None:
        return trimmed_name(new.name)
    actor = work.actor
    day = person_day(new.session_start or work.now, actor.time_zone, actor.day_start_hour)
    return default_name(day, None if template is None else template.name)


def _planned_seconds(sections: Sequence[PlannedSection]) -> int | None:
    planned = [one.planned_duration_seconds for one in sections if one.planned_duration_seconds]
    return sum(planned) if planned else None


def _add_planned(work: Work, session_id: str, sections: Sequence[PlannedSection]) -> None:
    """An instance for each activity of a plan, in order."""
    planned = [(section.name, one) for section in sections for one in section.activities]
    rows = [
        {
            "id": new_id(),
            "practice_session_id": session_id,
            "activity_definition_id": one.activity_definition_id,
            "section": section,
            "sort_order": place,
        }
        for place, (section, one) in enumerate(planned)
    ]
    work.insert_many(ActivityInstance, rows)


def _check_instants(work: Work, values: Mapping[str, Any]) -> None:
    for name in TIMES:
        if values.get(name) is not None:
            check_instant(values[name], work.now, f"/{name}")


def edit_session(work: Work, session_id: str, edit: SessionEdit) -> bytes:
    """Change a session; its total duration stays true."""
    row = session(work, session_id)
    work.expect_version(row.version)
    values = sent_fields(edit)
    tags = checked_tags(values.pop("tags")) if "tags" in values else None
    if "name" in values:
        values["name"] = trimmed_name(values["name"])
    if any(name in values for name in TIMES):
        values |= _retimed(work, row, values)
    changed = work.update(PracticeSession, row, **values)
    if tags is not None and replace_tags(work, session_id, tags) and not changed:
        work.touch(PracticeSession, row)
    work.settle()
    return session_detail(work, session_id)


def _retimed(work: Work, row: Row, values: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from another start or end; a session without a start has no pauses."""
    _check_instants(work, values)
    start, end = (values.get(name, getattr(row, name)) for name in TIMES)
    check_times(start, end, finished=row.completed, sent=values)
    rows = pauses_of(work, row.id)
    if start is None and rows:
        trash_together(work, {SessionPause: rows})
    return {"total_duration_seconds": total_seconds(start, end, pauses_in(rows))}


def delete_session(work: Work, session_id: str) -> str:
    """Put a session with all that is in it into the trash; the deletion's id.

    A timer that runs in it is paused first: brought back, it must not have gone on.
    """
    row = session(work, session_id)
    work.expect_version(row.version)
    pause_running(work, work.now, practice_session_id=session_id)
    return trash(work, PracticeSession, row)
