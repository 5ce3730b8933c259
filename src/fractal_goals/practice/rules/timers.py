"""Timers of sessions and instances: states, actions, and how long something took.

A timer is nothing but stored instants. What it shows is computed from them, so that a
closed browser, a restart or a late request changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from fractal_goals.kit.errors import Conflict, invalid

Action = Literal["start", "pause", "resume", "stop"]
State = Literal["unstarted", "running", "paused", "stopped"]
SECOND = timedelta(seconds=1)
# Before this nothing was practised; durations since then fit the database's integers.
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
# How far a device's clock may be ahead of ours.
AHEAD = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """An interval in which a timer stood still; it lasts while `resumed_at` is None."""

    paused_at: datetime
    resumed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Timer:
    """When something started and stopped, and its pauses in between, in order."""

    start: datetime | None = None
    stop: datetime | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def state(self) -> State:
        """What the timer is doing."""
        if self.start is None:
            return "unstarted"
        if self.stop is not None:
            return "stopped"
        return "paused" if any(one.resumed_at is None for one in self.pauses) else "running"

    @property
    def seconds(self) -> int | None:
        """How long it took, in whole seconds; None until it has stopped."""
        if self.start is None or self.stop is None:
            return None
        return seconds_between(self.start, self.stop, self.pauses)


def seconds_between(start: datetime, end: datetime, pauses: Iterable[Pause] = ()) -> int:
    """Whole seconds from `start` to `end` without the pauses; never negative.

    Pauses count where they lie between the two, once where they overlap; one that
    lasts goes on until the end.
    """
    paused = timedelta()
    reached = start
    for pause in sorted(pauses, key=lambda one: one.paused_at):
        begin = max(pause.paused_at, reached)
        until = min(pause.resumed_at or end, end)
        if until > begin:
            paused += until - begin
            reached = until
    return max(0, (end - start - paused) // SECOND)


def turned(timer: Timer, action: Action, at: datetime) -> Timer:
    """The timer after an action at an instant.

    What has happened already changes nothing, so that a request sent twice has the effect
    of one. Raises `Conflict`: `timer_started` for a start of a timer that was started at
    another instant, `timer_not_started` for anything else before the start,
    `timer_stopped` for a pause after the end. Raises `Invalid` at `/at` (`out_of_order`)
    for an instant before the timer's latest one.
    """
    if action == "start":
        return _started(timer, at)
    if timer.start is None:
        message = "This timer has not been started."
        raise Conflict(message, code="timer_not_started")
    after = _TURNS[action](timer, at)
    if after is not timer and at < not_before(timer, timer.start):
        message = "This is before what happened last with this timer."
        raise invalid("/at", message, code="out_of_order")
    return after


def _started(timer: Timer, at: datetime) -> Timer:
    if timer.start == at:
        return timer
    if timer.start is not None:
        message = "This timer has been started already."
        raise Conflict(message, code="timer_started")
    return replace(timer, start=at)


def _paused(timer: Timer, at: datetime) -> Timer:
    if timer.state == "stopped":
        message = "This timer has stopped: resume it first."
        raise Conflict(message, code="timer_stopped")
    return timer if timer.state == "paused" else replace(timer, pauses=(*timer.pauses, Pause(at)))


def _resumed(timer: Timer, at: datetime) -> Timer:
    """Running again; the time since a stop becomes a pause."""
    if timer.state == "running":
        return timer
    if timer.stop is None:
        return replace(timer, pauses=closed(timer.pauses, at))
    return replace(timer, stop=None, pauses=(*timer.pauses, Pause(timer.stop, at)))


def _stopped(timer: Timer, at: datetime) -> Timer:
    if timer.state == "stopped":
        return timer
    return replace(timer, stop=at, pauses=closed(timer.pauses, at))


_TURNS = {"pause": _paused, "resume": _resumed, "stop": _stopped}


def closed(pauses: tuple[Pause, ...], at: datetime) -> tuple[Pause, ...]:
    """The pauses with the one that lasts, if any, ended at an instant or where it began."""
    return tuple(
        replace(one, resumed_at=max(at, one.paused_at)) if one.resumed_at is None else one
        for one in pauses
    )


def not_before(timer: Timer, at: datetime) -> datetime:
    """`at`, or the last instant at which something happened to a timer if that is later."""
    ends = (one.resumed_at or one.paused_at for one in timer.pauses)
    return max(one for one in (at, timer.start, timer.stop, *ends) if one is not None)


def ended(timer: Timer, at: datetime) -> Timer:
    """The timer stopped at an instant, or at its own last one if that is later."""
    return _stopped(timer, not_before(timer, at))


def moment(at: datetime | None, now: datetime, timer: Timer) -> datetime:
    """When an action happens: `at` if it was said, else now or when it can at the earliest.

    Raises `Invalid` at `/at` for an instant that cannot be (`check_instant`).
    """
    if at is None:
        return not_before(timer, now)
    check_instant(at, now, "/at")
    return at


def check_instant(instant: datetime, now: datetime, pointer: str) -> None:
    """Raise `Invalid` unless it is an instant at which something can have happened by now."""
    if instant < EARLIEST:
        raise invalid(pointer, "This is before 1970.", code="too_early")
    if instant > now + AHEAD:
        raise invalid(pointer, "This is in the future.", code="in_future")


def check_span(start: datetime | None, end: datetime | None, pointer: str) -> None:
    """Raise `Invalid` at the end's pointer where it has no start or lies before it."""
    if end is None:
        return
    if start is None:
        raise invalid(pointer, "What has not started has no end.", code="end_without_start")
    if end < start:
        raise invalid(pointer, "The end is before the start.", code="end_before_start")
