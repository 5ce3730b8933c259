"""Where a goal may stand, how siblings are ordered, when a deadline may be."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractal_goals.fractals.rules import (
    LEVELS,
    SESSION,
    check_deadline,
    check_no_cycle,
    check_parent,
    is_neglected,
    legal_children,
    reordered,
)
from fractal_goals.kit.errors import Invalid

LEVEL = st.sampled_from(LEVELS)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
NAMES = st.lists(st.text("abcdef", min_size=1, max_size=2), unique=True, min_size=1)


def refusal(check: Callable[[], None]) -> Invalid | None:
    """How a rule refuses, or None where it does not."""
    try:
        check()
    except Invalid as error:
        return error
    return None


def is_legal(child: str, parent: str) -> bool:
    """Whether the rule lets a goal stand there."""
    return refusal(lambda: check_parent(child, parent)) is None


def test_the_places_of_each_level_are_those_of_the_domain() -> None:
    above_short_term = {"UltimateGoal", "LongTermGoal", "MidTermGoal"}
    expected = {
        "UltimateGoal": set(),
        "LongTermGoal": {"UltimateGoal"},
        "MidTermGoal": {"UltimateGoal", "LongTermGoal"},
        "ShortTermGoal": above_short_term,
        "ImmediateGoal": {"ShortTermGoal", SESSION},
        "MicroGoal": {"ImmediateGoal"},
        "NanoGoal": {"MicroGoal"},
    }
    for child, parents in expected.items():
        assert {parent for parent in (*LEVELS, SESSION) if is_legal(child, parent)} == parents
    assert legal_children(SESSION) == ["ImmediateGoal"]


@given(LEVEL, LEVEL)
def test_a_refusal_names_both_levels_and_where_the_goal_may_go(child: str, parent: str) -> None:
    error = refusal(lambda: check_parent(child, parent))
    if error is not None:
        assert (error.code, error.errors[0].pointer) == ("illegal_parent", "/parent_id")
        assert child in error.detail
        assert parent in error.detail


@given(st.lists(LEVEL, min_size=2, max_size=8))
def test_along_a_legal_path_the_level_strictly_falls(path: list[str]) -> None:
    steps = list(zip(path[1:], path, strict=False))
    if all(is_legal(child, parent) for child, parent in steps):
        depths = [LEVELS.index(level) for level in path]
        assert depths == sorted(set(depths))


@given(st.data(), st.integers(1, 12))
def test_a_goal_never_moves_into_its_own_subtree(data: st.DataObject, size: int) -> None:
    parents: dict[str, str | None] = {"0": None}
    for number in range(1, size):
        parents[str(number)] = str(data.draw(st.integers(0, number - 1)))
    moved, target = (data.draw(st.sampled_from(sorted(parents))) for _ in range(2))
    above, step = {target}, parents[target]
    while step is not None:
        above.add(step)
        step = parents[step]
    error = refusal(lambda: check_no_cycle(moved, target, parents))
    assert (error is not None) == (moved in above)
    assert error is None or error.code == "cycle"


@given(NAMES, st.integers(0, 20) | st.none(), st.data())
def test_reordering_moves_one_and_keeps_the_rest_in_order(
    siblings: list[str], position: int | None, data: st.DataObject
) -> None:
    moved = data.draw(st.sampled_from(siblings) | st.just("new"))
    order = reordered(siblings, moved, position)
    rest = [one for one in siblings if one != moved]
    assert [one for one in order if one != moved] == rest
    assert order.count(moved) == 1
    last = len(rest)
    assert order.index(moved) == (last if position is None else min(position, last))


@given(DAYS, st.integers(-3, 3))
def test_a_deadline_is_today_or_later(today: date, days: int) -> None:
    deadline = today + timedelta(days)
    if days >= 0:
        check_deadline(deadline, today)
    else:
        with pytest.raises(Invalid) as caught:
            check_deadline(deadline, today)
        assert caught.value.errors[0].pointer == "/deadline"
    check_deadline(None, today)


@given(LEVEL, st.integers(0, 60))
def test_only_open_goals_that_practice_serves_are_neglected(level: str, idle: int) -> None:
    today = date(2026, 1, 31)
    since = today - timedelta(idle)
    found = is_neglected(level, completed=False, since=since, today=today)
    assert found == (idle > 21 and LEVELS.index(level) <= 3)
    assert not is_neglected(level, completed=True, since=since, today=today)
