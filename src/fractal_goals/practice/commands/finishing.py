"""Finishing and reopening sessions, and their own timer."""

from collections import defaultdict
from datetime import datetime

from fractal_goals.fractals.models import PracticeSession
from fractal_goals.infra.work import Row, Work
from fractal_goals.practice.commands.timing import (
    check_is_open,
    keep_pauses,
    keep_session_timer,
    keep_timer,
    pause_running,
    pauses_in,
    timer_of,
)
from fractal_goals.practice.models import SessionPause
from fractal_goals.practice.queries.detail import session_detail
from fractal_goals.practice.queries.instances import instances_of
from fractal_goals.practice.queries.sessions import pauses_of, session
from fractal_goals.practice.queries.timers import pauses_in_session
from fractal_goals.practice.rules.timers import (
    Timer,
    check_instant,
    check_span,
    closed,
    ended,
    moment,
    seconds_between,
    turned,
)
from fractal_goals.practice.schemas import SessionCompletion, SessionTimerTurn


def finish_session(work: Work, session_id: str, completion: SessionCompletion | None) -> bytes:
    """Finish a session and stop what runs in it; one that is finished stays as it is.

    It ends at the instant given, else when it says already, else now.
    """
    row = session(work, session_id)
    work.expect_version(row.version)
    if not row.completed:
        _finish(work, row, completion.session_end if completion else None)
        work.settle()
    return session_detail(work, session_id)


def _finish(work: Work, row: Row, given: datetime | None) -> None:
    if given is not None:
        check_instant(given, work.now, "/session_end")
    # A start may be a little ahead of our clock: then it ends as it starts.
    end = given or row.session_end or max(work.now, row.session_start or work.now)
    start = row.session_start or min(work.now, end)
    check_span(start, end, "/session_end")
    pause_rows = pauses_of(work, row.id)
    pauses = closed(pauses_in(pause_rows), end)
    keep_pauses(work, SessionPause, pause_rows, pauses, practice_session_id=row.id)
    _stop_timers(work, row.id, end)
    work.update(
        PracticeSession,
        row,
        completed=True,
        session_start=start,
        session_end=end,
        total_duration_seconds=seconds_between(start, end, pauses),
    )


def _stop_timers(work: Work, session_id: str, end: datetime) -> None:
    """Stop every timer of a session's instances that was started, also a paused one."""
    started = [
        row for row in instances_of(work, session_id) if row.time_start and not row.time_stop
    ]
    if not started:
        return
    pauses = defaultdict(list)
    for pause in pauses_in_session(work, session_id):
        pauses[pause.activity_instance_id].append(pause)
    for row in started:
        pause_rows = pauses[row.id]
        keep_timer(work, row, pause_rows, ended(timer_of(row, pause_rows), end))


def reopen_session(work: Work, session_id: str) -> None:
    """Let a finished session go on, without an end; the time in between is not a pause."""
    row = session(work, session_id)
    work.expect_version(row.version)
    if row.completed:
        work.update(
            PracticeSession, row, completed=False, session_end=None, total_duration_seconds=None
        )


def turn_session_timer(work: Work, session_id: str, turn: SessionTimerTurn) -> bytes:
    """Start, pause or resume a session; pausing it pauses the timer that runs in it.

    Raises `Conflict`: `session_finished`, and as `turned`.
    """
    row = session(work, session_id)
    work.expect_version(row.version)
    check_is_open(row)
    pause_rows = pauses_of(work, session_id)
    before = Timer(row.session_start, None, pauses_in(pause_rows))
    at = moment(turn.at, work.now, before)
    after = turned(before, turn.action, at)
    keep_session_timer(work, row, pause_rows, after)
    if after.state == "paused":
        pause_running(work, at, practice_session_id=session_id)
    work.settle()
    return session_detail(work, session_id)
