"""Text, ids, dates and instants of a source, made fit to be stored. Pure functions."""

import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from fractal_goals.kit.ids import derived_id, is_id
from fractal_goals.kit.text import NAME_MAX, PROSE_MAX

_CONTROL_IN_NAME = re.compile(r"[\x00-\x1f\x7f]+")
_CONTROL_IN_PROSE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Years outside are slips of a keyboard, and the calendar's ends overflow in some zones.
YEARS = range(1900, 3000)


def text_of(value: Any) -> str:
    """A source's text. Half of a surrogate pair, which is no character, becomes U+FFFD."""
    if value is None:
        return ""
    return str(value).encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def line(text: str) -> str:
    """Text on one line, without control characters and blanks around it."""
    return _CONTROL_IN_NAME.sub(" ", text).strip()


def prose(text: str) -> str:
    """Text on several lines, without control characters."""
    return _CONTROL_IN_PROSE.sub("", text)


def shortened(text: str, most: int = NAME_MAX) -> str:
    """At most `most` characters; an ellipsis tells that there were more."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def described(full_name: str, description: str) -> str | None:
    """A description that begins with a name which was too long to be one."""
    parts = [part for part in (full_name, description) if part]
    return shortened("\n\n".join(parts), PROSE_MAX) or None


def stored_id(source_id: str) -> str:
    """The source's own id, or one made from it where ours cannot be spelled like that."""
    return source_id if is_id(source_id) else derived_id("source", source_id)


def instant_of(value: Any, zone: str) -> datetime | None:
    """An instant in UTC; one without an offset is read in `zone`. None if it cannot be read."""
    try:
        found = datetime.fromisoformat(value)
        aware = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
        return aware.astimezone(UTC) if found.year in YEARS else None
    except (TypeError, ValueError, OverflowError):
        return None


def date_of(value: Any) -> date | None:
    """A calendar date, written alone or at the head of an instant. None if it cannot be read."""
    try:
        found = date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        return None
    return found if found.year in YEARS else None
