"""Every index beyond the keys is there for a query, and is what both databases use for it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from fractal_goals.fractals.queries.fractals import list_fractals
from fractal_goals.fractals.queries.goals import goal_detail, next_sort_order, siblings
from fractal_goals.infra.work import Actor, Work
from fractal_goals.kit.paging import Page
from fractal_goals.practice.queries.detail import session_detail
from fractal_goals.practice.queries.last_time import last_times
from fractal_goals.practice.queries.sessions import list_sessions, list_sessions_of_goal
from fractal_goals.practice.queries.timers import running_instance
from fractal_goals.tables import metadata
from fractal_goals.targets.queries.evidence import concerned_targets, finished_evidence
from fractal_goals.targets.queries.grounds import goals_to_settle
from fractal_goals.targets.queries.targets import list_targets
from tests.schema.crowd import plant_crowd

Query = Callable[[Work], object]
# For each index the queries that it is there for.
QUERIES: dict[str, list[Query]] = {
    "ix_activity_instances_activity": [
        lambda work: last_times(work, "p200"),
        lambda work: evidence_of_activity(work, "a3"),
    ],
    "ix_activity_instances_running": [running_instance],
    "ix_activity_instances_session": [lambda work: session_detail(work, "p200")],
    "ix_fractals_user": [lambda work: list_fractals(work, Page())],
    "ix_goals_parent": [
        lambda work: siblings(work, "l3"),
        lambda work: next_sort_order(work, "l3"),
        lambda work: goal_detail(work, "l3"),
    ],
    "ix_memberships_user": [lambda work: list_fractals(work, Page())],
    "ix_practice_session_goals_goal": [
        lambda work: list_sessions_of_goal(work, "s1-1", Page()),
    ],
    "ix_practice_sessions_happened": [lambda work: list_sessions(work, Page())],
    "ix_targets_activity": [lambda work: targets_of_instance(work, "i200-0")],
    "ix_targets_goal": [
        lambda work: list_targets(work, "s1-1", Page()),
        lambda work: goals_to_settle(work, ["s1-1"]),
    ],
}


def evidence_of_activity(work: Work, activity_id: str) -> object:
    """What a new target is compared with."""
    return finished_evidence(
        work, {"m3-0"}, instance_ids=(), session_ids=(), activity_ids={activity_id}
    )


def targets_of_instance(work: Work, instance_id: str) -> object:
    """What a recorded value may meet."""
    return concerned_targets(
        work,
        target_ids=(),
        instance_ids={instance_id},
        session_ids=(),
        flipped_instance_ids=(),
        flipped_session_ids=(),
    )


@pytest.fixture(scope="module")
def crowded(shared_engine: sa.Engine) -> sa.Engine:
    """A database with enough rows in it."""
    connected = shared_engine.connect().execution_options(writes=True)
    with connected as connection, connection.begin():
        plant_crowd(connection)
    return shared_engine


def plans(engine: sa.Engine, query: Query) -> list[str]:
    """How the database goes about each statement of a query."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        event.listen(engine, "before_cursor_execute", note)
        try:
            query(Work(connection, Actor("u0"), entered="f1"))
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return [
            "\n".join(
                str(row[-1])
                for row in connection.exec_driver_sql(f"{explain} {statement}", parameters)
            )
            for statement, parameters in asked
            if not statement.startswith("BEGIN")
        ]


def indexes() -> Iterator[str]:
    for of in metadata.tables.values():
        yield from (str(index.name) for index in of.indexes if not index.unique)


def test_every_index_names_its_query() -> None:
    assert QUERIES.keys() <= set(indexes())


@pytest.mark.parametrize(
    ("index", "number"),
    [(name, number) for name, found in QUERIES.items() for number in range(len(found))],
)
def test_an_index_serves_its_query(crowded: sa.Engine, index: str, number: int) -> None:
    found = plans(crowded, QUERIES[index][number])
    assert any(index in plan for plan in found), "\n\n".join(found)
