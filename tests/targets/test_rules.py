"""The evaluator of targets against one that tries everything, and what completes a goal."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractal_goals.targets.rules import (
    Comparison,
    Completion,
    Condition,
    Evidence,
    Grounds,
    Reason,
    Recorded,
    compares,
    first_to_meet,
    is_met_by,
    settled,
)

METRICS = ("reps", "weight")
START = datetime(2026, 1, 1, tzinfo=UTC)
numbers = st.sampled_from([0.0, 4.999, 5.0, 5.001, 5.01, 7.5, 10.0])
conditions = st.lists(
    st.builds(Condition, st.sampled_from(METRICS), st.sampled_from([">=", "<=", "="]), numbers),
    max_size=3,
)
recorded = st.lists(
    st.builds(Recorded, st.sampled_from([None, "one", "two"]), st.sampled_from(METRICS), numbers),
    max_size=6,
).map(tuple)
evidence = st.lists(
    st.builds(
        Evidence,
        instance_id=st.uuids().map(str),
        activity_id=st.sampled_from(["bench", "squat"]),
        session_id=st.just("session"),
        happened=st.integers(0, 3).map(lambda days: START + timedelta(days=days)),
        sort_order=st.integers(0, 1),
        has_sets=st.booleans(),
        values=recorded,
    ),
    max_size=5,
)


def holds(condition: Condition, value: float) -> bool:
    """One comparison, spelled out in thousandths so that nothing is rounded."""
    found, wanted = round(value * 1000), round(condition.value * 1000)
    return {
        ">=": found >= wanted,
        "<=": found <= wanted,
        "=": found - 1 <= wanted <= found + 1,
    }[condition.comparison]


def brute_force(wanted: list[Condition], one: Evidence) -> bool:
    """Try every set there could be, one after the other."""
    candidates = ["one", "two"] if one.has_sets else [None]
    for candidate in candidates:
        ok = len(wanted) > 0
        for condition in wanted:
            mine = [
                value.value
                for value in one.values
                if value.set_id == candidate and value.metric_id == condition.metric_id
            ]
            if len(mine) == 0:
                ok = False
            for value in mine:
                if not holds(condition, value):
                    ok = False
        if ok:
            return True
    return False


@given(conditions, evidence)
def test_the_evaluator_agrees_with_one_that_tries_everything(
    wanted: list[Condition], found: list[Evidence]
) -> None:
    for one in found:
        assert is_met_by(wanted, one) == brute_force(wanted, one)
    meeting = [one for one in found if one.activity_id == "bench" and brute_force(wanted, one)]
    ordered = sorted(meeting, key=lambda one: (one.happened, one.sort_order, one.instance_id))
    assert first_to_meet("bench", wanted, found) == (ordered[0] if ordered else None)


@given(conditions, evidence)
def test_the_first_instance_does_not_depend_on_the_order_of_reading(
    wanted: list[Condition], found: list[Evidence]
) -> None:
    backwards = list(reversed(found))
    assert first_to_meet("bench", wanted, found) == first_to_meet("bench", wanted, backwards)


@pytest.mark.parametrize(
    ("comparison", "recorded_value", "wanted", "expected"),
    [
        ("=", 7.5, 7.5, True),
        ("=", 7.501, 7.5, True),
        ("=", 7.499, 7.5, True),
        ("=", 7.5011, 7.5, False),
        ("=", 7.0, 7.5, False),
        (">=", 7.4999, 7.5, False),
        ("<=", 7.5001, 7.5, False),
        (">=", 1e15, 1e15, True),
        ("<=", -1.0, 0.0, True),
    ],
)
def test_only_equality_has_a_tolerance(
    comparison: Comparison, recorded_value: float, wanted: float, *, expected: bool
) -> None:
    assert compares(comparison, recorded_value, wanted) is expected


states = st.builds(
    Completion,
    completed=st.booleans(),
    source=st.none(),
    session_id=st.none(),
    is_held_open=st.booleans(),
) | st.builds(
    Completion,
    completed=st.just(value=True),
    source=st.sampled_from(["manual", "target", "children"]),
    session_id=st.none() | st.just("session"),
)
reasons = st.none() | st.builds(Reason, st.sampled_from(["target", "children"]), st.none())


@given(now=states, reason=reasons, evidence_changed=st.booleans())
def test_completion_follows_its_reason_unless_a_person_decided(
    now: Completion, reason: Reason | None, *, evidence_changed: bool
) -> None:
    then = settled(now, reason, evidence_changed=evidence_changed)
    if now.source == "manual":
        assert then == now
    elif now.is_held_open and not evidence_changed:
        assert then == Completion(completed=False, is_held_open=True)
    elif reason is None:
        assert then == Completion(completed=False)
    else:
        assert (then.completed, then.source, then.is_held_open) == (True, reason.source, False)
    assert settled(then, reason, evidence_changed=False) == then


MET = Grounds(targets=2, targets_met=2, last_session_id="session")


def test_a_goal_completes_by_its_targets_once_all_are_met() -> None:
    assert MET.reason == Reason("target", "session")
    assert replace(MET, targets_met=1).reason is None
    assert replace(MET, targets=0, targets_met=0).reason is None


def test_children_count_only_where_the_goal_says_so_and_there_are_some() -> None:
    children = Grounds(completes_with_children=True, children=2, children_completed=2)
    assert children.reason == Reason("children")
    assert replace(children, completes_with_children=False).reason is None
    assert replace(children, children_completed=1).reason is None
    assert replace(children, children=0, children_completed=0).reason is None


def test_targets_come_before_children() -> None:
    both = replace(MET, completes_with_children=True, children=1, children_completed=1)
    assert both.reason == Reason("target", "session")
    assert replace(both, targets_met=1).reason == Reason("children")
