"""What an activity may record, and how names change hands."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractal_goals.activities.rules import (
    Metric,
    Split,
    check_metrics,
    check_splits,
    records_metrics,
    records_sets,
    renaming_steps,
)
from fractal_goals.kit.errors import Invalid
from fractal_goals.kit.text import folded

# Few letters, so that names often clash: also ones whose case has more than one letter.
NAMES = st.text("aAéÉßДд1", min_size=1, max_size=3)
BOUNDS = st.none() | st.floats(-10, 10)
NAME_LISTS = st.lists(NAMES, max_size=6, unique_by=folded)


def refusal(check: Any, parts: list[Any]) -> tuple[str | None, str]:
    """The code and pointer with which a list is refused."""
    with pytest.raises(Invalid) as caught:
        check(parts)
    return caught.value.code, caught.value.errors[0].pointer


@given(st.lists(NAMES, max_size=5))
def test_names_of_one_list_differ_beyond_case(names: list[str]) -> None:
    metrics = [Metric(name) for name in names]
    keys = [folded(name) for name in names]
    second = next((place for place, key in enumerate(keys) if key in keys[:place]), None)
    if second is None:
        check_metrics(metrics)
        check_splits([Split(name) for name in names])
    else:
        assert refusal(check_metrics, metrics) == ("name_twice", f"/metrics/{second}/name")
        splits = [Split(name) for name in names]
        assert refusal(check_splits, splits) == ("name_twice", f"/splits/{second}/name")


@given(BOUNDS, BOUNDS)
def test_bounds_leave_room(low: float | None, high: float | None) -> None:
    metrics = [Metric("Tempo"), Metric("Errors", min_value=low, max_value=high)]
    if low is None or high is None or low <= high:
        check_metrics(metrics)
    else:
        assert refusal(check_metrics, metrics) == ("bounds", "/metrics/1/max_value")


def test_one_metric_at_most_decides_the_best_set_retired_or_not() -> None:
    first = Metric("Weight", is_top_set_metric=True)
    retired = Metric("Tempo", is_top_set_metric=True, is_active=False)
    check_metrics([Metric("Errors"), first])
    for two in ([first, retired], [retired, first]):
        assert refusal(check_metrics, two) == ("two_decide", "/metrics/1/is_top_set_metric")


def test_a_metric_is_at_least_0_unless_said_otherwise() -> None:
    assert Metric("Tempo").min_value == 0
    assert refusal(check_metrics, [Metric("Drop", max_value=-1)])[0] == "bounds"


def test_sets_follow_from_metrics_that_speak_of_them() -> None:
    factor = Metric("Weight", is_multiplicative=True)
    assert not records_sets([factor, Metric("Tempo")])
    assert records_sets([factor, Metric("Repetitions", is_multiplicative=True)])
    assert records_sets([Metric("Tempo", is_top_set_metric=True)])
    assert not records_sets([Metric("Tempo", is_top_set_metric=True, is_active=False)])
    assert not records_metrics([Metric("Tempo", is_active=False)])


@given(NAME_LISTS, st.randoms(use_true_random=False), NAME_LISTS)
def test_names_change_hands_without_ever_standing_twice(
    names: list[str], random: Any, others: list[str]
) -> None:
    current = {f"row {place}": name for place, name in enumerate(names)}
    # A shuffle of the old names, some of them replaced.
    fresh = [*random.sample(names, len(names)), *others]
    wanted: dict[str, str] = {}
    for row_id in current:
        free = [name for name in fresh if folded(name) not in map(folded, wanted.values())]
        wanted[row_id] = random.choice(free)
    steps = renaming_steps(current, wanted)
    state = dict(current)
    for row_id, name in steps:
        state[row_id] = name
        assert len({folded(one) for one in state.values()}) == len(state)
    assert state == wanted
    changed = sum(current[row_id] != wanted[row_id] for row_id in current)
    assert len(steps) <= changed + changed // 2
