"""The history only grows: a trigger sees to it on SQLite, missing rights on PostgreSQL."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from tests.schema.garden import Garden, Row, table

HISTORY = table("history")
FORGED = {"action": "forged"}


@pytest.fixture
def entry(garden: Garden) -> Row:
    """What has been written; from now on the connection has no more rights than an application."""
    written = garden.plant("history")
    if garden.connection.dialect.name == "postgresql":
        garden.connection.exec_driver_sql("CREATE ROLE fractal_test_application")
        garden.connection.exec_driver_sql(
            "GRANT SELECT, INSERT ON history TO fractal_test_application"
        )
        garden.connection.exec_driver_sql("SET LOCAL ROLE fractal_test_application")
    return written


def change(way: str, entry: Row, dialect: str) -> Any:
    """A statement that would change what has been written."""
    it = (HISTORY.c.root_id == entry["root_id"]) & (HISTORY.c.id == entry["id"])
    key = ["root_id", "id"]
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    upsert = insert(HISTORY).values(**entry).on_conflict_do_update(index_elements=key, set_=FORGED)
    replace = sa.insert(HISTORY).values(**entry | FORGED).prefix_with("OR REPLACE")
    empty = sa.text("DELETE FROM history" if dialect == "sqlite" else "TRUNCATE history")
    return {
        "update": sa.update(HISTORY).where(it).values(FORGED),
        "delete": sa.delete(HISTORY).where(it),
        "upsert": upsert,
        "replace": replace if dialect == "sqlite" else upsert,
        "empty": empty,
    }[way]


@pytest.mark.parametrize("way", ["update", "delete", "upsert", "replace", "empty"])
def test_history_cannot_be_changed(connection: sa.Connection, entry: Row, way: str) -> None:
    statement = change(way, entry, connection.dialect.name)
    refused = pytest.raises(
        (sa.exc.IntegrityError, sa.exc.ProgrammingError), match=r"append-only|permission denied"
    )
    with refused, connection.begin_nested():
        connection.execute(statement)
    actions = connection.execute(sa.select(HISTORY.c.action)).scalars().all()
    assert actions == ["create"]


def test_the_same_entry_cannot_be_written_twice(connection: sa.Connection, entry: Row) -> None:
    with pytest.raises(sa.exc.IntegrityError), connection.begin_nested():
        connection.execute(sa.insert(HISTORY), entry | FORGED)


def test_history_can_be_added_to(connection: sa.Connection, entry: Row) -> None:
    connection.execute(sa.insert(HISTORY), entry | {"id": "next"})
    assert connection.scalar(sa.select(sa.func.count()).select_from(HISTORY)) == 2
