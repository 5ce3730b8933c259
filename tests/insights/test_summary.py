"""Totals of a span: everything once, nothing from the trash, by the person's own days."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fractal_goals.activities.models import ActivityDefinition, MetricDefinition
from fractal_goals.fractals.models import Goal, PracticeSession
from fractal_goals.insights.queries.summary import summary
from fractal_goals.kit.clock import person_day
from fractal_goals.practice.models import ActivityInstance, ActivitySet, MetricValue
from tests.support.api import FractalApi
from tests.support.gym import START, Gym, House
from tests.support.statements import asked_for


@pytest.fixture(autouse=True)
def _at_greenwich(house: House) -> None:
    house.lives_in("UTC")


def totals(gym: Gym, **span: str) -> Any:
    """The decoded summary."""
    return msgspec.json.decode(gym.read(lambda work: summary(work, **span)))


def metric_totals(gym: Gym, **span: str) -> dict[str, tuple[Any, ...]]:
    """What a summary says of each metric, by its id."""
    return {
        one["id"]: tuple(one[name] for name in ("count", "sum", "min", "max", "last"))
        for activity in totals(gym, **span)["activities"]
        for one in activity["metrics"]
    }


def test_an_empty_fractal_adds_up_to_nothing(gym: Gym) -> None:
    assert totals(gym) == {
        "sessions": 0,
        "seconds": 0,
        "goals_completed": 0,
        "activities": [],
        "days": [],
    }


def test_every_value_counts_once_in_a_set_or_outside(gym: Gym) -> None:
    activity = gym.activity()
    metric, other = gym.metric(activity), gym.metric(activity)
    splits = [gym.split(activity) for _ in range(2)]
    session = gym.session(1)
    one, two = (gym.instance(session, activity, duration_seconds=60) for _ in range(2))
    gym.set(one, {metric: 10, other: 3})
    gym.set(one, {metric: 20, other: 4})
    gym.value(one, metric, 5)
    for split in splits:
        gym.value(two, metric, 1, split=split)
    gym.finish(session, seconds=1000)
    gym.done(activity, {metric: 7}, day=0)
    found = totals(gym)
    assert (found["sessions"], found["seconds"]) == (2, 1600)
    assert [(row["instances"], row["seconds"]) for row in found["activities"]] == [(3, 120)]
    numbers = metric_totals(gym)
    assert numbers[metric][:4] == (6, 44, 1, 20)
    assert numbers[other] == (2, 7, 3, 4, 4)


def test_the_last_value_is_that_of_the_latest_session_not_the_latest_entry(gym: Gym) -> None:
    activity = gym.activity()
    metric = gym.metric(activity)
    gym.done(activity, {metric: 7}, day=5)
    gym.done(activity, {metric: 99}, day=1)
    assert metric_totals(gym)[metric] == (2, 106, 7, 99, 7)


def test_activities_stand_by_name_and_each_with_its_own_metrics(gym: Gym) -> None:
    made = {}
    for name in ("b", "A", "c"):
        activity = gym.activity()
        gym.update(ActivityDefinition, activity, name=name)
        made[name] = gym.metric(activity)
        gym.done(activity, {made[name]: 1})
    found = totals(gym)["activities"]
    assert [row["name"] for row in found] == ["A", "b", "c"]
    assert [[one["id"] for one in row["metrics"]] for row in found] == [
        [made["A"]],
        [made["b"]],
        [made["c"]],
    ]


def test_what_is_only_planned_is_no_practice(gym: Gym) -> None:
    activity = gym.activity()
    metric = gym.metric(activity)
    planned = gym.session(session_start=None, created_at=START)
    instance = gym.instance(planned, activity)
    assert totals(gym)["sessions"] == 0
    assert totals(gym)["activities"] == []
    gym.value(instance, metric, 3)
    assert totals(gym)["sessions"] == 1
    assert metric_totals(gym) == {metric: (1, 3, 3, 3, 3)}
    finished = gym.session(session_start=None, created_at=START)
    gym.finish(finished, seconds=60)
    found = totals(gym)
    assert (found["sessions"], found["seconds"]) == (2, 60)
    assert found["days"] == [{"day": "2026-01-05", "sessions": 2, "seconds": 60}]


def test_nothing_that_lies_in_the_trash_is_counted(gym: Gym) -> None:
    activity = gym.activity()
    metric = gym.metric(activity)
    goal = gym.goal()
    gym.complete(goal)
    session = gym.session()
    instance = gym.instance(session, activity)
    made = gym.set(instance, {metric: 4})
    gym.finish(session)
    full = totals(gym)
    assert metric_totals(gym) == {metric: (1, 4, 4, 4, 4)}
    assert full["goals_completed"] == 1
    for model, row_id, gone in (
        (MetricValue, gym.rows(MetricValue)[0].id, "metrics"),
        (ActivitySet, made, "metrics"),
        (MetricDefinition, metric, "metrics"),
        (ActivityInstance, instance, "activities"),
        (PracticeSession, session, "sessions"),
        (Goal, goal, "goals"),
    ):
        deletion = gym.trash(model, row_id)
        found = totals(gym)
        assert (metric_totals(gym) == {}) == (gone != "goals"), model
        assert (found["activities"] == []) == (gone in {"activities", "sessions"}), model
        assert (found["sessions"], len(found["days"])) == ((0, 0) if gone == "sessions" else (1, 1))
        assert found["goals_completed"] == (0 if gone == "goals" else 1)
        gym.restore(deletion)
        assert totals(gym) == full


def test_goals_count_in_the_span_in_which_they_were_completed(gym: Gym) -> None:
    for _ in range(2):
        gym.complete(gym.goal())
    late = gym.goal()
    gym.complete(late)
    gym.update(Goal, late, completed_at=START)
    assert totals(gym)["goals_completed"] == 3
    assert totals(gym, end="2026-01-05")["goals_completed"] == 1


ZONES = ["UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kolkata"]
# Around both changes of the clock in Europe and America, and new year.
EDGES = [datetime(2026, *day, tzinfo=UTC) for day in ((3, 8), (3, 29), (10, 25), (11, 1), (1, 1))]
minutes = st.integers(-36 * 60, 36 * 60)


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    zone=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    edge=st.sampled_from(EDGES),
    offsets=st.lists(minutes, min_size=1, max_size=5),
)
def test_days_add_up_to_the_span_and_agree_with_its_filter(
    *, house: House, zone: str, hour: int, edge: datetime, offsets: list[int]
) -> None:
    house.lives_in(zone, hour)
    gym = house.gym()
    starts = [edge + timedelta(minutes=offset) for offset in offsets]
    for start in starts:
        gym.finish(gym.session(session_start=start), seconds=60)
    days = {one["day"]: one for one in totals(gym)["days"]}
    assert list(days) == sorted(days)
    for start in starts:
        assert person_day(start, zone, hour).isoformat() in days
    for day, one in days.items():
        found = totals(gym, start=day, end=day)
        assert found["days"] == [one]
        assert (found["sessions"], found["seconds"]) == (one["sessions"], one["seconds"])
    assert sum(one["sessions"] for one in days.values()) == len(starts)


def test_an_hour_that_the_clock_repeats_or_leaves_out_belongs_to_one_day(
    house: House, gym: Gym
) -> None:
    house.lives_in("Europe/Berlin", 2)
    for text in ("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-03-29T01:00:00Z"):
        gym.finish(gym.session(session_start=datetime.fromisoformat(text)))
    assert [(one["day"], one["sessions"]) for one in totals(gym)["days"]] == [
        ("2026-03-29", 1),
        ("2026-10-25", 2),
    ]
    assert totals(gym, start="2026-10-25", end="2026-10-25")["sessions"] == 2
    assert totals(gym, start="2026-03-29", end="2026-03-29")["sessions"] == 1


def test_a_summary_costs_the_same_however_much_there_is(gym: Gym) -> None:
    costs = []
    for times in (2, 10):
        for day in range(times):
            activity = gym.activity()
            gym.done(activity, {gym.metric(activity): 1}, day)
        costs.append(len(asked_for(partial(totals, gym))))
    assert costs == [3, 3], "one to enter the fractal, the totals, the days"


def test_the_summary_over_http_takes_days_and_names_a_wrong_one(fractal: FractalApi) -> None:
    fractal.make("/sessions", name="Late", session_start="2026-01-31T23:30:00Z")
    assert fractal.read("/summary")["sessions"] == 1
    span = {"from": "2026-01-31", "to": "2026-01-31"}
    assert fractal.read("/summary", **span)["days"] == [
        {"day": "2026-01-31", "sessions": 1, "seconds": 0}
    ]
    assert fractal.read("/summary", **{"from": "2026-02-01"})["days"] == []
    assert fractal.refusal("GET", "/summary?to=2026-02-30") == (422, "invalid", "/to")
