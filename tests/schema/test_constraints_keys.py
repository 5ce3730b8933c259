"""Every column that must be filled, every primary key and every foreign key is held."""

import pytest
import sqlalchemy as sa

from fractal_goals.tables import metadata
from tests.schema.garden import ABROAD, Garden, Row, foreign_keys, own_columns, table
from tests.schema.violations import Violation, refusal

TABLES = sorted(metadata.tables)
REQUIRED = [
    (name, column.name) for name in TABLES for column in table(name).c if not column.nullable
]
KEYS = {str(key.name): key for name in TABLES for key in foreign_keys(table(name))}
OWNER_OF_ROOT = "fk_goals_root_id_user_id"
WITHIN_FRACTAL = sorted(
    name for name, key in KEYS.items() if own_columns(key) and "root_id" in key.column_keys
)


@pytest.mark.parametrize("name", TABLES)
def test_a_valid_row_is_taken(garden: Garden, name: str) -> None:
    garden.plant(name)
    garden.plant(name)


@pytest.mark.parametrize(("name", "column"), REQUIRED)
def test_a_required_column_cannot_be_null(garden: Garden, name: str, column: str) -> None:
    row = garden.row(name) | {column: None}
    found = refusal(garden.connection, sa.insert(table(name)), row)
    assert found == Violation("not null", f"{name}.{column}")


# On SQLite the history's guard answers before its key: see test_history_guard.
@pytest.mark.parametrize("name", [name for name in TABLES if name != "history"])
def test_a_primary_key_is_taken_once(garden: Garden, name: str) -> None:
    of = table(name)
    first = garden.plant(name)
    again = garden.row(name) | {column.name: first[column.name] for column in of.primary_key}
    found = refusal(garden.connection, sa.insert(of), again)
    columns = ", ".join(f"{name}.{column.name}" for column in of.primary_key)
    assert found in {Violation("unique", f"pk_{name}"), Violation("unique", columns)}


@pytest.mark.parametrize("name", sorted(KEYS))
def test_a_foreign_key_points_at_something(garden: Garden, name: str) -> None:
    key = KEYS[name]
    column = (own_columns(key) or [("root_id", "root_id")])[-1][0]
    row = garden.row(key.table.name, **asked_by(garden, key)) | {column: "nowhere"}
    assert_broken(garden.connection, key, row)


@pytest.mark.parametrize("name", WITHIN_FRACTAL)
def test_a_foreign_key_cannot_leave_its_fractal(garden: Garden, name: str) -> None:
    key = KEYS[name]
    stranger = garden.plant(key.referred_table.name, root_id=ABROAD)
    elsewhere = {mine: stranger[theirs] for mine, theirs in own_columns(key)}
    row = garden.row(key.table.name, **asked_by(garden, key)) | elsewhere
    assert_broken(garden.connection, key, row)


@pytest.mark.parametrize("name", sorted(KEYS))
def test_what_is_pointed_at_goes_only_as_its_key_says(garden: Garden, name: str) -> None:
    key, connection = KEYS[name], garden.connection
    given = asked_by(garden, key)
    if own_columns(key) and name != OWNER_OF_ROOT:
        target = garden.plant(key.referred_table.name)
        given |= {mine: target[theirs] for mine, theirs in own_columns(key)}
    child = garden.plant(key.table.name, **given)
    identity = [column == child[column.name] for column in key.table.primary_key]
    still_there = sa.select(sa.func.count()).select_from(key.table).where(*identity)
    whole = [part.column == child[part.parent.name] for part in key.elements]
    delete = sa.delete(key.referred_table).where(*whole)
    if key.ondelete == "CASCADE":
        connection.execute(delete)
        assert connection.scalar(still_there) == 0
    else:
        assert refusal(connection, delete).kind == "foreign key"
        assert connection.scalar(still_there) == 1


def asked_by(garden: Garden, key: sa.ForeignKeyConstraint) -> Row:
    """What else a row must be so that it may use this key."""
    if key.name == OWNER_OF_ROOT:
        return garden.ultimate("without-root-goal")
    if key.name == "fk_goals_root_id_parent_session_id":
        return {"type": "ImmediateGoal", "parent_goal_id": None}
    return {}


def assert_broken(connection: sa.Connection, key: sa.ForeignKeyConstraint, row: Row) -> None:
    """The row is refused, and it is this key of its table that refuses it."""
    insert = sa.insert(key.table)
    assert refusal(connection, insert, row).kind == "foreign key"
    with connection.begin_nested() as nested:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            connection.execute(insert, row)
            assert key.column_keys in broken_on_sqlite(connection, key.table.name)
        else:
            for other in foreign_keys(key.table):
                if other is not key:
                    connection.execute(sa.schema.DropConstraint(other))
            assert refusal(connection, insert, row) == Violation("foreign key", str(key.name))
        nested.rollback()


def broken_on_sqlite(connection: sa.Connection, name: str) -> list[list[str]]:
    """The columns of the keys that some row of a table breaks; its messages name no key."""
    broken = {line[3] for line in connection.exec_driver_sql(f"PRAGMA foreign_key_check({name})")}
    columns: dict[int, list[str]] = {}
    for line in connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})"):
        columns.setdefault(line[0], []).append(line[3])
    return [columns[number] for number in broken]
