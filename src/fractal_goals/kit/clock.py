"""Instants are aware UTC datetimes; a person's day is a date in their zone."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones


def utc_now() -> datetime:
    """The present instant, aware, in UTC, to the microsecond."""
    return datetime.now(UTC)


def to_wire(instant: datetime) -> str:
    """ISO 8601 in UTC with `Z`; microseconds only where there are any."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Every IANA zone name this installation knows."""
    return frozenset(available_timezones())


def person_day(instant: datetime, zone: str, day_start_hour: int) -> date:
    """The calendar day `instant` belongs to for a person whose day starts at that hour.

    The one function behind "today", streaks, heatmaps and deadlines.
    """
    local = instant.astimezone(ZoneInfo(zone))
    return (local - timedelta(hours=day_start_hour)).date() if day_start_hour else local.date()


def day_start(day: date, zone: str, day_start_hour: int) -> datetime:
    """The instant at which a person's `day` begins, in UTC."""
    return datetime.combine(day, time(day_start_hour), ZoneInfo(zone)).astimezone(UTC)
