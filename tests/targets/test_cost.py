"""What settling costs: nothing where nothing relevant changed, and never more for more rows."""

from collections.abc import Callable
from typing import Any

import pytest

from fractal_goals.fractals.models import Goal, PracticeSession
from fractal_goals.infra.work import Model, Work, one
from fractal_goals.kit.ids import new_id
from fractal_goals.practice.models import ActivityInstance, ActivitySet, MetricValue
from tests.support.gym import Gym
from tests.support.statements import Statement, statements

Write = Callable[[Work], Any]


def settling(gym: Gym, write: Write) -> list[Statement]:
    """The statements that settling adds to a write."""

    def run(work: Work) -> list[Statement]:
        write(work)
        with statements() as found:
            work.settle()
        return found

    return gym.write(run)


def updating(model: Model, row_id: str, **values: Any) -> Write:
    """A write that changes one row."""

    def write(work: Work) -> None:
        row = work.first(one(model), id=row_id)
        assert row is not None
        work.update(model, row, **values)

    return write


@pytest.fixture
def practice(gym: Gym) -> dict[str, str]:
    """A goal with a target, two levels above it that follow, and a running session."""
    top = gym.goal(type_="LongTermGoal", completes_with_children=True)
    middle = gym.goal(top, "MidTermGoal", completes_with_children=True)
    goal = gym.goal(middle)
    activity = gym.activity()
    metric = gym.metric(activity)
    gym.target(goal, activity, (metric, ">=", 10))
    session = gym.session()
    instance = gym.instance(session, activity)
    return {
        "top": top,
        "goal": goal,
        "activity": activity,
        "metric": metric,
        "session": session,
        "instance": instance,
    }


def test_a_change_that_is_no_evidence_costs_nothing(gym: Gym, practice: dict[str, str]) -> None:
    goal, session, instance = (practice[name] for name in ("goal", "session", "instance"))
    for write in (
        updating(Goal, goal, name="Another name", deadline=None, sort_order=3),
        updating(PracticeSession, session, notes="Slow", focus_score=7),
        updating(ActivityInstance, instance, notes="Slow", time_start=None),
        lambda work: work.insert(PracticeSession, id=new_id(), name="Next"),
        lambda work: work.insert(
            ActivityInstance,
            id=new_id(),
            practice_session_id=session,
            activity_definition_id=practice["activity"],
        ),
    ):
        assert settling(gym, write) == []


def test_logging_a_set_in_a_running_session_costs_one_statement(
    gym: Gym, practice: dict[str, str]
) -> None:
    def log(work: Work) -> None:
        of = {"activity_instance_id": practice["instance"]}
        set_id = new_id()
        work.insert(ActivitySet, id=set_id, **of)
        work.insert(
            MetricValue,
            id=new_id(),
            **of,
            activity_set_id=set_id,
            metric_definition_id=practice["metric"],
            value=12.0,
        )

    assert len(settling(gym, log)) == 1


def test_finishing_costs_the_same_however_much_it_completes(
    gym: Gym, practice: dict[str, str]
) -> None:
    """Which targets, which evidence, their update, which goals, their update."""
    costs = []
    for times in (1, 12):
        for _ in range(times):
            goal = gym.goal(practice["top"])
            gym.target(goal, practice["activity"], (practice["metric"], ">=", 10))
            instance = gym.instance(practice["session"], practice["activity"])
            gym.value(instance, practice["metric"], 12)
        finish = updating(PracticeSession, practice["session"], completed=True)
        costs.append(len(settling(gym, finish)))
        reopen = updating(PracticeSession, practice["session"], completed=False)
        costs.append(len(settling(gym, reopen)))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 9
