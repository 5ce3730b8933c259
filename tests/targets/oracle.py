"""What completion should be, computed from scratch out of every row, as naively as can be."""

from typing import Any

from fractal_goals.fractals.models import Goal, PracticeSession
from fractal_goals.fractals.queries.trash import living_rows
from fractal_goals.practice.models import ActivityInstance, ActivitySet, MetricValue
from fractal_goals.targets.models import Target, TargetCondition
from tests.support.gym import Gym


class Oracle:
    """A fractal's living rows, and the completion that follows from them."""

    def __init__(self, gym: Gym) -> None:
        models = (
            Goal,
            Target,
            TargetCondition,
            MetricValue,
            ActivitySet,
            ActivityInstance,
            PracticeSession,
        )
        found: dict[Any, list[Any]] = gym.read(
            lambda work: {model: living_rows(work, model) for model in models}
        )
        self.goals, self.targets = found[Goal], found[Target]
        self.conditions, self.values = found[TargetCondition], found[MetricValue]
        self.sets = found[ActivitySet]
        self.sessions = {row.id: row for row in found[PracticeSession]}
        self.instances = [
            row for row in found[ActivityInstance] if row.practice_session_id in self.sessions
        ]

    def order(self, instance: Any) -> tuple[Any, ...]:
        """Where an instance stands in time."""
        session = self.sessions[instance.practice_session_id]
        return (session.session_start or session.created_at, instance.sort_order, instance.id)

    def first(self, target: Any) -> Any | None:
        """The first instance that meets a target."""
        conditions = [row for row in self.conditions if row.target_id == target.id]
        meeting = [
            one
            for one in self.instances
            if one.activity_definition_id == target.activity_definition_id
            and (one.completed or self.sessions[one.practice_session_id].completed)
            and conditions
            and any(
                all(self.holds(condition, one, part) for condition in conditions)
                for part in self.parts(one)
            )
        ]
        return min(meeting, key=self.order, default=None)

    def parts(self, instance: Any) -> list[str | None]:
        """The sets of an instance; the instance itself where there are none."""
        own = [row.id for row in self.sets if row.activity_instance_id == instance.id]
        return own or [None]

    def holds(self, condition: Any, instance: Any, part: str | None) -> bool:
        """Whether one set's values meet one condition."""
        found = [
            row.value
            for row in self.values
            if row.activity_instance_id == instance.id
            and row.activity_set_id == part
            and row.metric_definition_id == condition.metric_definition_id
        ]
        wanted = condition.value
        return len(found) > 0 and all(
            {
                ">=": value >= wanted,
                "<=": value <= wanted,
                "=": abs(value - wanted) < 0.0010001,
            }[condition.comparison]
            for value in found
        )

    def reason(self, goal: Any) -> tuple[str, str | None] | None:
        """Why a goal should be complete, with the session that brought it."""
        targets = [row for row in self.targets if row.goal_id == goal.id]
        firsts = [first for row in targets if (first := self.first(row)) is not None]
        if targets and len(firsts) == len(targets):
            return "target", max(firsts, key=self.order).practice_session_id
        children = [row for row in self.goals if row.parent_goal_id == goal.id]
        if goal.completes_with_children and children and all(row.completed for row in children):
            return "children", None
        return None

    def check(self) -> None:
        """What is stored is what follows from scratch."""
        for target in self.targets:
            first = self.first(target)
            assert target.met_instance_id == (first.id if first else None)
        for goal in self.goals:
            if goal.completion_source == "manual":
                assert not goal.is_held_open
            elif goal.is_held_open:
                assert not goal.completed
            else:
                stored = (goal.completion_source, goal.completed_session_id)
                assert (stored if goal.completed else None) == self.reason(goal)
