"""`from` and `to` as people give them: their own days, inclusive, or instants."""

from datetime import UTC, date, datetime, timedelta

import msgspec

from fractal_goals.kit.clock import day_start
from fractal_goals.kit.errors import invalid

# Around these even the farthest zone stays within the calendar.
FIRST_YEAR, LAST_YEAR = 2, 9998
SMALLEST = timedelta(microseconds=1)


def span_start(text: str, zone: str, day_start_hour: int, pointer: str = "/from") -> datetime:
    """The first instant of a span that begins with a person's day, or at an instant.

    Raises `Invalid` at `pointer`.
    """
    given = _read(text, pointer)
    return given if isinstance(given, datetime) else day_start(given, zone, day_start_hour)


def span_end(text: str, zone: str, day_start_hour: int, pointer: str = "/to") -> datetime:
    """The instant before which a span ends that includes a person's day, or an instant.

    Raises `Invalid` at `pointer`.
    """
    given = _read(text, pointer)
    if isinstance(given, datetime):
        return given + SMALLEST
    return day_start(given + timedelta(days=1), zone, day_start_hour)


def _read(text: str, pointer: str) -> date | datetime:
    try:
        given: date | datetime = msgspec.convert(text, datetime if "T" in text else date)
    except msgspec.ValidationError as error:
        raise _unreadable(pointer) from error
    if not FIRST_YEAR <= given.year <= LAST_YEAR:
        raise _unreadable(pointer)
    if not isinstance(given, datetime):
        return given
    if given.tzinfo is None:
        raise invalid(pointer, "An instant needs its offset: 2026-01-31T09:30:00Z.")
    return given.astimezone(UTC)


def _unreadable(pointer: str) -> Exception:
    return invalid(pointer, "Give a date, such as 2026-01-31, or an instant with its offset.")
