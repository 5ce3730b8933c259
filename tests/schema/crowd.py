"""Enough rows in enough fractals that a database has reason to use its indexes."""

from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa

from tests.schema.garden import NOW, Row, table

FRACTALS = 3
STRANGERS = 500
LONG_TERM, SHORT_TERM = 15, 20
SESSIONS = 250
ACTIVITIES = 10
STAMP = {"created_at": NOW, "updated_at": NOW}


def plant_crowd(connection: sa.Connection) -> None:
    """Fill the tables that are read by an index, and let the database count them."""
    for name, rows in (*_strangers(), *(part for n in range(FRACTALS) for part in _fractal(n))):
        connection.execute(sa.insert(table(name)), [{**STAMP, **row} for row in rows])
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")


def _strangers() -> Iterator[tuple[str, list[Row]]]:
    """People with fractals of their own, who are members of another's."""
    people = range(STRANGERS)
    yield "users", [{"id": f"x{i}", "username": f"x{i}"} for i in people]
    yield "fractals", [{"root_id": f"y{i}", "user_id": f"x{i}"} for i in people]
    yield (
        "memberships",
        [{"root_id": f"y{i}", "user_id": f"x{i - 1}", "role": "viewer"} for i in people if i],
    )


def _fractal(number: int) -> Iterator[tuple[str, list[Row]]]:
    """The rows of one fractal, table by table."""
    root = {"root_id": f"f{number}"}
    owner = f"u{number}"
    ultimate = {"id": root["root_id"], "name": "Everything", "type": "UltimateGoal"}
    yield "users", [{"id": owner, "username": owner}]
    yield "fractals", [{**root, "user_id": owner}]
    if number:
        yield "memberships", [{**root, "user_id": "u0", "role": "viewer"}]
    yield "goals", [{**root, **ultimate, "user_id": owner}]
    yield (
        "goals",
        [
            {
                **root,
                "id": f"l{i}",
                "name": "Long",
                "type": "LongTermGoal",
                "parent_goal_id": root["root_id"],
            }
            for i in range(LONG_TERM)
        ],
    )
    yield (
        "goals",
        [
            {
                **root,
                "id": f"s{i}-{j}",
                "name": "Short",
                "type": "ShortTermGoal",
                "parent_goal_id": f"l{i}",
            }
            for i in range(LONG_TERM)
            for j in range(SHORT_TERM)
        ],
    )
    for name, rows in (*_catalogue(), *_sessions(), *_recorded(), *_targets()):
        yield name, [{**root, **row} for row in rows]


def _catalogue() -> Iterator[tuple[str, list[Row]]]:
    activities = range(ACTIVITIES)
    yield "activity_definitions", [{"id": f"a{i}", "name": f"Drill {i}"} for i in activities]
    yield (
        "metric_definitions",
        [
            {"id": f"m{i}-{j}", "activity_id": f"a{i}", "name": f"Metric {j}"}
            for i in activities
            for j in range(2)
        ],
    )


def _sessions() -> Iterator[tuple[str, list[Row]]]:
    sessions = range(SESSIONS)
    yield (
        "practice_sessions",
        [
            {"id": f"p{i}", "name": "Practice", "session_start": NOW + timedelta(hours=i)}
            for i in sessions
        ],
    )
    yield (
        "practice_session_goals",
        [
            {
                "practice_session_id": f"p{i}",
                "short_term_goal_id": f"s{i % LONG_TERM}-{i % SHORT_TERM}",
            }
            for i in sessions
        ],
    )


def _recorded() -> Iterator[tuple[str, list[Row]]]:
    """Three instances a session, each with two sets of two values."""
    instances = [
        (f"i{i}-{j}", i, f"a{(i + j) % ACTIVITIES}") for i in range(SESSIONS) for j in range(3)
    ]
    yield (
        "activity_instances",
        [
            {
                "id": instance,
                "practice_session_id": f"p{i}",
                "activity_definition_id": activity,
                "time_start": NOW if i % 50 == 0 else None,
            }
            for instance, i, activity in instances
        ],
    )
    yield (
        "activity_sets",
        [
            {"activity_instance_id": instance, "id": f"{instance}-{k}"}
            for instance, _, _ in instances
            for k in range(2)
        ],
    )
    yield (
        "metric_values",
        [
            {
                "activity_instance_id": instance,
                "id": f"{instance}-{k}-{m}",
                "activity_set_id": f"{instance}-{k}",
                "metric_definition_id": f"m{activity[1:]}-{m}",
                "value": float(i),
            }
            for instance, i, activity in instances
            for k in range(2)
            for m in range(2)
        ],
    )


def _targets() -> Iterator[tuple[str, list[Row]]]:
    yield (
        "targets",
        [
            {
                "id": f"t{i}-{j}",
                "goal_id": f"s{i}-{j}",
                "name": "Target",
                "activity_definition_id": f"a{j % ACTIVITIES}",
            }
            for i in range(LONG_TERM)
            for j in range(SHORT_TERM)
        ],
    )
