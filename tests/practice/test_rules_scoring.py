"""Yield and best set, against slower ways to say the same."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractal_goals.practice.rules.scoring import Measure, Values, best_set, yield_of

METRICS = ["weight", "repetitions", "pain"]
PLACES = st.tuples(st.sampled_from(METRICS), st.none() | st.sampled_from(["left", "right"]))
SETS = st.lists(st.dictionaries(PLACES, st.integers(-9, 9).map(float), max_size=6), max_size=6)
WEIGHT = Measure("weight", is_multiplicative=True, is_top_set_metric=True)
TIMES = Measure("repetitions", is_multiplicative=True)
PAIN = Measure("pain", higher_is_better=False)


def noted(split: str | None = None, **numbers: float) -> Values:
    """A set's numbers in one split or in none."""
    return {(name, split): number for name, number in numbers.items()}


def measures_of(flags: list[bool]) -> list[Measure]:
    return [
        Measure(name, is_multiplicative=flag) for name, flag in zip(METRICS, flags, strict=True)
    ]


@given(SETS, st.lists(st.booleans(), min_size=3, max_size=3))
def test_the_yield_is_the_sum_of_the_products(sets: list[Values], flags: list[bool]) -> None:
    factors = [name for name, flag in zip(METRICS, flags, strict=True) if flag]
    products = [
        math.prod(values[factor, split] for factor in factors)
        for values in sets
        for split in (None, "left", "right")
        if all((factor, split) in values for factor in factors)
    ]
    expected = sum(products) if len(factors) >= 2 and products else None
    assert yield_of(measures_of(flags), sets) == expected


def test_a_set_that_lacks_a_factor_is_skipped() -> None:
    sets = [
        noted(weight=80, repetitions=5),
        noted(weight=100),
        noted(weight=60, repetitions=10),
    ]
    assert yield_of([WEIGHT, TIMES], sets) == 1000.0


@pytest.mark.parametrize("measures", [[], [WEIGHT], [WEIGHT, PAIN]])
def test_fewer_than_two_factors_make_no_yield(measures: list[Measure]) -> None:
    sets = [noted(weight=80, repetitions=5, pain=1)]
    assert yield_of(measures, sets) is None


def test_no_complete_set_makes_no_yield_but_zeros_make_zero() -> None:
    assert yield_of([WEIGHT, TIMES], []) is None
    assert yield_of([WEIGHT, TIMES], [noted(weight=80)]) is None
    assert yield_of([WEIGHT, TIMES], [noted(weight=80, repetitions=0)]) == 0.0


def test_splits_are_multiplied_apart() -> None:
    left = noted("left", weight=10, repetitions=5)
    right = noted("right", weight=12, repetitions=4)
    assert yield_of([WEIGHT, TIMES], [{**left, **right}]) == 98.0
    assert yield_of([WEIGHT, TIMES], [{**left, **noted("right", weight=12)}]) == 50.0
    assert yield_of([WEIGHT, TIMES], [{**noted("left", weight=10), **noted(repetitions=5)}]) is None


@given(SETS)
def test_no_other_set_beats_the_best(sets: list[Values]) -> None:
    measures = [WEIGHT, TIMES, PAIN]
    in_order = [(str(place), values) for place, values in enumerate(sets)]
    best = best_set(measures, in_order)
    weighed = [one for one in in_order if mean(one[1], "weight") is not None]
    assert (best is None) == (not weighed)
    for other_id, other in weighed:
        assert best is not None
        mine = ranks(dict(in_order)[best])
        theirs = ranks(other)
        assert mine > theirs or (mine == theirs and int(best) <= int(other_id))


def mean(values: Values, metric: str) -> float | None:
    found = [value for (name, _), value in values.items() if name == metric]
    return math.fsum(found) / len(found) if found else None


def ranks(values: Values) -> list[float]:
    """A missing number is worse than any other; pain is better where it is less."""
    found = []
    for name, direction in (("weight", 1), ("repetitions", 1), ("pain", -1)):
        number = mean(values, name)
        found.append(-math.inf if number is None else direction * number)
    return found


def test_the_deciding_metric_decides_in_its_direction() -> None:
    sets = [("a", noted(time=61)), ("b", noted(time=59.5)), ("c", noted(time=60))]
    faster = Measure("time", is_top_set_metric=True, higher_is_better=False)
    longer = Measure("time", is_top_set_metric=True)
    assert best_set([faster], sets) == "b"
    assert best_set([longer], sets) == "a"
    assert best_set([Measure("time")], sets) is None


def test_ties_go_by_the_other_metrics_in_order_then_to_the_earliest() -> None:
    more = [("a", noted(weight=80, repetitions=5)), ("b", noted(weight=80, repetitions=6))]
    assert best_set([WEIGHT, TIMES], more) == "b"
    easier = [("a", noted(weight=80, pain=3)), ("b", noted(weight=80, pain=2))]
    assert best_set([WEIGHT, TIMES, PAIN], easier) == "b"
    equal = [("a", noted(weight=80)), ("b", noted(weight=80))]
    assert best_set([WEIGHT, TIMES, PAIN], equal) == "a"
    # The deciding metric comes first, wherever it stands.
    mixed = [("a", noted(weight=80, repetitions=9)), ("b", noted(weight=81))]
    assert best_set([TIMES, WEIGHT], mixed) == "b"


def test_the_order_of_sets_matters_only_for_ties() -> None:
    sets = [("a", noted(weight=3)), ("b", noted(weight=2)), ("c", noted(weight=1))]
    for order in itertools.permutations(sets):
        assert best_set([WEIGHT], order) == "a"
