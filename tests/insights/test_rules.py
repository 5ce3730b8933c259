"""A trend is only told where there is enough to tell it, and in the metric's own direction."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fractal_goals.insights.rules import Sitting, sittings_of, trend

START = datetime(2026, 1, 1, tzinfo=UTC)
VALUES = st.lists(st.integers(0, 1000).map(float), min_size=6, max_size=60)


def weekly(values: list[float], days: float = 7) -> list[Sitting]:
    return [Sitting(START + timedelta(days=days * at), value) for at, value in enumerate(values)]


def test_without_values_nothing_is_said() -> None:
    found = trend([], higher_is_better=True)
    assert found.verdict == "none"
    assert found.is_thin
    assert found.change is None


def test_few_sessions_are_thin_however_far_apart_their_values() -> None:
    found = trend(weekly([10, 20, 40, 80, 160]), higher_is_better=True)
    assert found.verdict == "thin"
    assert found.change is None
    assert found.best == 160


def test_many_sessions_within_a_few_days_are_thin() -> None:
    assert trend(weekly([float(at) for at in range(20)], 0.5), higher_is_better=True).is_thin


def test_steady_growth_is_better_or_worse_by_the_metrics_direction() -> None:
    rising = weekly([float(60 + 2 * at) for at in range(12)])
    up = trend(rising, higher_is_better=True)
    assert (up.verdict, up.change, up.best, up.last) == ("better", 16, 82, 82)
    assert round(up.weeks) == 11
    down = trend(rising, higher_is_better=False)
    assert (down.verdict, down.change, down.best) == ("worse", 16, 60)


def test_one_good_day_makes_no_trend() -> None:
    found = trend(weekly([60, 61, 60, 61, 60, 61, 60, 61, 120]), higher_is_better=True)
    assert found.verdict == "steady"
    assert found.best == 120


@given(values=VALUES, higher=st.booleans())
def test_turning_direction_and_values_upside_down_gives_the_same_verdict(
    *, values: list[float], higher: bool
) -> None:
    one = trend(weekly(values), higher_is_better=higher)
    other = trend(weekly([-value for value in values]), higher_is_better=not higher)
    assert one.verdict == other.verdict


@given(
    points=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 99)), max_size=40),
    higher=st.booleans(),
)
def test_a_session_counts_once_with_its_best_value(
    *, points: list[tuple[int, int]], higher: bool
) -> None:
    given_points = [
        (START + timedelta(days=session, minutes=at), str(session), float(value))
        for at, (session, value) in enumerate(points)
    ]
    found = sittings_of(given_points, higher_is_better=higher)
    best = max if higher else min
    expected = {session: best(v for s, v in points if s == session) for session, _ in points}
    assert [sitting.best for sitting in found] == [expected[key] for key in sorted(expected)]
