"""Valid rows of every table, made from the schema: each with the rows that it points at."""

import itertools
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from fractal_goals.tables import metadata

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 1, 31, 9, 31, tzinfo=UTC)
TODAY = date(2026, 1, 31)
HOME = "home"
ABROAD = "abroad"
# Every column that must be filled and is no key. A new one is asked for by a KeyError.
FILLING: dict[str, Any] = {
    "action": "create",
    "at": NOW,
    "comparison": ">=",
    "created_at": NOW,
    "entity": "goal",
    "entity_id": "g",
    "paused_at": NOW,
    "role": "editor",
    "type": "LongTermGoal",
    "updated_at": NOW,
    "value": 1.0,
}
UNIQUE_TEXTS = {"name", "tag", "username"}

Row = dict[str, Any]


def table(name: str) -> sa.Table:
    """A table by its name."""
    return metadata.tables[name]


def foreign_keys(of: sa.Table) -> list[sa.ForeignKeyConstraint]:
    """The foreign keys of a table, in a stable order."""
    return sorted(of.foreign_key_constraints, key=lambda key: str(key.name))


def own_columns(key: sa.ForeignKeyConstraint) -> list[tuple[str, str]]:
    """The pairs of columns that a key joins, without the `root_id` that both sides share."""
    pairs = [(part.parent.name, part.column.name) for part in key.elements]
    return [pair for pair in pairs if pair != ("root_id", "root_id")]


class Garden:
    """Plants rows in a connection; what a row needs is planted with it."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self._numbers = itertools.count()
        self._roots: dict[str, Row] = {}
        self._root_goals: dict[str, Row] = {}

    def plant(self, name: str, /, **given: Any) -> Row:
        """Insert a valid row of a table, different from all others but for what is given."""
        row = self.row(name, **given)
        self.connection.execute(sa.insert(table(name)), row)
        if name == "fractals":
            self._roots[row["root_id"]] = row
        return row

    def row(self, name: str, /, **given: Any) -> Row:
        """A valid row, not yet inserted; what it needs is."""
        of = table(name)
        row = dict(given)
        if name == "fractals":
            row.setdefault("root_id", self._fresh("root"))
        elif "root_id" in of.c:
            self.fractal(row.setdefault("root_id", HOME))
        for key in foreign_keys(of):
            self._satisfy(of, key, row)
        for column in of.c:
            if column.name not in row and not column.nullable and column.server_default is None:
                row[column.name] = self._fill(column)
        if name == "goals" and not {"parent_goal_id", "parent_session_id"} & given.keys():
            row["parent_goal_id"] = self.root_goal(row["root_id"])["id"]
        return row

    def fractal(self, root_id: str) -> Row:
        """The fractal of this id, planted once."""
        if root_id not in self._roots:
            self.plant("fractals", root_id=root_id)
        return self._roots[root_id]

    def root_goal(self, root_id: str) -> Row:
        """The ultimate goal of a fractal, planted once."""
        if root_id not in self._root_goals:
            self._root_goals[root_id] = self.plant("goals", **self.ultimate(root_id))
        return self._root_goals[root_id]

    def ultimate(self, root_id: str) -> Row:
        """What makes a goal the root of its fractal."""
        return {
            "root_id": root_id,
            "id": root_id,
            "type": "UltimateGoal",
            "parent_goal_id": None,
            "user_id": self.fractal(root_id)["user_id"],
        }

    def _satisfy(self, of: sa.Table, key: sa.ForeignKeyConstraint, row: Row) -> None:
        """Plant what a required key points at, unless it was given."""
        pairs = own_columns(key)
        if not pairs or any(of.c[mine].nullable or mine in row for mine, _ in pairs):
            return
        scope = {"root_id": row["root_id"]} if "root_id" in key.referred_table.c else {}
        target = self.plant(key.referred_table.name, **scope)
        row.update({mine: target[theirs] for mine, theirs in pairs})

    def _fill(self, column: sa.Column[Any]) -> Any:
        if column.name in UNIQUE_TEXTS or column.name == "id":
            return self._fresh(column.name)
        return FILLING[column.name]

    def _fresh(self, prefix: str) -> str:
        return f"{prefix}-{next(self._numbers)}"
