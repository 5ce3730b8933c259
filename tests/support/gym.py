"""A fractal in which people practise, made by the product's own writes, one Work each."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from fractal_goals.accounts.models import User
from fractal_goals.activities.models import ActivityDefinition, MetricDefinition, SplitDefinition
from fractal_goals.fractals.commands.fractals import create_fractal
from fractal_goals.fractals.commands.goals import complete_goal, create_goal, reopen_goal
from fractal_goals.fractals.commands.moving import move_goal
from fractal_goals.fractals.commands.trash import restore, trash
from fractal_goals.fractals.models import Goal, PracticeSession, SessionGoal
from fractal_goals.fractals.queries.access import enter
from fractal_goals.fractals.schemas import FractalNew, GoalMove, GoalNew
from fractal_goals.infra.database import Database
from fractal_goals.infra.settings import load
from fractal_goals.infra.work import Actor, Model, Row, Work, table_of
from fractal_goals.kit.ids import new_id
from fractal_goals.practice.models import ActivityInstance, ActivitySet, MetricValue
from fractal_goals.targets.commands import create_target
from fractal_goals.targets.models import Target
from fractal_goals.targets.schemas import ConditionNew, TargetNew

T = TypeVar("T")
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
Wanted = tuple[str, Any, float]


@dataclass(frozen=True)
class House:
    """A database with its local owner, on which fractals do not see each other."""

    database: Database
    owner: str

    def gym(self) -> "Gym":
        """A fractal of its own."""
        return Gym(self.database, self.owner)

    def lives_in(self, time_zone: str, day_start_hour: int = 0) -> None:
        """Where the owner lives from now on, and when their days start."""
        users = table_of(User)

        def move(work: Work) -> None:
            work.connection.execute(
                sa.update(users)
                .where(users.c.id == self.owner)
                .values(time_zone=time_zone, day_start_hour=day_start_hour)
            )

        self.database.run_write(Actor(self.owner), move)


def open_house(url: str, folder: Path) -> Iterator[House]:
    """A migrated database, closed afterwards."""
    # Imported late: while one slice is broken, tests of the others still run.
    from fractal_goals.app import local_owner, open_database  # noqa: PLC0415

    settings = load({"DATABASE_URL": url}, folder)
    database = open_database(settings)
    yield House(database, local_owner(database, settings))
    database.close()


class Gym:
    """One fractal; every method is a write of its own and returns the new row's id."""

    def __init__(self, database: Database, user_id: str) -> None:
        self.database = database
        self.actor = Actor(user_id)
        self._numbers = itertools.count()
        new = FractalNew(name=self._name("Fractal"), id=new_id())
        self.root = self.database.run_write(self.actor, lambda work: create_fractal(work, new))[0]

    def write(self, command: Callable[[Work], T]) -> T:
        """Run a command in this fractal."""

        def run(work: Work) -> T:
            enter(work, self.root, writes=True)
            return command(work)

        return self.database.run_write(self.actor, run)

    def read(self, query: Callable[[Work], T]) -> T:
        """Run a query in this fractal."""

        def run(work: Work) -> T:
            enter(work, self.root, writes=False)
            return query(work)

        return self.database.run_read(self.actor, run)

    def row(self, model: Model, row_id: str) -> Row:
        """A row, living or trashed."""
        table = table_of(model)
        found = self.read(
            lambda work: work.first(
                sa.select(table).where(table.c.root_id == self.root, table.c.id == row_id)
            )
        )
        assert found is not None
        return found

    def rows(self, model: Model) -> list[Row]:
        """Every row of a class in this fractal, living or trashed."""
        table = table_of(model)
        mine = sa.select(table).where(table.c.root_id == self.root)
        return list(self.read(lambda work: work.rows(mine)))

    def insert(self, model: Model, **values: Any) -> str:
        """Insert one row under an id of its own, unless given."""
        values.setdefault("id", new_id())
        self.write(lambda work: work.insert(model, **values))
        return str(values["id"])

    def update(self, model: Model, row_id: str, **values: Any) -> None:
        """Change one row."""
        row = self.row(model, row_id)
        self.write(lambda work: work.update(model, row, **values))

    def trash(self, model: Model, row_id: str) -> str:
        """Put a row with its parts into the trash; the deletion's id."""
        row = self.row(model, row_id)
        return self.write(lambda work: trash(work, model, row))

    def restore(self, deletion_id: str) -> None:
        """Bring a deletion back."""
        self.write(lambda work: restore(work, deletion_id))

    def goal(self, parent: str = "", type_: Any = "ShortTermGoal", **options: Any) -> str:
        """A goal, under the root unless said otherwise."""
        new = GoalNew(type=type_, name=self._name("Goal"), parent_id=parent or self.root, **options)
        return self.write(lambda work: create_goal(work, new))[0]

    def complete(self, goal: str) -> None:
        """Complete a goal by hand."""
        self.write(lambda work: complete_goal(work, goal, None))

    def reopen(self, goal: str) -> None:
        """Reopen a goal by hand."""
        self.write(lambda work: reopen_goal(work, goal))

    def move(self, goal: str, parent: str) -> None:
        """Move a goal."""
        self.write(lambda work: move_goal(work, goal, GoalMove(parent_id=parent)))

    def activity(self) -> str:
        """An activity."""
        return self.insert(ActivityDefinition, name=self._name("Activity"))

    def metric(self, activity: str, **options: Any) -> str:
        """A metric of an activity."""
        options.setdefault("name", self._name("Metric"))
        return self.insert(MetricDefinition, activity_id=activity, **options)

    def split(self, activity: str) -> str:
        """A split of an activity."""
        return self.insert(SplitDefinition, activity_id=activity, name=self._name("Split"))

    def session(self, day: float = 0, goals: Sequence[str] = (), **options: Any) -> str:
        """A session that started so many days after the first; `session_start` says else."""
        options.setdefault("session_start", START + timedelta(days=day))
        session = self.insert(PracticeSession, name=self._name("Session"), **options)
        for goal in goals:
            self.write(
                lambda work, goal=goal: work.insert(  # type: ignore[misc]
                    SessionGoal, practice_session_id=session, short_term_goal_id=goal
                )
            )
        return session

    def finish(self, session: str, seconds: int = 600) -> None:
        """Finish a session."""
        self.update(PracticeSession, session, completed=True, total_duration_seconds=seconds)

    def unfinish(self, session: str) -> None:
        """Reopen a session."""
        self.update(PracticeSession, session, completed=False, total_duration_seconds=None)

    def instance(self, session: str, activity: str, **options: Any) -> str:
        """An instance of an activity in a session."""
        return self.insert(
            ActivityInstance,
            practice_session_id=session,
            activity_definition_id=activity,
            **options,
        )

    def set(self, instance: str, values: Mapping[str, float] | None = None) -> str:
        """A set of an instance, with values by metric."""
        made = self.insert(ActivitySet, activity_instance_id=instance)
        for metric, value in (values or {}).items():
            self.value(instance, metric, value, set_id=made)
        return made

    def value(
        self,
        instance: str,
        metric: str,
        value: float,
        *,
        set_id: str | None = None,
        split: str | None = None,
    ) -> str:
        """A recorded value."""
        return self.insert(
            MetricValue,
            activity_instance_id=instance,
            activity_set_id=set_id,
            metric_definition_id=metric,
            split_definition_id=split,
            value=value,
        )

    def target(self, goal: str, activity: str, *wanted: Wanted) -> str:
        """A target: conditions as (metric, comparison, value)."""
        new = TargetNew(
            name=self._name("Target"),
            activity_definition_id=activity,
            conditions=[ConditionNew(*one) for one in wanted],
        )
        return self.write(lambda work: create_target(work, goal, new))[0]

    def done(self, activity: str, values: Mapping[str, float], day: float = 0) -> str:
        """A finished session with one instance that has these values; the instance."""
        session = self.session(day)
        instance = self.instance(session, activity)
        for metric, value in values.items():
            self.value(instance, metric, value)
        self.finish(session)
        return instance

    def source(self, goal: str) -> str | None:
        """What completed a goal; None while it is open."""
        row = self.row(Goal, goal)
        assert row.completed == (row.completion_source is not None)
        assert row.completed == (row.completed_at is not None)
        return row.completion_source  # type: ignore[no-any-return]

    def met_by(self, target: str) -> str | None:
        """The instance that met a target first."""
        return self.row(Target, target).met_instance_id  # type: ignore[no-any-return]

    def _name(self, what: str) -> str:
        return f"{what} {next(self._numbers)} {new_id()}"
