"""The statements that the product sends to a database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

Statement = tuple[str, Any]
BOUNDARIES = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA")


@contextmanager
def statements() -> Iterator[list[Statement]]:
    """Collects statements with their parameters; what only opens or ends a transaction is none."""
    found: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if not statement.startswith(BOUNDARIES):
            found.append((statement, parameters))

    event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(sa.Engine, "before_cursor_execute", note)


def asked_for(ask: Callable[[], object]) -> list[Statement]:
    """The statements that a read or a write sends."""
    with statements() as found:
        ask()
    return list(found)


def plan(engine: sa.Engine, statement: Statement) -> str:
    """How a database goes about a statement, where a small table is no reason to read it whole."""
    text, parameters = statement
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", parameters)
            return "\n".join(str(row[-1]) for row in rows)
        connection.exec_driver_sql("SET enable_seqscan = off")
        rows = connection.exec_driver_sql(f"EXPLAIN {text}", parameters)
        return "\n".join(str(row[0]) for row in rows)
