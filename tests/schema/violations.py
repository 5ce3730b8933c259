"""What a database says when it refuses a row: the kind of rule, and its name."""

import re
from typing import Any, NamedTuple

import psycopg
import pytest
import sqlalchemy as sa

POSTGRES_KINDS = {
    "23502": "not null",
    "23001": "foreign key",  # RESTRICT, since PostgreSQL 18
    "23503": "foreign key",
    "23505": "unique",
    "23514": "check",
}
SQLITE_MESSAGES = {
    "not null": re.compile(r"NOT NULL constraint failed: (\S+)"),
    "foreign key": re.compile(r"FOREIGN KEY constraint failed()"),
    "unique": re.compile(r"UNIQUE constraint failed: (?:index ')?([^']+)"),
    "check": re.compile(r"CHECK constraint failed: (\S+)"),
}


class Violation(NamedTuple):
    """A broken rule. `name` is the constraint's, or the columns' where SQLite knows no more."""

    kind: str
    name: str


def refusal(connection: sa.Connection, statement: Any, values: Any = None) -> Violation:
    """Run what must be refused, and tell by which rule; the transaction can go on."""
    with pytest.raises(sa.exc.IntegrityError) as caught, connection.begin_nested():
        connection.execute(statement, values)
    return _violation(caught.value.orig)


def _violation(error: BaseException | None) -> Violation:
    if isinstance(error, psycopg.Error):
        found = error.diag
        name = found.constraint_name or f"{found.table_name}.{found.column_name}"
        return Violation(POSTGRES_KINDS[str(error.sqlstate)], name)
    for kind, pattern in SQLITE_MESSAGES.items():
        if match := pattern.search(str(error)):
            return Violation(kind, match[1])
    message = f"no rule in {error!r}"
    raise AssertionError(message)
