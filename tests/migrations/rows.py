"""What the tables of a database hold, and how rows get into them as plain statements."""

import re
from typing import Any

import sqlalchemy as sa

from tests.migrations.populate import POPULATED

_END_OF_STATEMENT = re.compile(r";\n(?=INSERT |\Z)")


def populate(engine: sa.Engine, revision: str) -> None:
    """Put the rows that were kept of a revision into a database that is at it."""
    text = (POPULATED / f"{revision}.sql").read_text(encoding="utf-8")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in _END_OF_STATEMENT.split(text):
            if statement:
                # No parameters: a colon or a percent sign is part of the text.
                connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def counts(engine: sa.Engine) -> dict[str, int]:
    """The number of rows of every table but Alembic's own."""
    with engine.connect() as connection:
        tables = [
            sa.table(name)
            for name in sa.inspect(connection).get_table_names()
            if name != "alembic_version"
        ]
        return {
            of.name: connection.scalar(sa.select(sa.func.count()).select_from(of)) or 0
            for of in tables
        }


def everything(engine: sa.Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of every table, in an order of their own."""
    found = {}
    with engine.connect() as connection:
        inspector = sa.inspect(connection)
        for name in sorted(counts(engine)):
            columns = sorted(column["name"] for column in inspector.get_columns(name))
            query = sa.select(sa.table(name, *map(sa.column, columns)))
            found[name] = sorted(map(tuple, connection.execute(query)), key=repr)
    return found


def broken_references(engine: sa.Engine) -> list[Any]:
    """Rows that point at nothing. PostgreSQL cannot hold any while its keys are valid."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            return list(connection.exec_driver_sql("PRAGMA foreign_key_check"))
        unchecked = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
        return list(connection.exec_driver_sql(unchecked))
