"""What text may be stored: names on one line, prose on several, no control characters."""

import re
from typing import Annotated

import msgspec

from fractal_goals.kit.errors import Invalid, invalid

NAME_MAX = 200
PROSE_MAX = 20_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

# `\S` asks for something visible; the other part forbids control characters. The
# room above 200 is for blanks around a name, which are trimmed.
Name = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=NAME_MAX + 100,
        pattern=r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$",
        description="1 to 200 characters after trimming, on one line",
    ),
]
Line = Annotated[str, msgspec.Meta(max_length=NAME_MAX, pattern=r"^[^\x00-\x1f\x7f]*$")]
Prose = Annotated[
    str, msgspec.Meta(max_length=PROSE_MAX, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")
]
ClientId = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
# An id in a body that names another row: anything that cannot be one is simply not there.
RowId = Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[A-Za-z0-9_-]*$")]


def trimmed_name(name: str, pointer: str = "/name") -> str:
    """A name without blanks around it; raises `Invalid` unless it has 1 to 200 characters."""
    name = name.strip()
    if not name:
        raise invalid(pointer, "Give it a name.")
    if len(name) > NAME_MAX:
        raise invalid(pointer, f"A name has at most {NAME_MAX} characters.")
    if _CONTROL.search(name):
        raise invalid(pointer, "A name stands on one line, without control characters.")
    return name


def folded(name: str) -> str:
    """A name as it is compared: without blanks around it and without case, in any script."""
    return name.strip().casefold()


def same_name(one: str, other: str) -> bool:
    """Whether two names clash: case does not tell them apart, in any script."""
    return folded(one) == folded(other)


def unknown(pointer: str, what: str) -> Invalid:
    """An id in a body that is not there, or not yours: the same answer for both."""
    return invalid(pointer, f"There is no such {what} here.", code="unknown_id")
