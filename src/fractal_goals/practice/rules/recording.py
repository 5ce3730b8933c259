"""Which numbers an instance may record. Pure decisions."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from fractal_goals.kit.errors import FieldError, Invalid, invalid

# A number's place within an instance: set or none, metric, split or none.
Place = tuple[str | None, str, str | None]


SETS_MAX = 200
VALUES_MAX = 500


class Given(Protocol):
    """A number as a client sends it; None is a field that was left blank."""

    @property
    def metric_definition_id(self) -> str:
        """Its metric."""

    @property
    def split_definition_id(self) -> str | None:
        """Its split, if any."""

    @property
    def value(self) -> float | None:
        """The number."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A metric's inclusive bounds, None for an open side; `is_offered` unless retired."""

    low: float | None
    high: float | None
    is_offered: bool


@dataclass(frozen=True, slots=True)
class Recordable:
    """What an activity records: its metrics' bounds, and which of its splits are offered.

    `used` has the metrics and splits that the instance holds a value for already: these
    may go on, even where they are retired by now.
    """

    metrics: Mapping[str, Bounds]
    splits: Mapping[str, bool]
    used: Collection[str]


def check_count(items: Sequence[object], maximum: int) -> None:
    """Raise `Invalid` for a body that is too long a list."""
    if len(items) > maximum:
        raise invalid("", f"This has at most {maximum} items.")


def checked_places(
    lists: Sequence[tuple[str | None, str, Sequence[Given]]], recordable: Recordable
) -> dict[Place, float]:
    """The numbers to store by their place; what was left blank has none.

    `lists` has, for each set (None: outside of sets), a pointer to its values and the
    values. Raises `Invalid` that names every wrong field; its code is the first one's.
    """
    found: dict[Place, float] = {}
    problems: list[tuple[FieldError, str]] = []
    for set_id, pointer, values in lists:
        taken: set[Place] = set()
        for number, given in enumerate(values):
            place = (set_id, given.metric_definition_id, given.split_definition_id)
            problems += _problems(given, f"{pointer}/{number}", recordable, twice=place in taken)
            taken.add(place)
            if given.value is not None:
                found[place] = given.value
    if problems:
        raise Invalid(*(error for error, _ in problems), code=problems[0][1])
    return found


def _problems(
    given: Given, pointer: str, recordable: Recordable, *, twice: bool
) -> Iterator[tuple[FieldError, str]]:
    bounds = recordable.metrics.get(given.metric_definition_id)
    if bounds is None:
        yield _error(f"{pointer}/metric_definition_id", "metric")
    elif not bounds.is_offered and given.metric_definition_id not in recordable.used:
        yield _retired(f"{pointer}/metric_definition_id", "metric")
    elif message := out_of_bounds(bounds, given.value):
        yield FieldError(f"{pointer}/value", message), "out_of_bounds"
    if given.split_definition_id is not None:
        is_offered = recordable.splits.get(given.split_definition_id)
        if is_offered is None:
            yield _error(f"{pointer}/split_definition_id", "split")
        elif not is_offered and given.split_definition_id not in recordable.used:
            yield _retired(f"{pointer}/split_definition_id", "split")
    if twice:
        message = "There is another value for this metric and split here."
        yield FieldError(pointer, message), "value_twice"


def _error(pointer: str, what: str) -> tuple[FieldError, str]:
    return FieldError(pointer, f"This activity has no such {what}."), "unknown_id"


def _retired(pointer: str, what: str) -> tuple[FieldError, str]:
    return FieldError(pointer, f"This {what} is not recorded any more."), "retired"


def out_of_bounds(bounds: Bounds, value: float | None) -> str | None:
    """Why a number cannot be one of this metric, None where it can."""
    if value is None:
        return None
    if bounds.low is not None and value < bounds.low:
        return f"This must be {bounds.low:,.15g} or more."
    if bounds.high is not None and value > bounds.high:
        return f"This must be {bounds.high:,.15g} or less."
    return None
