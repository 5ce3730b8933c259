"""Spans of days and instants, for a person in any zone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractal_goals.kit.clock import person_day
from fractal_goals.kit.errors import Invalid
from fractal_goals.kit.span import span_end, span_start

ZONES = st.sampled_from(["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu"])
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@given(DAYS, ZONES, st.integers(0, 23))
def test_a_day_begins_and_ends_with_the_persons_own(day: date, zone: str, hour: int) -> None:
    begin, end = span_start(str(day), zone, hour), span_end(str(day), zone, hour)
    moment = timedelta(microseconds=1)
    assert person_day(begin, zone, hour) == person_day(end - moment, zone, hour) == day
    assert person_day(begin - moment, zone, hour) < day < person_day(end, zone, hour)


def test_an_instant_is_itself_and_included() -> None:
    instant = datetime(2026, 1, 31, 8, 30, tzinfo=UTC)
    for text in ("2026-01-31T08:30:00Z", "2026-01-31T09:30:00+01:00"):
        assert span_start(text, "Asia/Kathmandu", 4) == instant
        assert span_end(text, "Asia/Kathmandu", 4) > instant
        assert span_end(text, "Asia/Kathmandu", 4) - instant <= timedelta(microseconds=1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "2026-02-30",
        "2026-1-3",
        "20260131",
        "2026-01-31T09:30:00",
        "2026-01-31 09:30:00Z",
        "0001-01-01",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_what_is_neither_is_refused_at_its_field(text: str) -> None:
    for read, pointer in ((span_start, "/from"), (span_end, "/to")):
        with pytest.raises(Invalid) as caught:
            read(text, "UTC", 0)
        assert caught.value.errors[0].pointer == pointer
