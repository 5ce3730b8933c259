"""The rows of a story: sessions, goals, what was recorded, and targets."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from fractal_goals.demonstration.book import Book, Rows
from fractal_goals.demonstration.catalogue import planned_seconds, write_catalogue
from fractal_goals.demonstration.chance import Chance, score
from fractal_goals.demonstration.endings import Aimed
from fractal_goals.demonstration.pursuits import Plan
from fractal_goals.demonstration.sittings import Performance, Sitting, Values
from fractal_goals.demonstration.story import Story
from fractal_goals.demonstration.tree import Node
from fractal_goals.fractals.models import Fractal, Goal, PracticeSession, SessionGoal, SessionTag
from fractal_goals.practice.models import ActivityInstance, ActivitySet, MetricValue, SessionPause
from fractal_goals.targets.models import Target, TargetCondition

# Rows that are stored with one statement name the same columns.
NOT_YET = dict.fromkeys(
    "session_start session_end total_duration_seconds focus_score energy_level "
    "productivity_rating interruptions location tools_used notes".split()
)


def rows_of(story: Story, root_id: str, user_id: str, ids: Chance) -> Rows:
    """Every row of a fractal by table, with ids drawn from `ids`."""
    book = Book(ids, root_id)
    book.add(Fractal, story.first, user_id=user_id)
    write_catalogue(book, story.pursuit, story.first)
    diary = _Diary(book, story, user_id)
    for sitting in story.sittings:
        diary.session(sitting)
    diary.planned_session(story.chance.pick(story.pursuit.plans))
    for node in story.goals:
        diary.goal(node)
    for sitting in story.sittings:
        diary.within(sitting)
    for aimed in story.targets:
        diary.target(aimed)
    return book.rows


class _Diary:
    def __init__(self, book: Book, story: Story, user_id: str) -> None:
        self._book = book
        self._story = story
        self._chance = story.chance
        self._user_id = user_id
        self._places: dict[str, int] = defaultdict(int)

    def session(self, sitting: Sitting) -> None:
        """A finished session."""
        paused = sitting.pause[1] - sitting.pause[0] if sitting.pause else timedelta()
        chance, mood = self._chance, 6.6 + 25 * sitting.form
        sitting.id = self._book.add(
            PracticeSession,
            sitting.start,
            **self._planned(sitting.plan),
            completed=True,
            session_start=sitting.start,
            session_end=sitting.end,
            total_duration_seconds=int((sitting.end - sitting.start - paused).total_seconds()),
            focus_score=self._score(mood, 0.8),
            energy_level=self._score(mood - 0.4, 0.7),
            productivity_rating=self._score(mood + 0.2, 0.6),
            interruptions=chance.whole(0, 3) if chance.happens(0.6) else None,
            location=self._perhaps(self._story.pursuit.places, 0.7),
            tools_used=self._perhaps(self._story.pursuit.tools, 0.5),
            notes=sitting.note,
        )

    def planned_session(self, plan: Plan) -> None:
        """What comes next: a session without a start."""
        planned = self._planned(plan)
        self._book.add(PracticeSession, self._story.now, **planned, completed=False, **NOT_YET)

    def _planned(self, plan: Plan | None) -> dict[str, Any]:
        if plan is None:
            return {
                "name": "Free practice",
                "session_template_id": None,
                "template_name": None,
                "planned_duration_seconds": None,
            }
        return {
            "name": plan.name,
            "session_template_id": self._book.ids["plan", plan.name],
            "template_name": plan.name,
            "planned_duration_seconds": planned_seconds(plan),
        }

    def _score(self, mean: float, told: float) -> int | None:
        return score(self._chance.near(mean, 1.3)) if self._chance.happens(told) else None

    def _perhaps(self, options: tuple[str, ...], probability: float) -> str | None:
        return self._chance.pick(options) if self._chance.happens(probability) else None

    def goal(self, node: Node) -> None:
        """A goal; its parent was written before it."""
        parent = node.sitting or node.parent
        is_root = parent is None
        under = parent.id if parent else ""
        own_id = {"id": self._book.root_id} if is_root else {}
        node.id = self._book.add(
            Goal,
            node.created_at,
            **own_id,
            type=node.type,
            name=node.name,
            description=node.description,
            deadline=node.deadline,
            created_on=self._story.day(node.created_at),
            completed=node.completed_at is not None,
            completed_at=node.completed_at,
            completion_source=node.completed_by,
            completed_session_id=node.completed_in.id if node.completed_in else None,
            completes_with_children=node.completes_with_children,
            parent_goal_id=under if node.parent else None,
            parent_session_id=under if node.sitting else None,
            sort_order=self._places[under],
            user_id=self._user_id if is_root else None,
        )
        self._places[under] += 1

    def within(self, sitting: Sitting) -> None:
        """What belongs to a session: its goals, tags, pause and performances."""
        book, at = self._book, sitting.start
        for goal in sitting.goals:
            book.add(SessionGoal, at, practice_session_id=sitting.id, short_term_goal_id=goal.id)
        if self._chance.happens(0.35):
            for tag in self._chance.some(self._story.pursuit.tags, self._chance.whole(1, 2)):
                book.add(SessionTag, at, practice_session_id=sitting.id, tag=tag)
        if sitting.pause:
            book.add(
                SessionPause,
                sitting.pause[0],
                practice_session_id=sitting.id,
                paused_at=sitting.pause[0],
                resumed_at=sitting.pause[1],
            )
        for place, performance in enumerate(sitting.performances):
            self._instance(sitting, performance, place)

    def _instance(self, sitting: Sitting, performance: Performance, place: int) -> None:
        start, stop = performance.start, performance.stop
        drill = performance.drill
        performance.id = self._book.add(
            ActivityInstance,
            start or sitting.start,
            practice_session_id=sitting.id,
            activity_definition_id=self._book.ids["drill", drill.name],
            section=performance.section,
            sort_order=place,
            time_start=start,
            time_stop=stop,
            duration_seconds=int((stop - start).total_seconds()) if start and stop else None,
            completed=stop is not None,
            notes=performance.note,
        )
        at = stop or sitting.end
        for number, values in enumerate(performance.sets):
            set_id = None
            if drill.sets is not None:
                set_id = self._book.add(
                    ActivitySet, at, activity_instance_id=performance.id, sort_order=number
                )
            self._values(performance, values, set_id, at)

    def _values(
        self, performance: Performance, values: Values, set_id: str | None, at: datetime
    ) -> None:
        ids, drill = self._book.ids, performance.drill.name
        for (metric, split), value in values.items():
            self._book.add(
                MetricValue,
                at,
                activity_instance_id=performance.id,
                activity_set_id=set_id,
                metric_definition_id=ids["metric", drill, metric],
                split_definition_id=ids["split", drill, split] if split else None,
                value=value,
            )

    def target(self, aimed: Aimed) -> None:
        """A target of a goal, with the instance that met it first."""
        ids, made = self._book.ids, aimed.goal.created_at
        target_id = self._book.add(
            Target,
            made,
            goal_id=aimed.goal.id,
            name=aimed.name,
            activity_definition_id=ids["drill", aimed.drill.name],
            met_instance_id=aimed.met.id if aimed.met else None,
        )
        for condition in aimed.conditions:
            self._book.add(
                TargetCondition,
                made,
                target_id=target_id,
                metric_definition_id=ids["metric", aimed.drill.name, condition.metric.name],
                comparison=condition.comparison,
                value=condition.value,
            )
