"""What an activity may record: names, bounds, the metric that decides. Pure decisions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from fractal_goals.kit.errors import invalid
from fractal_goals.kit.text import folded

METRICS_MAX = 50
SPLITS_MAX = 50
# Fewer multiplying metrics make no yield.
FACTORS_OF_A_YIELD = 2


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric as a person defines it. A bound that is None leaves that side open."""

    name: str
    unit: str = ""
    is_active: bool = True
    is_top_set_metric: bool = False
    is_multiplicative: bool = False
    higher_is_better: bool = True
    min_value: float | None = 0.0
    max_value: float | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A split as a person defines it."""

    name: str


def check_names_differ(names: Sequence[str], pointer: str) -> None:
    """Raise `Invalid` (`name_twice`) where two names of one list are the same but for case.

    `pointer` is the list's: the error names the second of the two.
    """
    seen: set[str] = set()
    for place, name in enumerate(names):
        if folded(name) in seen:
            message = f"“{name}” stands twice in this list."
            raise invalid(f"{pointer}/{place}/name", message, code="name_twice")
        seen.add(folded(name))


def check_splits(splits: Sequence[Split], pointer: str = "/splits") -> None:
    """Raise `Invalid` (`name_twice`) unless the splits of one activity have their own names."""
    check_names_differ([split.name for split in splits], pointer)


def check_metrics(metrics: Sequence[Metric], pointer: str = "/metrics") -> None:
    """Raise `Invalid` unless the metrics of one activity can stand beside each other.

    Names differ (`name_twice`), bounds leave room (`bounds`), and at most one metric,
    retired or not, decides the best set (`two_decide`): "best" must have one meaning, also
    for sessions of long ago.
    """
    check_names_differ([metric.name for metric in metrics], pointer)
    decides = False
    for place, metric in enumerate(metrics):
        low, high = metric.min_value, metric.max_value
        if low is not None and high is not None and low > high:
            message = f"At most {high:g} leaves nothing where at least {low:g} is asked."
            raise invalid(f"{pointer}/{place}/max_value", message, code="bounds")
        if metric.is_top_set_metric and decides:
            message = "Another metric decides the best set already."
            raise invalid(f"{pointer}/{place}/is_top_set_metric", message, code="two_decide")
        decides |= metric.is_top_set_metric


def is_narrower(name: str, before: float | None, after: float) -> bool:
    """Whether a bound (`min_value` or `max_value`) leaves less room than it did."""
    if before is None:
        return True
    return after > before if name == "min_value" else after < before


def outside_message(count: int, smallest: float, largest: float) -> str:
    """Why a bound cannot be narrowed: the recorded values that it would leave outside."""
    if count == 1:
        return f"One recorded value lies outside: {smallest:,.15g}."
    return f"{count:,} recorded values lie outside, from {smallest:,.15g} to {largest:,.15g}."


def records_metrics(metrics: Sequence[Metric]) -> bool:
    """Whether instances record numbers: some metric is not retired."""
    return any(metric.is_active for metric in metrics)


def records_sets(metrics: Sequence[Metric]) -> bool:
    """Whether metrics speak of sets: one decides the best set, or several make a yield."""
    active = [metric for metric in metrics if metric.is_active]
    factors = sum(metric.is_multiplicative for metric in active)
    return factors >= FACTORS_OF_A_YIELD or any(metric.is_top_set_metric for metric in active)


def renaming_steps(current: Mapping[str, str], wanted: Mapping[str, str]) -> list[tuple[str, str]]:
    """The renamings, as (id, name), that lead from `current` to `wanted` names by id.

    A name is given only once no other row bears it, so that names differ at every step.
    Where they go round in a circle, one row bears a name of its own for a moment.
    """
    names = {row_id: folded(name) for row_id, name in current.items()}
    waiting = {row_id: name for row_id, name in wanted.items() if current[row_id] != name}
    spare = _spare_names({*names.values(), *(folded(name) for name in wanted.values())})
    steps: list[tuple[str, str]] = []
    while waiting:
        row_id = next((one for one in waiting if _is_free(waiting[one], one, names)), None)
        if row_id is None:
            row_id = next(iter(waiting))
            name = next(spare)
        else:
            name = waiting.pop(row_id)
        steps.append((row_id, name))
        names[row_id] = folded(name)
    return steps


def _is_free(name: str, row_id: str, names: Mapping[str, str]) -> bool:
    """Whether no other row bears a name."""
    return all(one == row_id or borne != folded(name) for one, borne in names.items())


def _spare_names(used: set[str]) -> Iterator[str]:
    return (name for number in count(1) if (name := f"Renamed {number}").casefold() not in used)
