"""How goals end: targets that were met or not, and what completed by hand or with its children."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from fractal_goals.demonstration.chance import Chance
from fractal_goals.demonstration.pursuits import Drill, Metric
from fractal_goals.demonstration.sittings import Performance, Sitting, Values
from fractal_goals.demonstration.skill import rounded
from fractal_goals.demonstration.tree import Node

WITH_TARGET = 0.55
BEYOND = 0.08  # how far above the best an unmet target lies


@dataclass(frozen=True, slots=True)
class Condition:
    """A metric of the target's drill compared with a value."""

    metric: Metric
    value: float

    @property
    def comparison(self) -> str:
        """At least or at most, in the metric's direction."""
        return ">=" if self.metric.higher_is_better else "<="


@dataclass(frozen=True, slots=True)
class Aimed:
    """A target of a goal; `met` is the performance that met it first."""

    goal: Node
    drill: Drill
    conditions: tuple[Condition, ...]
    met: Performance | None

    @property
    def name(self) -> str:
        """The target in words."""
        first = self.conditions[0]
        sign = "at least" if first.comparison == ">=" else "at most"
        return f"{self.drill.name}: {sign} {first.value:g} {first.metric.unit}".strip()


@dataclass(frozen=True, slots=True)
class _Record:
    """A performance with its best set, by the metric that decides."""

    sitting: Sitting
    performance: Performance
    best: Values
    shown: float


class Endings:
    """Ends the goals of one fractal in the light of what was practised."""

    def __init__(self, chance: Chance, done: list[Sitting]) -> None:
        self._chance = chance
        self._sittings = done
        self._ends = [sitting.end for sitting in done]
        self._records: dict[str, list[_Record]] = defaultdict(list)
        for sitting in done:
            for performance in sitting.performances:
                if found := _record(sitting, performance):
                    self._records[performance.drill.name].append(found)
        self.targets: list[Aimed] = []

    def end_short(self, goal: Node) -> None:
        """Complete a short-term goal that is fated to be done; give some a target."""
        if self._chance.happens(WITH_TARGET) and self._end_by_target(goal):
            return
        if goal.fate == "done" and goal.until is not None:
            place = bisect_left(self._ends, goal.until)
            if place < len(self._sittings):
                _complete_in(goal, self._sittings[place], "manual")
        if goal.completed_at is None:
            goal.until = goal.until if goal.fate == "neglected" else None

    def end_mid(self, goal: Node, children: list[Node]) -> None:
        """Complete a goal whose children are all done: by itself where it says so."""
        times = [child.completed_at for child in children if child.completed_at is not None]
        if not children or len(times) < len(children):
            return
        if goal.completes_with_children:
            goal.complete(max(times), "children")
        elif self._chance.happens(0.6):
            goal.complete(max(times) + timedelta(minutes=self._chance.whole(5, 600)), "manual")

    def _end_by_target(self, goal: Node) -> bool:
        """A target on the goal's drill; False where there is nothing to aim at."""
        drill = goal.drill
        records = self._records[drill.name] if drill else []
        if drill is None or not records:
            return False
        deciding = _deciding(drill)
        if goal.fate == "done":
            return self._meet(goal, drill, deciding, records)
        best = max(records, key=lambda record: _better(deciding, record.shown)).shown
        further = best * (1 + BEYOND if deciding.higher_is_better else 1 - 2 * BEYOND)
        wanted = rounded(further, deciding)
        if _better(deciding, wanted) <= _better(deciding, best):
            return False
        self.targets.append(Aimed(goal, drill, (Condition(deciding, wanted),), None))
        return True

    def _meet(self, goal: Node, drill: Drill, deciding: Metric, records: list[_Record]) -> bool:
        """A target that the first record after the goal's time meets, as none before did."""
        best = float("-inf")
        for record in records:
            shown = _better(deciding, record.shown)
            if shown > best and goal.until is not None and record.sitting.end >= goal.until:
                conditions = _conditions(self._chance, drill, deciding, record)
                self.targets.append(Aimed(goal, drill, conditions, record.performance))
                _complete_in(goal, record.sitting, "target")
                return True
            best = max(best, shown)
        return False


def _conditions(
    chance: Chance, drill: Drill, deciding: Metric, record: _Record
) -> tuple[Condition, ...]:
    """What the record shows, by the deciding metric and sometimes by another one too."""
    conditions = [Condition(deciding, record.shown)]
    others = [metric for metric in drill.metrics if metric is not deciding]
    if others and chance.happens(0.3):
        conditions.append(Condition(others[0], _shown(record.best, others[0])))
    return tuple(conditions)


def _complete_in(goal: Node, sitting: Sitting, source: str) -> None:
    goal.until = sitting.end
    goal.completed_in = sitting
    goal.complete(sitting.end, "target" if source == "target" else "manual")


def _record(sitting: Sitting, performance: Performance) -> _Record | None:
    if not performance.sets:
        return None
    deciding = _deciding(performance.drill)
    best = max(performance.sets, key=lambda one: _better(deciding, _shown(one, deciding)))
    return _Record(sitting, performance, best, _shown(best, deciding))


def _deciding(drill: Drill) -> Metric:
    return next((metric for metric in drill.metrics if metric.decides), drill.metrics[0])


def _shown(values: Values, metric: Metric) -> float:
    """What a set counts as for a metric: its weakest split."""
    found = [value for (name, _), value in values.items() if name == metric.name]
    return min(found) if metric.higher_is_better else max(found)


def _better(metric: Metric, value: float) -> float:
    """A number that grows with how good the value is."""
    return value if metric.higher_is_better else -value
