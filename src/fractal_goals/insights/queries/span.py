"""The span of time that a read covers."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from fractal_goals.infra.types import Instant
from fractal_goals.infra.work import Work
from fractal_goals.kit.span import span_end, span_start

# Open ends are instants too, so that a statement's text does not depend on them.
_FIRST = datetime.fromisoformat("0001-01-02T00:00:00Z")
_LAST = datetime.fromisoformat("9999-12-30T00:00:00Z")


class Span(NamedTuple):
    """From `start` (included) to `end` (excluded)."""

    start: datetime
    end: datetime


def span(work: Work, start: str | None, end: str | None) -> Span:
    """The span between two of the person's days, inclusive, or two instants.

    Raises `Invalid` at `/from` or `/to`.
    """
    zone, hour = work.actor.time_zone, work.actor.day_start_hour
    return Span(
        span_start(start, zone, hour) if start else _FIRST,
        span_end(end, zone, hour) if end else _LAST,
    )


def within(instant: sa.ColumnElement[datetime]) -> sa.ColumnElement[bool]:
    """Whether an instant lies in the span bound as `:start` and `:end`."""
    start, end = (sa.bindparam(name, type_=Instant) for name in ("start", "end"))
    return sa.and_(instant >= start, instant < end)
