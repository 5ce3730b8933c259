"""Every index beyond the keys is there for a query, and is what both databases use for it.

SQLite goes by the numbers that a migration writes (`infra/statistics.py`), not by ANALYZE:
so what is shown here is the plan of every installation.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from fractal_goals.activities.queries import list_activities
from fractal_goals.fractals.queries.fractals import list_fractals
from fractal_goals.fractals.queries.goals import (
    goal_detail,
    list_goals,
    next_sort_order,
    siblings,
)
from fractal_goals.fractals.queries.tree import tree
from fractal_goals.infra.statistics import ROWS
from fractal_goals.infra.work import Actor, Work
from fractal_goals.insights.queries.overview import calendar
from fractal_goals.insights.queries.practised import due_goals, neglected_goals, sessions_below
from fractal_goals.insights.queries.series import metric_series
from fractal_goals.insights.queries.summary import summary
from fractal_goals.kit.paging import Page
from fractal_goals.planning.queries import list_templates
from fractal_goals.practice.queries.detail import session_detail
from fractal_goals.practice.queries.last_time import last_times
from fractal_goals.practice.queries.sessions import (
    list_sessions,
    list_sessions_of_goal,
)
from fractal_goals.practice.queries.timers import running_instance
from fractal_goals.tables import metadata
from fractal_goals.targets.queries.evidence import concerned_targets, finished_evidence
from fractal_goals.targets.queries.grounds import goals_to_settle
from fractal_goals.targets.queries.targets import list_targets
from tests.schema.crowd import plant_crowd

# Tables of which a fractal has thousands of rows.
LARGE = {"activity_instances", "activity_sets", "metric_values", "practice_sessions"}

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
    "ix_metric_values_metric": [lambda work: metric_series(work, "m3-0")],
    "ix_memberships_user": [lambda work: list_fractals(work, Page())],
    "ix_practice_session_goals_goal": [
        lambda work: list_sessions_of_goal(work, "s1-1", Page()),
    ],
    "ix_practice_sessions_happened": [lambda work: list_sessions(work, Page())],
    "ix_targets_goal": [
        lambda work: list_targets(work, "s1-1", Page()),
        lambda work: goals_to_settle(work, ["s1-1"]),
    ],
}


# Other reads of whole fractals, for which the keys are enough.
READS: list[Query] = [
    tree,
    summary,
    calendar,
    due_goals,
    neglected_goals,
    lambda work: targets_of_instance(work, "i200-0"),
    lambda work: list_goals(work, Page()),
    lambda work: list_sessions(work, Page(), activity_id="a3", tag="slow", q="scales"),
    lambda work: sessions_below(work, "f1", Page()),
    lambda work: list_activities(work, Page()),
    lambda work: list_templates(work, Page()),
]


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
        flipped_instance_ids={instance_id},
        flipped_session_ids=(),
    )


@pytest.fixture(scope="module")
def crowded(shared_engine: sa.Engine) -> sa.Engine:
    """A database with enough rows in it."""
    connected = shared_engine.connect().execution_options(writes=True)
    with connected as connection, connection.begin():
        plant_crowd(connection)
    return shared_engine


def plans(engine: sa.Engine, query: Query) -> dict[str, str]:
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
        return {
            statement: "\n".join(
                str(row[-1])
                for row in connection.exec_driver_sql(f"{explain} {statement}", parameters)
            )
            for statement, parameters in asked
            if statement != "BEGIN"
        }


def indexes() -> Iterator[str]:
    for of in metadata.tables.values():
        yield from (str(index.name) for index in of.indexes if not index.unique)


def test_every_index_names_its_query() -> None:
    assert QUERIES.keys() == set(indexes())


def test_every_key_and_index_has_its_numbers() -> None:
    expected = {
        name: {name, *(str(index.name) for index in of.indexes)}
        for name, of in metadata.tables.items()
    }
    assert {name: set(numbers) for name, numbers in ROWS.items()} == expected


def test_numbers_fit_their_index(shared_engine: sa.Engine) -> None:
    """One number for all rows, and one for each leading column told of."""
    if shared_engine.dialect.name == "sqlite":
        with shared_engine.connect() as connection:
            written = connection.exec_driver_sql("SELECT tbl, idx, stat FROM sqlite_stat1")
            assert {(row[0], row[1]): row[2] for row in written} == {
                (name, index): stat
                for name, numbers in ROWS.items()
                for index, stat in numbers.items()
            }
    for name, numbers in ROWS.items():
        of = metadata.tables[name]
        widths = {str(index.name): len(list(index.expressions)) for index in of.indexes}
        widths[name] = len(list(of.primary_key))
        for index, stat in numbers.items():
            counts = [int(number) for number in stat.split()]
            assert len(counts) - 1 <= widths[index], index
            assert counts == sorted(counts, reverse=True), index


@pytest.mark.parametrize(
    ("index", "number"),
    [(name, number) for name, found in QUERIES.items() for number in range(len(found))],
)
def test_an_index_serves_its_query(crowded: sa.Engine, index: str, number: int) -> None:
    found = plans(crowded, QUERIES[index][number]).values()
    assert any(index in plan for plan in found), "\n\n".join(found)


@pytest.mark.parametrize(
    "number", range(len(READS) + sum(len(found) for found in QUERIES.values()))
)
def test_no_query_reads_the_rows_of_other_fractals(crowded: sa.Engine, number: int) -> None:
    """On SQLite a SCAN of a table reads all of it. What a statement makes itself may be scanned."""
    if crowded.dialect.name == "postgresql":
        return
    every_query = [*READS, *(query for found in QUERIES.values() for query in found)]
    for statement, plan in plans(crowded, every_query[number]).items():
        own = set(re.findall(r"(\w+)(?:\([^()]*\))? AS (?:MATERIALIZED )?\s*\(", statement))
        scanned = re.findall(r"SCAN (\w+)", plan)
        foreign = {
            name for name in scanned if name not in own and not name.startswith(("anon_", "json_"))
        }
        assert foreign <= {"CONSTANT"}, plan


@pytest.mark.parametrize(
    "query",
    [lambda work: targets_of_instance(work, "i200-0"), lambda work: session_detail(work, "p200")],
    ids=["a value is saved", "a session is opened"],
)
def test_a_question_about_one_thing_does_not_read_its_whole_fractal(
    crowded: sa.Engine, query: Query
) -> None:
    if crowded.dialect.name == "postgresql":
        return
    for plan in plans(crowded, query).values():
        whole = re.findall(r"SEARCH (\w+) USING .*\(root_id=\?\)", plan)
        assert not LARGE.intersection(whole), plan
