"""What a session is called, filed under, and when it was. Pure decisions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from fractal_goals.kit.errors import invalid
from fractal_goals.kit.text import NAME_MAX, folded
from fractal_goals.practice.rules.timers import Pause, check_span, seconds_between

TAG_MAX = 50
SERVED = "ShortTermGoal"


def default_name(day: date, template_name: str | None) -> str:
    """What a session is called that nobody named: its template and its day."""
    shown = f", {day.day} {day:%b %Y}"
    return f"{(template_name or 'Practice')[: NAME_MAX - len(shown)]}{shown}"


def checked_tags(tags: Sequence[str]) -> list[str]:
    """Tags without blanks around them, each once whatever its case.

    Raises `Invalid` at `/tags/…` for a blank or overlong one.
    """
    found: dict[str, str] = {}
    for place, tag in enumerate(tags):
        text = tag.strip()
        if not 1 <= len(text) <= TAG_MAX:
            raise invalid(f"/tags/{place}", f"A tag has 1 to {TAG_MAX} characters.")
        found.setdefault(folded(text), text)
    return list(found.values())


def check_served(goal_type: str, pointer: str) -> None:
    """Raise `Invalid` (`illegal_parent`) unless a session may serve goals of this type."""
    if goal_type != SERVED:
        message = f"A PracticeSession serves {SERVED}s, not a {goal_type}."
        raise invalid(pointer, message, code="illegal_parent")


def check_times(
    start: datetime | None, end: datetime | None, *, finished: bool, sent: Mapping[str, object]
) -> None:
    """Raise `Invalid` where a session's start and end cannot be together.

    `sent` has the fields that are about to change, to point at the right one.
    """
    if finished and end is None:
        message = "A finished session has an end. Reopen it to take it away."
        raise invalid("/session_end", message, code="end_required")
    starts = start is not None or end is None
    check_span(start, end, "/session_end" if starts or "session_end" in sent else "/session_start")


def total_seconds(
    start: datetime | None, end: datetime | None, pauses: Sequence[Pause]
) -> int | None:
    """A session's total duration: its end minus its start minus its pauses."""
    return None if start is None or end is None else seconds_between(start, end, pauses)
