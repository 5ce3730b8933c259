"""When a target is met, and when a goal completes or reopens by itself. Pure decisions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, assert_never

from fractal_goals.kit.errors import invalid

Comparison = Literal[">=", "<=", "="]
Source = Literal["manual", "target", "children"]
CONDITIONS_MAX = 20
# "Equal" allows this much, and what floating point adds to it.
TOLERANCE = 0.001
FLOAT_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Condition:
    """A metric's value compared with a number."""

    metric_id: str
    comparison: Comparison
    value: float


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded value: in a set or in none. Its split needs no name here."""

    set_id: str | None
    metric_id: str
    value: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A finished instance. `happened` is its session's start, or creation where it has none."""

    instance_id: str
    activity_id: str
    session_id: str
    happened: datetime
    sort_order: int
    has_sets: bool
    values: tuple[Recorded, ...]

    @property
    def order(self) -> tuple[datetime, int, str]:
        """Its place in time among all instances."""
        return (self.happened, self.sort_order, self.instance_id)


def compares(comparison: Comparison, recorded: float, wanted: float) -> bool:
    """Whether one recorded value meets a condition."""
    match comparison:
        case ">=":
            return recorded >= wanted
        case "<=":
            return recorded <= wanted
        case "=":
            return abs(recorded - wanted) <= TOLERANCE + FLOAT_NOISE
        case _:
            assert_never(comparison)


def is_met_by(conditions: Sequence[Condition], evidence: Evidence) -> bool:
    """Whether one set of an instance, or the instance without sets, meets all conditions.

    Values outside sets count only where there are no sets. With splits, every recorded
    value of the metric must meet its condition. Without conditions nothing is met.
    """
    if not conditions:
        return False
    parts: dict[str | None, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for one in evidence.values:
        if (one.set_id is not None) == evidence.has_sets:
            parts[one.set_id][one.metric_id].append(one.value)
    return any(_meets_all(conditions, recorded) for recorded in parts.values())


def _meets_all(conditions: Sequence[Condition], recorded: Mapping[str, list[float]]) -> bool:
    """Whether the values of one set, by metric, meet every condition."""
    return all(_meets(one, recorded.get(one.metric_id, [])) for one in conditions)


def _meets(condition: Condition, values: Sequence[float]) -> bool:
    """Whether there are values, and each of them meets the condition."""
    return bool(values) and all(
        compares(condition.comparison, value, condition.value) for value in values
    )


def first_to_meet(
    activity_id: str, conditions: Sequence[Condition], evidence: Iterable[Evidence]
) -> Evidence | None:
    """The earliest instance of the activity that meets all conditions, if any does."""
    meeting = (
        one for one in evidence if one.activity_id == activity_id and is_met_by(conditions, one)
    )
    return min(meeting, key=lambda one: one.order, default=None)


def check_conditions(compared: Sequence[tuple[str, Comparison]]) -> None:
    """Raise `Invalid` unless each metric is compared at most once in each way."""
    for place, one in enumerate(compared):
        if one in compared[:place]:
            message = "This metric is compared in this way already."
            raise invalid(f"/conditions/{place}/comparison", message, code="condition_twice")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a goal completes by itself, and the session that brought it."""

    source: Literal["target", "children"]
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a goal's own completion depends on: how many there are, and how many are done."""

    targets: int = 0
    targets_met: int = 0
    last_session_id: str | None = None
    completes_with_children: bool = False
    children: int = 0
    children_completed: int = 0

    @property
    def reason(self) -> Reason | None:
        """Targets come first; children count only where the goal says so."""
        if self.targets and self.targets_met == self.targets:
            return Reason("target", self.last_session_id)
        if self.completes_with_children and 0 < self.children == self.children_completed:
            return Reason("children")
        return None


@dataclass(frozen=True, slots=True)
class Completion:
    """Whether a goal is complete, and by what. `is_held_open`: a person reopened it."""

    completed: bool
    source: Source | None = None
    session_id: str | None = None
    is_held_open: bool = False


def settled(now: Completion, reason: Reason | None, *, evidence_changed: bool) -> Completion:
    """The completion that a goal should have.

    What a person completed stays. What a person reopened stays open until its evidence
    changes. All else follows its reason.
    """
    if now.source == "manual":
        return now
    held = now.is_held_open and not evidence_changed
    if reason is None or held:
        return Completion(completed=False, is_held_open=held)
    return Completion(completed=True, source=reason.source, session_id=reason.session_id)
