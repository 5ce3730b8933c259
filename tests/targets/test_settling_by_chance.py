"""After whatever people do, stored completion is what follows from the evidence from scratch."""
# ruff: noqa: D102 - rules of a machine are named like sentences, as tests are

from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fractal_goals.fractals.models import Goal, PracticeSession
from fractal_goals.infra.work import Model
from fractal_goals.kit.errors import Conflict, Invalid, NotFound
from fractal_goals.practice.models import ActivityInstance, ActivitySet, MetricValue
from fractal_goals.targets.models import Target, TargetCondition
from tests.support.gym import START, Gym, House
from tests.targets.oracle import Oracle

TYPES = ["LongTermGoal", "MidTermGoal", "ShortTermGoal", "ImmediateGoal"]
VALUES = st.sampled_from([0.0, 5.0, 5.001, 10.0])
DAYS = st.integers(0, 5)
CONDITIONS = st.tuples(st.sampled_from([">=", "<=", "="]), st.just(5.0))
TRASHABLE: tuple[Model, ...] = (
    PracticeSession,
    ActivityInstance,
    ActivitySet,
    MetricValue,
    Goal,
    Target,
    TargetCondition,
)
SETTLED = ("completed", "completed_at", "completion_source", "is_held_open")


class Practising(RuleBasedStateMachine):
    """Random writes. Ids are kept in the order of their making, so that runs repeat."""

    house: House
    gym: Gym

    @initialize()
    def begin_with_a_goal_that_is_met_under_one_that_follows(self) -> None:
        self.gym = self.house.gym()
        self.ids: dict[Model, list[str]] = {model: [] for model in TRASHABLE}
        self.deletions: list[str] = []
        self.activity = self.gym.activity()
        self.metrics = [self.gym.metric(self.activity) for _ in range(2)]
        self.splits = [None, self.gym.split(self.activity)]
        self.ids[Goal].append(self.gym.root)
        self.new_goal(self.gym.root, "LongTermGoal")
        self.new_goal(self.ids[Goal][-1], "ShortTermGoal")
        self.new_target(self.ids[Goal][-1], [(self.metrics[0], ">=", 5.0)])
        for day in (2, 4):
            self.practise(day=day, value=10.0)

    def new_goal(self, parent: str, type_: str, *, with_children: bool = True) -> None:
        made = self.gym.goal(parent, type_, completes_with_children=with_children)
        self.ids[Goal].append(made)

    def new_target(self, goal: str, conditions: list[tuple[str, Any, float]]) -> None:
        self.ids[Target].append(self.gym.target(goal, self.activity, *conditions))
        known = set(self.ids[TargetCondition])
        fresh = [row for row in self.gym.rows(TargetCondition) if row.id not in known]
        fresh.sort(key=lambda row: self.metrics.index(row.metric_definition_id))
        self.ids[TargetCondition] += [row.id for row in fresh]

    def pick(self, data: st.DataObject, model: Model) -> Any | None:
        """A living row."""
        living = {row.id: row for row in self.gym.rows(model) if row.deleted_at is None}
        ids = [row_id for row_id in self.ids[model] if row_id in living]
        return living[data.draw(st.sampled_from(ids))] if ids else None

    @rule(day=DAYS, value=VALUES)
    def practise(self, day: int, value: float) -> None:
        session = self.gym.session(day)
        instance = self.gym.instance(session, self.activity, sort_order=day)
        self.ids[PracticeSession].append(session)
        self.ids[ActivityInstance].append(instance)
        self.ids[MetricValue].append(self.gym.value(instance, self.metrics[0], value))
        self.gym.finish(session)

    @rule(data=st.data(), type_=st.sampled_from(TYPES), with_children=st.booleans())
    def make_goal(self, data: st.DataObject, type_: str, *, with_children: bool) -> None:
        if parent := self.pick(data, Goal):
            with suppress(Invalid):
                self.new_goal(parent.id, type_, with_children=with_children)

    @rule(data=st.data(), wanted=st.lists(CONDITIONS, min_size=1, max_size=2))
    def make_target(self, data: st.DataObject, wanted: list[tuple[str, float]]) -> None:
        if goal := self.pick(data, Goal):
            self.new_target(
                goal.id, [(metric, *one) for metric, one in zip(self.metrics, wanted, strict=False)]
            )

    @rule(data=st.data())
    def add_instance(self, data: st.DataObject) -> None:
        if session := self.pick(data, PracticeSession):
            self.ids[ActivityInstance].append(self.gym.instance(session.id, self.activity))

    @rule(data=st.data())
    def add_set(self, data: st.DataObject) -> None:
        if instance := self.pick(data, ActivityInstance):
            self.ids[ActivitySet].append(self.gym.set(instance.id))

    @rule(data=st.data(), value=VALUES, metric=st.integers(0, 1), split=st.integers(0, 1))
    def log(self, data: st.DataObject, value: float, metric: int, split: int) -> None:
        instance = self.pick(data, ActivityInstance)
        if instance is None:
            return
        parts = [
            row.id
            for row in self.gym.rows(ActivitySet)
            if row.activity_instance_id == instance.id and row.deleted_at is None
        ]
        parts.sort(key=self.ids[ActivitySet].index)
        place = (data.draw(st.sampled_from([None, *parts])), self.metrics[metric])
        for row in self.gym.rows(MetricValue):
            taken = (row.activity_set_id, row.metric_definition_id)
            if row.activity_instance_id == instance.id and taken == place:
                return
        made = self.gym.value(
            instance.id, place[1], value, set_id=place[0], split=self.splits[split]
        )
        self.ids[MetricValue].append(made)

    @rule(data=st.data(), value=VALUES)
    def correct(self, data: st.DataObject, value: float) -> None:
        if row := self.pick(data, MetricValue):
            self.gym.update(MetricValue, row.id, value=value)

    @rule(data=st.data(), value=VALUES)
    def ask_otherwise(self, data: st.DataObject, value: float) -> None:
        if row := self.pick(data, TargetCondition):
            self.gym.update(TargetCondition, row.id, value=value)

    @rule(data=st.data())
    def finish_or_reopen_session(self, data: st.DataObject) -> None:
        if row := self.pick(data, PracticeSession):
            (self.gym.unfinish if row.completed else self.gym.finish)(row.id)

    @rule(data=st.data(), day=st.none() | DAYS)
    def date_session(self, data: st.DataObject, day: int | None) -> None:
        if row := self.pick(data, PracticeSession):
            start = None if day is None else START + timedelta(days=day)
            self.gym.update(PracticeSession, row.id, session_start=start)

    @rule(data=st.data())
    def finish_or_reopen_instance(self, data: st.DataObject) -> None:
        if row := self.pick(data, ActivityInstance):
            self.gym.update(ActivityInstance, row.id, completed=not row.completed)

    @rule(data=st.data())
    def complete_or_reopen_goal(self, data: st.DataObject) -> None:
        if row := self.pick(data, Goal):
            (self.gym.reopen if row.completed else self.gym.complete)(row.id)

    @rule(data=st.data())
    def switch_children(self, data: st.DataObject) -> None:
        if row := self.pick(data, Goal):
            other = not row.completes_with_children
            self.gym.update(Goal, row.id, completes_with_children=other)

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        goal, parent = self.pick(data, Goal), self.pick(data, Goal)
        if goal is not None and parent is not None:
            with suppress(Invalid, Conflict):
                self.gym.move(goal.id, parent.id)

    @rule(data=st.data(), model=st.sampled_from(TRASHABLE))
    def trash(self, data: st.DataObject, model: Model) -> None:
        row = self.pick(data, model)
        if row is not None and row.id != self.gym.root:
            self.deletions.append(self.gym.trash(model, row.id))

    @precondition(lambda self: self.deletions)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        with suppress(Conflict, NotFound):
            self.gym.restore(data.draw(st.sampled_from(self.deletions)))

    @rule(data=st.data())
    def rename(self, data: st.DataObject) -> None:
        if row := self.pick(data, Goal):
            before = self.gym.rows(Goal)
            self.gym.update(Goal, row.id, description=f"{row.version}")
            after = {one.id: one for one in self.gym.rows(Goal)}
            for one in before:
                assert all(getattr(one, name) == getattr(after[one.id], name) for name in SETTLED)

    @invariant()
    def what_is_stored_follows_from_scratch(self) -> None:
        Oracle(self.gym).check()


def test_stored_completion_is_what_follows_from_scratch(house: House) -> None:
    class Here(Practising):
        pass

    Here.house = house
    run_state_machine_as_test(Here, settings=settings(max_examples=10, stateful_step_count=25))
