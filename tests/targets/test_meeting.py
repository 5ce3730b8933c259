"""When stored evidence meets a target, and which instance is the first to."""

from datetime import timedelta

from fractal_goals.fractals.models import Goal, PracticeSession
from fractal_goals.practice.models import ActivityInstance, ActivitySet, MetricValue
from fractal_goals.targets.models import Target
from tests.support.gym import START, Gym


class Lift:
    """A goal to lift 100 kg five times in one set."""

    def __init__(self, gym: Gym) -> None:
        self.goal = gym.goal()
        self.activity = gym.activity()
        self.weight = gym.metric(self.activity)
        self.reps = gym.metric(self.activity)
        self.target = gym.target(
            self.goal, self.activity, (self.weight, ">=", 100), (self.reps, ">=", 5)
        )

    def values(self, weight: float, reps: float) -> dict[str, float]:
        """Values of one set."""
        return {self.weight: weight, self.reps: reps}


def test_one_set_must_meet_all_conditions_at_once(gym: Gym) -> None:
    lift = Lift(gym)
    session = gym.session()
    instance = gym.instance(session, lift.activity)
    gym.set(instance, lift.values(100, 3))
    gym.set(instance, lift.values(80, 8))
    gym.finish(session)
    assert gym.met_by(lift.target) is None
    gym.set(instance, lift.values(100, 5))
    assert gym.met_by(lift.target) == instance
    assert gym.source(lift.goal) == "target"
    assert gym.row(Goal, lift.goal).completed_session_id == session


def test_values_outside_sets_count_only_where_there_are_no_sets(gym: Gym) -> None:
    lift = Lift(gym)
    session = gym.session()
    instance = gym.instance(session, lift.activity)
    for metric, value in lift.values(100, 5).items():
        gym.value(instance, metric, value)
    gym.finish(session)
    assert gym.met_by(lift.target) == instance
    empty = gym.set(instance)
    assert gym.met_by(lift.target) is None
    gym.trash(ActivitySet, empty)
    assert gym.met_by(lift.target) == instance


def test_values_in_and_outside_sets_are_never_combined(gym: Gym) -> None:
    lift = Lift(gym)
    session = gym.session()
    instance = gym.instance(session, lift.activity)
    gym.value(instance, lift.reps, 5)
    gym.set(instance, {lift.weight: 100})
    gym.finish(session)
    assert gym.met_by(lift.target) is None


def test_a_metric_without_a_value_is_not_met(gym: Gym) -> None:
    lift = Lift(gym)
    gym.done(lift.activity, {lift.weight: 100})
    assert gym.met_by(lift.target) is None


def test_every_split_that_has_a_value_must_meet_the_condition(gym: Gym) -> None:
    activity = gym.activity()
    metric = gym.metric(activity)
    left, right = gym.split(activity), gym.split(activity)
    target = gym.target(gym.goal(), activity, (metric, ">=", 10))
    session = gym.session()
    instance = gym.instance(session, activity)
    gym.value(instance, metric, 12, split=left)
    gym.finish(session)
    assert gym.met_by(target) == instance
    weaker = gym.value(instance, metric, 9, split=right)
    assert gym.met_by(target) is None
    gym.update(MetricValue, weaker, value=10.0)
    assert gym.met_by(target) == instance


def test_equality_keeps_fractions_and_allows_a_thousandth(gym: Gym) -> None:
    activity = gym.activity()
    metric = gym.metric(activity)
    target = gym.target(gym.goal(), activity, (metric, "=", 7.5))
    value = gym.rows(MetricValue)
    assert value == []
    instance = gym.done(activity, {metric: 8})
    value = gym.rows(MetricValue)
    assert gym.met_by(target) is None
    gym.update(MetricValue, value[0].id, value=7.501)
    assert gym.met_by(target) == instance
    gym.update(MetricValue, value[0].id, value=7.502)
    assert gym.met_by(target) is None


def test_only_finished_instances_count_by_themselves_or_by_their_session(gym: Gym) -> None:
    lift = Lift(gym)
    session = gym.session()
    instance = gym.instance(session, lift.activity)
    gym.set(instance, lift.values(100, 5))
    assert gym.met_by(lift.target) is None
    gym.update(ActivityInstance, instance, completed=True)
    assert gym.met_by(lift.target) == instance
    gym.update(ActivityInstance, instance, completed=False)
    assert gym.met_by(lift.target) is None
    gym.finish(session)
    assert gym.met_by(lift.target) == instance
    gym.unfinish(session)
    assert gym.met_by(lift.target) is None


def test_the_first_is_the_earliest_session_and_another_takes_its_place(gym: Gym) -> None:
    lift = Lift(gym)
    second = gym.done(lift.activity, lift.values(100, 5), day=2)
    assert gym.met_by(lift.target) == second
    first = gym.done(lift.activity, lift.values(100, 5), day=1)
    assert gym.met_by(lift.target) == first
    gym.done(lift.activity, lift.values(120, 9), day=3)
    deletion = gym.trash(PracticeSession, gym.row(ActivityInstance, first).practice_session_id)
    assert gym.met_by(lift.target) == second
    goal = gym.row(Goal, lift.goal)
    assert goal.completed_session_id == gym.row(ActivityInstance, second).practice_session_id
    gym.restore(deletion)
    assert gym.met_by(lift.target) == first


def test_a_session_without_a_start_happened_when_it_was_made(gym: Gym) -> None:
    lift = Lift(gym)
    planned = gym.session(session_start=None, created_at=START)
    instance = gym.instance(planned, lift.activity)
    gym.set(instance, lift.values(100, 5))
    gym.finish(planned)
    later = gym.done(lift.activity, lift.values(100, 5), day=1)
    assert gym.met_by(lift.target) == instance
    gym.update(PracticeSession, planned, session_start=START + timedelta(days=2))
    assert gym.met_by(lift.target) == later


def test_within_a_session_the_order_of_its_instances_decides(gym: Gym) -> None:
    lift = Lift(gym)
    session = gym.session()
    one, two = (gym.instance(session, lift.activity, sort_order=order) for order in (1, 2))
    for instance in (one, two):
        gym.set(instance, lift.values(100, 5))
    gym.finish(session)
    assert gym.met_by(lift.target) == one
    gym.update(ActivityInstance, two, sort_order=0)
    assert gym.met_by(lift.target) == two


def test_trashing_any_part_of_the_evidence_takes_it_away_and_restoring_brings_it_back(
    gym: Gym,
) -> None:
    lift = Lift(gym)
    session = gym.session()
    instance = gym.instance(session, lift.activity)
    made = gym.set(instance, lift.values(100, 5))
    gym.finish(session)
    value = next(row for row in gym.rows(MetricValue) if row.metric_definition_id == lift.reps)
    for model, row_id in (
        (PracticeSession, session),
        (ActivityInstance, instance),
        (ActivitySet, made),
        (MetricValue, value.id),
    ):
        assert gym.source(lift.goal) == "target"
        deletion = gym.trash(model, row_id)
        assert gym.met_by(lift.target) is None, model
        assert gym.source(lift.goal) is None, model
        gym.restore(deletion)
        assert gym.met_by(lift.target) == instance, model


def test_what_was_practised_before_meets_a_new_target_at_once(gym: Gym) -> None:
    activity = gym.activity()
    metric = gym.metric(activity)
    instance = gym.done(activity, {metric: 10})
    goal = gym.goal()
    target = gym.target(goal, activity, (metric, ">=", 10))
    assert gym.met_by(target) == instance
    assert gym.source(goal) == "target"


def test_a_trashed_target_is_not_asked_of_its_goal(gym: Gym) -> None:
    lift = Lift(gym)
    harder = gym.target(lift.goal, lift.activity, (lift.weight, ">=", 200))
    gym.done(lift.activity, lift.values(100, 5))
    assert gym.source(lift.goal) is None
    deletion = gym.trash(Target, harder)
    assert gym.source(lift.goal) == "target"
    gym.restore(deletion)
    assert gym.source(lift.goal) is None


def test_a_goal_completes_in_the_session_that_met_its_last_target(gym: Gym) -> None:
    lift = Lift(gym)
    gym.target(lift.goal, lift.activity, (lift.weight, ">=", 120))
    gym.done(lift.activity, lift.values(100, 5), day=1)
    assert gym.source(lift.goal) is None
    last = gym.done(lift.activity, lift.values(120, 1), day=2)
    gym.done(lift.activity, lift.values(130, 8), day=3)
    goal = gym.row(Goal, lift.goal)
    assert goal.completed_session_id == gym.row(ActivityInstance, last).practice_session_id


def test_evidence_of_another_fractal_does_not_count(gym: Gym) -> None:
    other = Gym(gym.database, gym.actor.user_id)
    for one in (gym, other):
        activity = one.activity()
        metric = one.metric(activity)
        target = one.target(one.goal(), activity, (metric, ">=", 1))
        assert one.met_by(target) is None
    other.done(activity, {metric: 1})
    assert all(row.met_instance_id is None for row in gym.rows(Target))
    assert all(row.met_instance_id is not None for row in other.rows(Target))
