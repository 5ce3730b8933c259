"""How templates show instants, dates, durations and numbers, in the person's own days."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from minijinja import pass_state

from fractal_goals.kit.clock import person_day

NOTHING = "\N{EN DASH}"
MINUTE = 60
WEEK = 7
# From how many days on an interval is told in which unit of how many days.
SPANS = ((365, 365, "year"), (61, 30, "month"), (14, 7, "week"), (0, 1, "day"))


class State(Protocol):
    """What minijinja hands to a filter that asks for it."""

    def lookup(self, name: str) -> Any:
        """A variable of the template, None where there is none."""


def _person(state: State) -> tuple[str, int]:
    """The zone and the hour at which the day starts of the person who looks."""
    person = state.lookup("person") or {}
    return person.get("time_zone", "UTC"), person.get("day_start_hour", 0)


def _today(state: State) -> date:
    return date.fromisoformat(state.lookup("today"))


def _day_of(state: State, moment: str) -> date:
    """The person's day of an instant; a calendar date is itself."""
    if "T" not in moment:
        return date.fromisoformat(moment)
    return person_day(datetime.fromisoformat(moment), *_person(state))


@pass_state
def day(state: State, moment: str) -> str:
    """`3 Feb`, with the year where it is another one."""
    shown = _day_of(state, moment)
    year = "" if shown.year == _today(state).year else f" {shown.year}"
    return f"{shown.day} {shown:%b}{year}"


@pass_state
def long_day(state: State, moment: str) -> str:
    """`Tuesday, 3 February 2026`."""
    shown = _day_of(state, moment)
    return f"{shown:%A}, {shown.day} {shown:%B %Y}"


@pass_state
def clock(state: State, moment: str) -> str:
    """`09:30`, the time of day in the person's zone."""
    zone, _ = _person(state)
    return f"{datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)):%H:%M}"


@pass_state
def field_time(state: State, moment: str) -> str:
    """`2026-02-03T09:30:05`, what a `datetime-local` field holds, in the person's zone."""
    zone, _ = _person(state)
    local = datetime.fromisoformat(moment).astimezone(ZoneInfo(zone))
    return local.replace(tzinfo=None).isoformat(timespec="seconds")


@pass_state
def days_left(state: State, moment: str) -> int:
    """Days from the person's today to a date; negative once it has passed."""
    return (_day_of(state, moment) - _today(state)).days


@pass_state
def ago(state: State, moment: str) -> str:
    """`today`, `yesterday`, `5 days ago`, `3 weeks ago`, `4 months ago`, `2 years ago`."""
    days = (_today(state) - _day_of(state, moment)).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    length, unit = next((length, unit) for least, length, unit in SPANS if days >= least)
    return f"{count(days // length, unit)} ago"


def duration(seconds: float | None) -> str:
    """`45 s`, `12 min`, `1 h 05 min`; an en dash for none."""
    if seconds is None:
        return NOTHING
    if seconds < MINUTE:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(int(seconds) // MINUTE, MINUTE)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"


def number(value: float | None) -> str:
    """Up to three decimals and no idle zeros: `96`, `7.5`, `1,234.25`; an en dash for none."""
    if value is None:
        return NOTHING
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def plain(value: float | None) -> str | None:
    """A number as an input field takes it: all its digits, no grouping; None stays None."""
    return None if value is None else repr(value).removesuffix(".0")


def weeks(start: str, end: str) -> list[list[str]]:
    """The weeks from one calendar date to another, each a list of up to seven ISO dates."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    days = [(first + timedelta(days=one)).isoformat() for one in range((last - first).days + 1)]
    return [days[at : at + WEEK] for at in range(0, len(days), WEEK)]


def count(amount: int, one: str, many: str = "") -> str:
    """`1 session`, `3 sessions`; the plural is given where it is not regular."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"


FILTERS: dict[str, Callable[..., Any]] = {
    "ago": ago,
    "clock": clock,
    "count": count,
    "day": day,
    "days_left": days_left,
    "duration": duration,
    "field_time": field_time,
    "long_day": long_day,
    "number": number,
    "plain": plain,
    "weeks": weeks,
}
