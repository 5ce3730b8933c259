"""Which numbers may be recorded, and what is said about those that may not."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractal_goals.kit.errors import Invalid
from fractal_goals.practice.rules.recording import (
    Bounds,
    Recordable,
    checked_places,
    out_of_bounds,
)

FLOATS = st.floats(-1e15, 1e15)


@dataclass
class Number:
    """A number as a client sends it."""

    metric_definition_id: str
    value: float | None
    split_definition_id: str | None = None


ALLOWED = Recordable(
    metrics={
        "tempo": Bounds(0, 300, is_offered=True),
        "offset": Bounds(None, None, is_offered=True),
        "old": Bounds(0, None, is_offered=False),
        "older": Bounds(0, None, is_offered=False),
    },
    splits={"left": True, "gone": False, "kept": False},
    used={"old", "kept"},
)


@given(FLOATS, st.none() | FLOATS, st.none() | FLOATS)
def test_bounds_are_inclusive(value: float, low: float | None, high: float | None) -> None:
    is_within = (low is None or value >= low) and (high is None or value <= high)
    assert (out_of_bounds(Bounds(low, high, is_offered=True), value) is None) == is_within


def problems(*numbers: Number) -> list[str]:
    with pytest.raises(Invalid) as caught:
        checked_places([("s", "/0/values", numbers)], ALLOWED)
    return [caught.value.code, *(error.pointer for error in caught.value.errors)]


def test_every_wrong_number_is_named() -> None:
    found = problems(
        Number("tempo", 301.0),
        Number("nothing", 1.0),
        Number("offset", 1.0, "nobody"),
        Number("offset", -5.0),
    )
    assert found == [
        "out_of_bounds",
        "/0/values/0/value",
        "/0/values/1/metric_definition_id",
        "/0/values/2/split_definition_id",
    ]


def test_what_is_retired_goes_on_only_where_it_is_in_use() -> None:
    assert problems(Number("older", 1.0)) == ["retired", "/0/values/0/metric_definition_id"]
    assert problems(Number("tempo", 1.0, "gone")) == ["retired", "/0/values/0/split_definition_id"]
    kept = [Number("old", 1.0), Number("tempo", 1.0, "kept")]
    assert len(checked_places([("s", "", kept)], ALLOWED)) == 2


def test_a_place_has_one_number() -> None:
    twice = [Number("tempo", 1.0), Number("tempo", 2.0, "left"), Number("tempo", 1.0)]
    assert problems(*twice) == ["value_twice", "/0/values/2"]
    sets = [("a", "/0/values", twice[:2]), ("b", "/1/values", twice[:2]), (None, "", twice[:2])]
    assert len(checked_places(sets, ALLOWED)) == 6


def test_a_blank_is_no_number_and_never_zero() -> None:
    numbers = [Number("tempo", None), Number("offset", 0.0)]
    assert checked_places([(None, "", numbers)], ALLOWED) == {(None, "offset", None): 0.0}
    # A blank of a metric that is not there is a mistake all the same.
    assert problems(Number("nothing", None)) == ["unknown_id", "/0/values/0/metric_definition_id"]


def test_a_bound_is_told_as_a_person_writes_it() -> None:
    assert out_of_bounds(Bounds(0, None, is_offered=True), -1) == "This must be 0 or more."
    assert out_of_bounds(Bounds(None, 7.5, is_offered=True), 8) == "This must be 7.5 or less."
    assert (
        out_of_bounds(Bounds(None, 1_000_000, is_offered=True), 2e6)
        == "This must be 1,000,000 or less."
    )
