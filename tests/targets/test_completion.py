"""Goals complete and reopen by themselves, unless a person decided otherwise."""

import pytest

from fractal_goals.fractals.commands.trash import restore_fractal, trash_fractal
from fractal_goals.fractals.models import Goal, PracticeSession
from fractal_goals.practice.models import ActivityInstance, MetricValue
from fractal_goals.targets.models import Target, TargetCondition
from tests.support.gym import Gym


class Aim:
    """A goal with one target: at least 10."""

    def __init__(self, gym: Gym, parent: str = "", **options: bool) -> None:
        self.gym = gym
        self.goal = gym.goal(parent, **options)
        self.activity = gym.activity()
        self.metric = gym.metric(self.activity)
        self.target = gym.target(self.goal, self.activity, (self.metric, ">=", 10))

    def practise(self, value: float = 10, day: float = 0) -> str:
        """A finished session with this value; its instance."""
        return self.gym.done(self.activity, {self.metric: value}, day)

    @property
    def source(self) -> str | None:
        """What completed the goal."""
        return self.gym.source(self.goal)

    def value_of(self, instance: str) -> str:
        """The id of the value of an instance."""
        rows = self.gym.rows(MetricValue)
        return str(next(row.id for row in rows if row.activity_instance_id == instance))


def family(gym: Gym) -> tuple[str, str, list[str]]:
    """A long-term and a mid-term goal that complete with their children, and two of these."""
    top = gym.goal(type_="LongTermGoal", completes_with_children=True)
    middle = gym.goal(top, "MidTermGoal", completes_with_children=True)
    return top, middle, [gym.goal(middle), gym.goal(middle)]


def test_a_goal_completes_with_its_last_child_and_so_do_those_above(gym: Gym) -> None:
    top, middle, (one, two) = family(gym)
    gym.complete(one)
    assert gym.source(middle) is None
    gym.complete(two)
    assert (gym.source(middle), gym.source(top)) == ("children", "children")
    assert gym.source(gym.root) is None


def test_reopening_a_child_reopens_everything_above_that_completed_by_itself(gym: Gym) -> None:
    top, middle, (one, two) = family(gym)
    gym.complete(one)
    gym.complete(two)
    gym.reopen(one)
    assert (gym.source(middle), gym.source(top)) == (None, None)


def test_a_target_met_deep_down_completes_the_way_up_in_one_write(gym: Gym) -> None:
    top = gym.goal(type_="LongTermGoal", completes_with_children=True)
    aim = Aim(gym, top)
    instance = aim.practise()
    assert (aim.source, gym.source(top)) == ("target", "children")
    assert gym.row(Goal, top).completed_session_id is None
    completed_at = {gym.row(Goal, goal).completed_at for goal in (aim.goal, top)}
    assert len(completed_at) == 1
    gym.update(MetricValue, aim.value_of(instance), value=9.0)
    assert (aim.source, gym.source(top)) == (None, None)


def test_what_happens_to_children_is_nothing_to_a_goal_that_does_not_say_so(gym: Gym) -> None:
    parent = gym.goal(type_="LongTermGoal")
    child = gym.goal(parent)
    gym.complete(child)
    assert gym.source(parent) is None
    gym.update(Goal, parent, completes_with_children=True)
    assert gym.source(parent) == "children"
    gym.update(Goal, parent, completes_with_children=False)
    assert gym.source(parent) is None


def test_a_goal_without_children_does_not_complete_through_them(gym: Gym) -> None:
    parent = gym.goal(type_="LongTermGoal", completes_with_children=True)
    child = gym.goal(parent)
    gym.complete(child)
    deletion = gym.trash(Goal, child)
    assert gym.source(parent) is None
    gym.restore(deletion)
    assert gym.source(parent) == "children"


def test_a_new_child_reopens_and_trashing_it_completes(gym: Gym) -> None:
    _, middle, (one, two) = family(gym)
    gym.complete(one)
    gym.complete(two)
    late = gym.goal(middle)
    assert gym.source(middle) is None
    gym.trash(Goal, late)
    assert gym.source(middle) == "children"


def test_moving_a_child_settles_its_old_and_its_new_parent(gym: Gym) -> None:
    _, middle, (one, two) = family(gym)
    other = gym.goal(type_="MidTermGoal", completes_with_children=True)
    gym.complete(gym.goal(other))
    gym.complete(one)
    assert (gym.source(middle), gym.source(other)) == (None, "children")
    gym.move(two, other)
    assert (gym.source(middle), gym.source(other)) == ("children", None)


def test_what_a_person_completed_stays_whatever_happens(gym: Gym) -> None:
    aim = Aim(gym, completes_with_children=True)
    gym.complete(aim.goal)
    instance = aim.practise()
    assert aim.source == "manual"
    gym.update(MetricValue, aim.value_of(instance), value=1.0)
    child = gym.goal(aim.goal, "ImmediateGoal")
    gym.complete(child)
    gym.reopen(child)
    gym.trash(ActivityInstance, instance)
    gym.trash(Target, aim.target)
    assert aim.source == "manual"


def test_a_manual_child_keeps_its_parent_complete(gym: Gym) -> None:
    parent = gym.goal(type_="LongTermGoal", completes_with_children=True)
    aim = Aim(gym, parent)
    gym.complete(aim.goal)
    instance = aim.practise(value=1)
    gym.trash(ActivityInstance, instance)
    assert (aim.source, gym.source(parent)) == ("manual", "children")


def test_where_one_reason_goes_and_another_stays_the_goal_stays_complete(gym: Gym) -> None:
    aim = Aim(gym, completes_with_children=True)
    child = gym.goal(aim.goal, "ImmediateGoal")
    gym.complete(child)
    assert aim.source == "children"
    since = gym.row(Goal, aim.goal).completed_at
    instance = aim.practise()
    assert aim.source == "target"
    gym.trash(ActivityInstance, instance)
    assert aim.source == "children"
    assert gym.row(Goal, aim.goal).completed_at == since
    assert gym.row(Goal, aim.goal).completed_session_id is None


@pytest.mark.parametrize("evidence", ["value", "instance", "target", "condition"])
def test_a_person_reopens_until_the_evidence_changes(gym: Gym, evidence: str) -> None:
    aim = Aim(gym)
    instance = aim.practise()
    gym.reopen(aim.goal)
    assert aim.source is None
    gym.update(Goal, aim.goal, name="Another name", sort_order=7)
    gym.update(Target, aim.target, name="Another name")
    gym.update(ActivityInstance, instance, notes="Heavy")
    running = gym.session(3)
    unfinished = gym.instance(running, aim.activity)
    gym.value(unfinished, aim.metric, 99)
    other = Aim(gym)
    other.practise()
    assert aim.source is None
    assert gym.row(Goal, aim.goal).is_held_open
    if evidence == "value":
        gym.update(MetricValue, aim.value_of(instance), value=11.0)
    elif evidence == "instance":
        gym.update(ActivityInstance, unfinished, completed=True)
    elif evidence == "target":
        gym.target(aim.goal, aim.activity, (aim.metric, ">=", 9))
    else:
        rows = gym.rows(TargetCondition)
        mine = next(row for row in rows if row.target_id == aim.target)
        gym.update(TargetCondition, mine.id, value=9.0)
    assert aim.source == "target"
    assert not gym.row(Goal, aim.goal).is_held_open


def test_evidence_that_goes_ends_the_hold_too(gym: Gym) -> None:
    aim = Aim(gym)
    instance = aim.practise()
    gym.reopen(aim.goal)
    deletion = gym.trash(ActivityInstance, instance)
    assert not gym.row(Goal, aim.goal).is_held_open
    gym.restore(deletion)
    assert aim.source == "target"


def test_a_parent_is_held_open_until_a_child_changes(gym: Gym) -> None:
    top, middle, (one, two) = family(gym)
    gym.complete(one)
    gym.complete(two)
    gym.reopen(middle)
    assert (gym.source(middle), gym.source(top)) == (None, None)
    gym.update(Goal, one, name="Another name")
    assert gym.source(middle) is None
    gym.trash(Goal, one)
    assert (gym.source(middle), gym.source(top)) == ("children", "children")


def test_children_do_not_end_the_hold_of_a_goal_that_does_not_count_them(gym: Gym) -> None:
    aim = Aim(gym)
    aim.practise()
    gym.reopen(aim.goal)
    gym.complete(gym.goal(aim.goal, "ImmediateGoal"))
    assert aim.source is None


def test_a_goal_in_the_trash_is_not_settled_and_a_restored_one_is(gym: Gym) -> None:
    aim = Aim(gym)
    instance = aim.practise()
    deletion = gym.trash(Goal, aim.goal)
    version = gym.row(Goal, aim.goal).version
    gym.trash(ActivityInstance, instance)
    assert gym.row(Goal, aim.goal).version == version
    gym.restore(deletion)
    assert aim.source is None
    assert gym.met_by(aim.target) is None


def test_a_goal_that_comes_back_unchanged_is_still_held_open(gym: Gym) -> None:
    aim = Aim(gym)
    instance = aim.practise()
    gym.reopen(aim.goal)
    gym.restore(gym.trash(Goal, aim.goal))
    assert aim.source is None
    deletion = gym.trash(Goal, aim.goal)
    gym.trash(ActivityInstance, instance)
    aim.practise(day=2)
    gym.restore(deletion)
    assert aim.source == "target"


def test_a_fractal_that_comes_back_is_as_it_went(gym: Gym) -> None:
    top = gym.goal(type_="LongTermGoal", completes_with_children=True)
    aim, held = Aim(gym, top), Aim(gym)
    aim.practise()
    held.practise()
    gym.reopen(held.goal)
    before = {row.id: (row.completed, row.completed_at) for row in gym.rows(Goal)}
    deletion = gym.write(trash_fractal)
    gym.database.run_write(gym.actor, lambda work: restore_fractal(work, deletion))
    assert {row.id: (row.completed, row.completed_at) for row in gym.rows(Goal)} == before


def test_deleting_a_session_with_its_goals_touches_no_other_goal(gym: Gym) -> None:
    session = gym.session()
    gym.goal(session, "ImmediateGoal")
    aim = Aim(gym)
    aim.practise()
    gym.trash(PracticeSession, session)
    assert aim.source == "target"
