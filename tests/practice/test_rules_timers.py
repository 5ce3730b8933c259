"""Durations and timers: computed from instants, the same however one gets there."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractal_goals.kit.errors import Conflict, Invalid
from fractal_goals.practice.rules.timers import (
    AHEAD,
    Action,
    Pause,
    Timer,
    check_instant,
    check_span,
    closed,
    ended,
    moment,
    not_before,
    seconds_between,
    turned,
)

ZERO = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
OFFSETS = st.integers(0, 600)
ACTIONS: list[Action] = ["start", "pause", "resume", "stop"]


def at(seconds: float) -> datetime:
    return ZERO + timedelta(seconds=seconds)


def pause(start: int, lasts: int | None) -> Pause:
    return Pause(at(start), None if lasts is None else at(start + lasts))


PAUSES = st.lists(st.builds(pause, OFFSETS, st.none() | OFFSETS), max_size=6)


@given(OFFSETS, OFFSETS, PAUSES)
def test_a_duration_counts_each_second_that_no_pause_covers(
    first: int, second: int, pauses: list[Pause]
) -> None:
    start, end = sorted((first, second))
    counted = [
        instant
        for instant in range(start, end)
        if not any(one.paused_at <= at(instant) < (one.resumed_at or at(end)) for one in pauses)
    ]
    assert seconds_between(at(start), at(end), pauses) == len(counted)


@given(OFFSETS, PAUSES)
def test_a_duration_is_never_negative(end: int, pauses: list[Pause]) -> None:
    assert seconds_between(at(300), at(end), pauses) >= 0


def test_parts_of_a_second_are_not_rounded_up() -> None:
    assert seconds_between(at(0), at(59.999999)) == 59
    assert seconds_between(at(0), at(60), [Pause(at(1), at(1.5))]) == 59


@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 50)), max_size=12))
def test_whatever_is_pressed_a_timer_stays_one(presses: list[tuple[Action, int]]) -> None:
    timer, now = Timer(), 0
    for action, wait in presses:
        now += wait
        try:
            timer = turned(timer, action, at(now))
        except Conflict:
            continue
        assert turned(timer, action, at(now)) == timer
    instants = [
        timer.start,
        *(one for each in timer.pauses for one in (each.paused_at, each.resumed_at)),
        timer.stop,
    ]
    known = [one for one in instants if one is not None]
    assert all(one <= next_one for one, next_one in pairwise(known))
    assert sum(one.resumed_at is None for one in timer.pauses) <= 1
    assert (timer.seconds is None) == (timer.state != "stopped")
    if timer.state == "stopped":
        assert all(one.resumed_at is not None for one in timer.pauses)


@given(st.lists(st.sampled_from([("pause", "paused"), ("resume", "running")]), max_size=8))
def test_only_the_time_between_pauses_counts(presses: list[tuple[Action, str]]) -> None:
    """A stopwatch that counts second by second agrees."""
    timer, counted, running = turned(Timer(), "start", at(0)), 0, True
    for second, (action, state) in enumerate(presses, 1):
        counted += running
        timer = turned(timer, action, at(second))
        running = state == "running"
        assert timer.state == state
    counted += running
    assert turned(timer, "stop", at(len(presses) + 1)).seconds == counted


def test_the_gap_after_a_stop_becomes_a_pause() -> None:
    stopped = turned(turned(Timer(), "start", at(0)), "stop", at(60))
    assert stopped.seconds == 60
    again = turned(stopped, "resume", at(100))
    assert again == Timer(at(0), None, (Pause(at(60), at(100)),))
    assert turned(again, "stop", at(130)).seconds == 90


def test_stopping_a_paused_timer_leaves_the_pause_out() -> None:
    paused = turned(turned(Timer(), "start", at(0)), "pause", at(60))
    stopped = turned(paused, "stop", at(100))
    assert stopped == Timer(at(0), at(100), (Pause(at(60), at(100)),))
    assert stopped.seconds == 60


@pytest.mark.parametrize(
    ("timer", "action", "code"),
    [
        (Timer(), "pause", "timer_not_started"),
        (Timer(), "resume", "timer_not_started"),
        (Timer(), "stop", "timer_not_started"),
        (Timer(at(0)), "start", "timer_started"),
        (Timer(at(0), None, (Pause(at(5)),)), "start", "timer_started"),
        (Timer(at(0), at(10)), "start", "timer_started"),
        (Timer(at(0), at(10)), "pause", "timer_stopped"),
    ],
)
def test_what_a_timer_cannot_do_is_a_conflict(timer: Timer, action: Action, code: str) -> None:
    with pytest.raises(Conflict) as caught:
        turned(timer, action, at(20))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("timer", "action"),
    [
        (Timer(at(0)), "start"),
        (Timer(at(0), None, (Pause(at(5)),)), "pause"),
        (Timer(at(0), None, (Pause(at(5), at(9)),)), "resume"),
        (Timer(at(0), at(10)), "stop"),
    ],
)
def test_a_request_sent_twice_changes_nothing(timer: Timer, action: Action) -> None:
    assert turned(timer, action, at(0)) is timer


@pytest.mark.parametrize(
    ("timer", "action"),
    [
        (Timer(at(10)), "pause"),
        (Timer(at(10)), "stop"),
        (Timer(at(0), None, (Pause(at(10)),)), "resume"),
        (Timer(at(0), None, (Pause(at(10)),)), "stop"),
        (Timer(at(0), None, (Pause(at(5), at(10)),)), "pause"),
        (Timer(at(0), at(10)), "resume"),
    ],
)
def test_nothing_happens_before_what_happened_last(timer: Timer, action: Action) -> None:
    with pytest.raises(Invalid) as caught:
        turned(timer, action, at(9))
    assert (caught.value.code, caught.value.errors[0].pointer) == ("out_of_order", "/at")
    assert turned(timer, action, at(10)) is not timer


def test_an_end_is_never_before_what_happened_last() -> None:
    paused = Timer(at(0), None, (Pause(at(50)),))
    assert not_before(paused, at(20)) == at(50)
    assert ended(paused, at(20)) == Timer(at(0), at(50), (Pause(at(50), at(50)),))
    assert ended(paused, at(80)) == Timer(at(0), at(80), (Pause(at(50), at(80)),))
    assert closed((Pause(at(50)),), at(20)) == (Pause(at(50), at(50)),)


def test_an_action_happens_now_unless_said_otherwise() -> None:
    assert moment(None, at(0), Timer()) == at(0)
    assert moment(at(-60), at(0), Timer()) == at(-60)
    # A device's clock ran ahead of ours when it started: ours must not turn time back.
    assert moment(None, at(0), Timer(at(5))) == at(5)
    with pytest.raises(Invalid):
        moment(at(0) + 2 * AHEAD, at(0), Timer())


@pytest.mark.parametrize(
    ("instant", "code"),
    [
        (datetime(1969, 12, 31, 23, 59, tzinfo=UTC), "too_early"),
        (datetime(1, 1, 1, tzinfo=UTC), "too_early"),
        (ZERO + AHEAD + timedelta(microseconds=1), "in_future"),
        (datetime.max.replace(tzinfo=UTC), "in_future"),
    ],
)
def test_what_cannot_have_happened_is_refused(instant: datetime, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_instant(instant, ZERO, "/session_start")
    assert caught.value.code == code
    check_instant(ZERO + AHEAD, ZERO, "/session_start")


def test_an_end_follows_a_start() -> None:
    check_span(None, None, "/end")
    check_span(at(0), None, "/end")
    check_span(at(0), at(0), "/end")
    for start, end, code in (
        (None, at(0), "end_without_start"),
        (at(1), at(0), "end_before_start"),
    ):
        with pytest.raises(Invalid) as caught:
            check_span(start, end, "/end")
        assert caught.value.code == code
