"""What a check finds, and what the whole examination answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong: the row, where there is one, and a sentence."""

    problem: str
    table: str | None = None
    root_id: str | None = None
    id: str | None = None


class Outcome(msgspec.Struct, frozen=True):
    """What one check found. `count` is all of it, `findings` the first of it."""

    check: str
    ok: bool
    count: int
    findings: list[Finding]
    advice: str | None


class Report(msgspec.Struct, frozen=True):
    """The outcome of every check; `ok` if none found anything."""

    ok: bool
    database: str
    revision: str | None
    checks: list[Outcome]


Find = Callable[[sa.Connection], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A question to the rows of a database: its name, what finds an answer, what to do then."""

    name: str
    find: Find
    advice: str


def rows(connection: sa.Connection, query: sa.Select[Any], problem: str) -> list[Finding]:
    """A finding per row of a query that selects `root_id` and `id`, and what `problem` names.

    The table is that of the selected `id`.
    """
    (id_column,) = (column for column in query.selected_columns if column.name == "id")
    table = str(id_column.table.name)
    found = connection.execute(query).mappings()
    return [
        Finding(problem.format_map(row), table=table, root_id=row["root_id"], id=row["id"])
        for row in found
    ]
