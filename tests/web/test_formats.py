"""What templates show of instants, dates, durations and numbers."""

import pytest
from minijinja import Environment

from fractal_goals.web import formats

# A person in Berlin whose day starts at 4 in the morning.
FRAME = {"person": {"time_zone": "Europe/Berlin", "day_start_hour": 4}, "today": "2026-02-10"}
ENVIRONMENT = Environment(filters=formats.FILTERS)


def shown_as(filter_name: str, moment: str) -> str:
    """What a template shows of a moment."""
    return ENVIRONMENT.render_str(f"{{{{ moment|{filter_name} }}}}", moment=moment, **FRAME)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-02-10T12:00:00Z", "today"),
        ("2026-02-10T02:59:59Z", "yesterday"),  # 03:59 in Berlin: still the evening before
        ("2026-02-05", "5 days ago"),
        ("2026-01-20", "3 weeks ago"),
        ("2025-11-10", "3 months ago"),
        ("2024-01-01", "2 years ago"),
    ],
)
def test_an_interval_is_told_in_the_persons_days(moment: str, shown: str) -> None:
    assert shown_as("ago", moment) == shown


def test_a_day_has_its_year_only_where_it_is_another_one() -> None:
    assert shown_as("day", "2026-03-01") == "1 Mar"
    assert shown_as("day", "2027-03-01") == "1 Mar 2027"
    assert shown_as("long_day", "2026-02-10T02:00:00Z") == "Monday, 9 February 2026"


def test_a_time_of_day_is_that_of_the_persons_zone() -> None:
    assert shown_as("clock", "2026-02-10T08:30:00Z") == "09:30"
    assert shown_as("clock", "2026-07-10T08:30:00.250000Z") == "10:30"


def test_days_left_are_negative_once_a_date_has_passed() -> None:
    assert shown_as("days_left", "2026-02-10") == "0"
    assert shown_as("days_left", "2026-02-08") == "-2"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(None, "\N{EN DASH}"), (0, "0 s"), (59, "59 s"), (720, "12 min"), (3900, "1 h 05 min")],
)
def test_a_duration_has_two_units_at_most(seconds: int | None, shown: str) -> None:
    assert formats.duration(seconds) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "\N{EN DASH}"),
        (96.0, "96"),
        (7.5, "7.5"),
        (1234.25, "1,234.25"),
        (-0.0001, "0"),
        (100, "100"),
    ],
)
def test_a_number_has_no_idle_zeros(value: float | None, shown: str) -> None:
    assert formats.number(value) == shown


def test_a_count_agrees_with_its_noun() -> None:
    assert formats.count(1, "session") == "1 session"
    assert formats.count(1200, "session") == "1,200 sessions"
    assert formats.count(2, "entry", "entries") == "2 entries"
