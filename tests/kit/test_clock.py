"""A person's day: the one function behind "today"."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractal_goals.kit.clock import day_start, person_day, to_wire

ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/Berlin",
        "America/Los_Angeles",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Asia/Kolkata",
    ]
)
INSTANTS = st.integers(631_152_000, 3_786_912_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


@given(INSTANTS, ZONES, st.integers(0, 23))
def test_an_instant_lies_between_the_starts_of_its_day_and_the_next(
    instant: datetime, zone: str, hour: int
) -> None:
    day = person_day(instant, zone, hour)
    # A clock that is set back or forward moves the start of a day by up to an hour.
    slack = timedelta(hours=1)
    assert day_start(day, zone, hour) - slack <= instant
    assert instant < day_start(day + timedelta(days=1), zone, hour) + slack


@pytest.mark.parametrize(
    ("instant", "zone", "hour", "expected"),
    [
        ("2026-02-01T04:00:00+00:00", "America/Los_Angeles", 0, date(2026, 1, 31)),
        ("2026-01-31T23:30:00+00:00", "Europe/Berlin", 0, date(2026, 2, 1)),
        ("2026-02-01T01:30:00+00:00", "UTC", 4, date(2026, 1, 31)),
        ("2026-02-01T04:00:00+00:00", "UTC", 4, date(2026, 2, 1)),
    ],
)
def test_the_day_follows_zone_and_day_start(
    instant: str, zone: str, hour: int, expected: date
) -> None:
    assert person_day(datetime.fromisoformat(instant), zone, hour) == expected


def test_an_hour_that_happens_twice_belongs_to_one_day() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    for fold in (0, 1):
        twice = datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=fold)
        assert person_day(twice.astimezone(UTC), "Europe/Berlin", 0) == date(2026, 10, 25)


def test_instants_go_out_in_utc_with_z() -> None:
    berlin = datetime(2026, 1, 31, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert to_wire(berlin) == "2026-01-31T09:30:00Z"
    assert to_wire(berlin.replace(microsecond=120)) == "2026-01-31T09:30:00.000120Z"
