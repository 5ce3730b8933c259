"""A metric's series: every living value once, oldest first, in the person's days."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

import msgspec
import pytest

from fractal_goals.activities.models import MetricDefinition
from fractal_goals.fractals.models import PracticeSession
from fractal_goals.insights.queries.series import metric_series
from fractal_goals.kit.errors import Invalid, NotFound
from fractal_goals.practice.models import ActivityInstance, ActivitySet, MetricValue
from tests.support.api import FractalApi, new_fractal
from tests.support.gym import Gym, House
from tests.support.statements import asked_for, plan


@pytest.fixture(autouse=True)
def _at_greenwich(house: House) -> None:
    house.lives_in("UTC")


def series(gym: Gym, metric: str, **span: str) -> Any:
    """The decoded series."""
    return msgspec.json.decode(gym.read(lambda work: metric_series(work, metric, **span)))


def numbers(gym: Gym, metric: str, **span: str) -> list[float]:
    """The values of a series."""
    return [item["value"] for item in series(gym, metric, **span)["items"]]


def test_values_in_and_outside_of_sets_stand_once_each_oldest_first(gym: Gym) -> None:
    activity = gym.activity()
    metric, other = gym.metric(activity), gym.metric(activity)
    split = gym.split(activity)
    later, earlier = gym.session(2), gym.session(1)
    instance = gym.instance(later, activity)
    gym.set(instance, {metric: 30, other: 1})
    gym.value(instance, metric, 40)
    first = gym.instance(earlier, activity)
    value = gym.value(first, metric, 20, split=split)
    found = series(gym, metric)
    assert sorted(item["value"] for item in found["items"][1:]) == [30, 40]
    name = next(row.name for row in gym.rows(PracticeSession) if row.id == earlier)
    oldest = found["items"][0]
    assert oldest["split"].startswith("Split")
    assert oldest == {
        "id": value,
        "instant": "2026-01-06T09:00:00Z",
        "value": 20,
        "session_id": earlier,
        "session": name,
        "activity_instance_id": first,
        "set_id": None,
        "set_order": None,
        "split_definition_id": split,
        "split": oldest["split"],
    }
    assert found["next_cursor"] is None
    assert numbers(gym, metric, split_id=split) == [20]
    assert numbers(gym, metric, split_id="nowhere") == []


def test_sets_stand_in_their_order(gym: Gym) -> None:
    activity = gym.activity()
    metric = gym.metric(activity)
    instance = gym.instance(gym.session(), activity)
    sets = [gym.set(instance, {metric: value}) for value in (5, 4, 3)]
    for order, one in enumerate(reversed(sets)):
        gym.update(ActivitySet, one, sort_order=order)
    assert numbers(gym, metric) == [3, 4, 5]


def test_nothing_that_lies_in_the_trash_is_in_a_series(gym: Gym) -> None:
    activity = gym.activity()
    metric = gym.metric(activity)
    session = gym.session()
    instance = gym.instance(session, activity)
    made = gym.set(instance, {metric: 1})
    value = gym.rows(MetricValue)[0].id
    for model, row_id in (
        (MetricValue, value),
        (ActivitySet, made),
        (ActivityInstance, instance),
        (PracticeSession, session),
    ):
        assert numbers(gym, metric) == [1]
        deletion = gym.trash(model, row_id)
        assert numbers(gym, metric) == [], model
        gym.restore(deletion)


def test_a_retired_metric_is_still_shown_and_a_trashed_one_is_not_there(gym: Gym) -> None:
    activity = gym.activity()
    metric = gym.metric(activity, unit="bpm", higher_is_better=False)
    gym.done(activity, {metric: 1})
    gym.update(MetricDefinition, metric, is_active=False)
    found = series(gym, metric)["metric"]
    assert (found["id"], found["unit"]) == (metric, "bpm")
    assert (found["is_active"], found["higher_is_better"]) == (False, False)
    deletion = gym.trash(MetricDefinition, metric)
    with pytest.raises(NotFound):
        series(gym, metric)
    gym.restore(deletion)
    assert numbers(gym, metric) == [1]


def test_a_value_counts_for_the_day_on_which_its_session_began(house: House, gym: Gym) -> None:
    activity = gym.activity()
    metric = gym.metric(activity)
    house.lives_in("America/Los_Angeles", 4)
    # At 03:30 in the night to the 11th it is still the 10th for this person.
    night = datetime(2026, 1, 11, 11, 30, tzinfo=UTC)
    session = gym.session(session_start=night)
    instance = gym.instance(session, activity, time_start=night.replace(hour=12, minute=30))
    gym.value(instance, metric, 7)
    days = {day: {"start": day, "end": day} for day in ("2026-01-10", "2026-01-11")}
    assert numbers(gym, metric, **days["2026-01-10"]) == [7]
    assert numbers(gym, metric, **days["2026-01-11"]) == []
    assert numbers(gym, metric, start="2026-01-11T11:30:00Z") == [7]
    assert numbers(gym, metric, end="2026-01-11T11:29:59Z") == []


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13-01", "2026-01-01T10:00:00", "0001-01-01"]
)
def test_a_span_that_cannot_be_read_is_refused_by_name(gym: Gym, text: str) -> None:
    metric = gym.metric(gym.activity())
    if text == "":
        assert numbers(gym, metric, start=text) == []
        return
    for name, pointer in (("start", "/from"), ("end", "/to")):
        with pytest.raises(Invalid) as refused:
            series(gym, metric, **{name: text})
        assert refused.value.errors[0].pointer == pointer


def test_a_series_is_one_statement_that_reads_the_metrics_own_index(gym: Gym) -> None:
    activity = gym.activity()
    metric, other = gym.metric(activity), gym.metric(activity)
    for day in range(3):
        gym.done(activity, {metric: day, other: day}, day)
    few = asked_for(partial(series, gym, metric))
    for day in range(20):
        gym.done(activity, {metric: day, other: day}, day)
    many = asked_for(partial(series, gym, metric))
    assert len(few) == len(many) == 2, "one to enter the fractal, one to read"
    assert "ix_metric_values_metric" in plan(gym.database.engine, many[1])


def test_a_metric_of_another_fractal_is_not_there(fractal: FractalApi) -> None:
    made = fractal.make("/activities", name="Scales", metrics=[{"name": "Tempo"}])
    path = f"/metrics/{made['metrics'][0]['id']}/values"
    assert fractal.read(path)["items"] == []
    assert new_fractal(fractal.client).refusal("GET", path)[:2] == (404, "not_found")
    assert fractal.refusal("GET", "/metrics/nowhere/values")[:2] == (404, "not_found")
    assert fractal.refusal("GET", f"{path}?from=now") == (422, "invalid", "/from")
