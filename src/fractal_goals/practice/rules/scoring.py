"""Yield and best set of an instance: one function each, wherever they are shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, prod

# Fewer multiplying metrics make no yield.
FACTORS_OF_A_YIELD = 2

# A set's numbers by (metric, split or none).
Values = Mapping[tuple[str, str | None], float]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a metric of an activity is for."""

    metric_id: str
    is_multiplicative: bool = False
    is_top_set_metric: bool = False
    higher_is_better: bool = True


def yield_of(measures: Sequence[Measure], sets: Iterable[Values]) -> float | None:
    """The sum over sets of the product of the multiplying metrics, split by split.

    A set, or a split of it, that lacks one of them is skipped. None with fewer than two
    such metrics, or where no set has them all.
    """
    factors = [one.metric_id for one in measures if one.is_multiplicative]
    if len(factors) < FACTORS_OF_A_YIELD:
        return None
    products = [
        prod(values[factor, split] for factor in factors)
        for values in sets
        for split in {split for _, split in values}
        if all((factor, split) in values for factor in factors)
    ]
    return fsum(products) if products else None


def best_set(measures: Sequence[Measure], sets: Sequence[tuple[str, Values]]) -> str | None:
    """The id of the best of an instance's sets, given in order.

    The deciding metric decides, in its direction; ties go by the other metrics in their
    order, then to the earliest. None without a deciding metric or a value for it. Splits
    count evenly: a set is worth the mean of its splits.
    """
    deciding = [one for one in measures if one.is_top_set_metric]
    if not deciding:
        return None
    others = [one for one in measures if one is not deciding[0]]
    best: tuple[str, list[tuple[bool, float]]] | None = None
    for set_id, values in sets:
        worth = [_worth(one, values) for one in (deciding[0], *others)]
        has_deciding, _ = worth[0]
        if has_deciding and (best is None or worth > best[1]):
            best = set_id, worth
    return None if best is None else best[0]


def _worth(measure: Measure, values: Values) -> tuple[bool, float]:
    """What compares greater is better; any value is better than none."""
    found = [value for (metric_id, _), value in values.items() if metric_id == measure.metric_id]
    if not found:
        return False, 0.0
    mean = fsum(found) / len(found)
    return True, mean if measure.higher_is_better else -mean
