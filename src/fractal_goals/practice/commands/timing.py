"""Timers of sessions and instances between their rows and their rules."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fractal_goals.fractals.models import PracticeSession
from fractal_goals.infra.work import Model, Row, Work
from fractal_goals.kit.errors import Conflict
from fractal_goals.kit.ids import new_id
from fractal_goals.practice.models import ActivityInstance, InstancePause, SessionPause
from fractal_goals.practice.queries.instances import instance, instance_detail
from fractal_goals.practice.queries.sessions import pauses_of, session
from fractal_goals.practice.queries.timers import pauses_of_instance, running_instance
from fractal_goals.practice.rules.timers import Action, Pause, Timer, moment, not_before, turned
from fractal_goals.practice.schemas import TimerTurn


def pauses_in(rows: Sequence[Row]) -> tuple[Pause, ...]:
    """The pauses that rows stand for."""
    return tuple(Pause(row.paused_at, row.resumed_at) for row in rows)


def timer_of(row: Row, pause_rows: Sequence[Row]) -> Timer:
    """An instance's timer."""
    return Timer(row.time_start, row.time_stop, pauses_in(pause_rows))


def keep_timer(work: Work, row: Row, pause_rows: Sequence[Row], after: Timer) -> None:
    """Store an instance's timer. Stopping it finishes the instance, going on reopens it."""
    values: dict[str, Any] = {
        "time_start": after.start,
        "time_stop": after.stop,
        "duration_seconds": after.seconds,
    }
    if (row.time_stop is None) != (after.stop is None):
        values["completed"] = after.stop is not None
    moved = keep_pauses(work, InstancePause, pause_rows, after.pauses, activity_instance_id=row.id)
    if not work.update(ActivityInstance, row, **values) and moved:
        work.touch(ActivityInstance, row)


def keep_pauses(
    work: Work, model: Model, rows: Sequence[Row], pauses: Sequence[Pause], **whole: str
) -> bool:
    """Store the pauses that `rows` hold, and those behind them as new; whether any differed."""
    known = zip(rows, pauses, strict=False)
    moved = work.update_each(model, [(row, {"resumed_at": one.resumed_at}) for row, one in known])
    new = [
        {"id": new_id(), "paused_at": one.paused_at, "resumed_at": one.resumed_at, **whole}
        for one in pauses[len(rows) :]
    ]
    work.insert_many(model, new)
    return moved or bool(new)


def keep_session_timer(work: Work, row: Row, pause_rows: Sequence[Row], after: Timer) -> None:
    """Store a session's start and pauses."""
    moved = keep_pauses(work, SessionPause, pause_rows, after.pauses, practice_session_id=row.id)
    if not work.update(PracticeSession, row, session_start=after.start) and moved:
        work.touch(PracticeSession, row)


def turn_timer(work: Work, instance_id: str, turn: TimerTurn) -> bytes:
    """Start, pause, resume or stop an instance's timer; the instance as it is then.

    Raises `Conflict`: `another_timer_runs`, which names it as `running`, unless it may
    be paused (`switch`); `session_finished`; and as `turned`.
    """
    row = instance(work, instance_id)
    work.expect_version(row.version)
    pause_rows = pauses_of_instance(work, instance_id)
    before = timer_of(row, pause_rows)
    at = moment(turn.at, work.now, before)
    after = turned(before, turn.action, at)
    if after is not before:
        if after.state == "running":
            _make_way(work, row, at, switch=turn.switch)
        keep_timer(work, row, pause_rows, after)
    return instance_detail(work, instance_id)


def _make_way(work: Work, row: Row, at: datetime, *, switch: bool) -> None:
    """See to it that an instance's timer may run: no other does, and its session does."""
    owner = session(work, row.practice_session_id)
    check_is_open(owner)
    other = running_instance(work)
    if other is not None:
        if not switch:
            raise _another_runs(other)
        _pause(work, other, at)
    own_pauses = pauses_of(work, owner.id)
    timer = Timer(owner.session_start, None, pauses_in(own_pauses))
    action: Action = "start" if timer.start is None else "resume"
    keep_session_timer(work, owner, own_pauses, turned(timer, action, not_before(timer, at)))


def check_is_open(row: Row) -> None:
    """Raise `Conflict` (`session_finished`) where a session is over: nothing runs in it."""
    if row.completed or row.session_end is not None:
        message = "This session is finished. Reopen it first."
        raise Conflict(message, code="session_finished")


def _another_runs(other: Row) -> Conflict:
    running = {
        "id": other.id,
        "activity": {"id": other.activity_definition_id, "name": other.activity_name},
        "practice_session_id": other.practice_session_id,
    }
    message = f"The clock of “{other.activity_name}” is running."
    return Conflict(message, code="another_timer_runs", running=running)


def pause_running(work: Work, at: datetime, **within: str) -> None:
    """Pause the timer that runs, if its instance has these values in its columns."""
    running = running_instance(work)
    if running is not None and all(getattr(running, name) == within[name] for name in within):
        _pause(work, running, at)


def _pause(work: Work, row: Row, at: datetime) -> None:
    pause_rows = pauses_of_instance(work, row.id)
    timer = timer_of(row, pause_rows)
    keep_timer(work, row, pause_rows, turned(timer, "pause", not_before(timer, at)))
