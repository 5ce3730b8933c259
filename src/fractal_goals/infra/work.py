"""The unit of work: one request, command or job, in one transaction.

Commands write only through `Work`, which stamps rows and records every change;
what is recorded becomes history and tells the settling steps what to look at.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

import sqlalchemy as sa

from fractal_goals.infra.prepared import first_column
from fractal_goals.infra.schema import Base
from fractal_goals.kit import clock
from fractal_goals.kit.errors import Stale

UNSCOPED = "this Work has not entered a fractal"
# Columns that say when and how often, not what: left out of history.
BOOKKEEPING = frozenset({"created_at", "updated_at", "version", "root_id"})

Row = sa.Row[Any]
Model = type[Base]
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a Work, and what "today" means to them."""

    user_id: str
    time_zone: str = "UTC"
    day_start_hour: int = 0
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One row's change: the fields that differ, before and after."""

    root_id: str
    table: sa.Table
    key: Mapping[str, str]
    action: str
    before: Fields | None
    after: Fields | None

    @property
    def entity(self) -> str:
        """The row's kind, as history names it."""
        return str(self.table.info["entity"])

    @property
    def entity_id(self) -> str:
        """The row's own id; for a link, the ids that make it."""
        return self.key.get("id") or "/".join(
            value for name, value in self.key.items() if name != "root_id" or len(self.key) == 1
        )


@dataclass(slots=True)
class Work:
    """A connection in a transaction, who acts, when, and what changed so far."""

    connection: sa.Connection
    actor: Actor
    now: datetime = field(default_factory=clock.utc_now)
    request_id: str | None = None
    expected_version: int | None = None
    entered: str | None = None
    role: str | None = None
    changes: list[Change] = field(default_factory=list)
    settling: "Step | None" = None
    settled: int = 0

    def settle(self) -> None:
        """Let follow now what follows from the changes so far (`settled` counts those done).

        It happens before the commit in any case. A command whose answer shows it calls
        this before it reads its answer.
        """
        if self.settling is not None:
            self.settling(self)

    @property
    def root_id(self) -> str:
        """The fractal this Work is about; every scoped query starts from it."""
        if self.entered is None:
            raise RuntimeError(UNSCOPED)
        return self.entered

    @property
    def today(self) -> date:
        """The actor's calendar day."""
        return clock.person_day(self.now, self.actor.time_zone, self.actor.day_start_hour)

    @property
    def is_sqlite(self) -> bool:
        """Which of the two databases this is."""
        return self.connection.dialect.name == "sqlite"

    def rows(self, statement: sa.Executable, **parameters: Any) -> Sequence[Row]:
        """All rows of a statement; `:root_id` in it is the fractal entered."""
        return self._execute(statement, parameters).fetchall()

    def first(self, statement: sa.Executable, **parameters: Any) -> Row | None:
        """The first row of a statement, or None."""
        return self._execute(statement, parameters).first()

    def scalar(self, statement: sa.Executable, **parameters: Any) -> Any:
        """The text or number in the first column of the first row, or None.

        The statement is compiled once: give the same object again.
        """
        return first_column(self.connection, statement, self._bound(parameters))

    def _execute(
        self, statement: sa.Executable, parameters: dict[str, Any]
    ) -> sa.CursorResult[Any]:
        return self.connection.execute(statement, self._bound(parameters))

    def _bound(self, parameters: dict[str, Any]) -> dict[str, Any]:
        if self.entered is not None:
            parameters.setdefault("root_id", self.entered)
        return parameters

    def insert(self, model: Model, **values: Any) -> None:
        """Add a row, stamped and recorded. `root_id` is the fractal entered, unless given."""
        self.insert_many(model, [values])

    def insert_many(self, model: Model, rows: Iterable[Fields]) -> None:
        """Add rows that carry the same columns, with one statement."""
        table = table_of(model)
        stamped = [self._stamp(table, row) for row in rows]
        if not stamped:
            return
        self.connection.execute(sa.insert(table), stamped)
        for row in stamped:
            after = {name: value for name, value in row.items() if name not in BOOKKEEPING}
            self._record(table, row, "create", None, after)

    def update(self, model: Model, row: Row, **values: Any) -> bool:
        """Change a row that was read in this Work; unchanged fields are left alone.

        Returns whether anything differed. `version` grows by one if so.
        """
        table = table_of(model)
        before = fields_of(row)
        after = {name: value for name, value in values.items() if before[name] != value}
        if not after:
            return False
        self._write_update(table, after, [_bound_key(table, before)])
        self._record(table, before, _action(after), {name: before[name] for name in after}, after)
        return True

    def update_many(self, model: Model, rows: Sequence[Row], **values: Any) -> None:
        """Give many rows the same values with one statement, each recorded as its own change."""
        table = table_of(model)
        befores = [fields_of(row) for row in rows]
        changed = [row for row in befores if any(row[name] != values[name] for name in values)]
        if changed:
            self._write_update(table, values, [_bound_key(table, row) for row in changed])
        for row in changed:
            self._record(table, row, _action(values), {name: row[name] for name in values}, values)

    def update_each(self, model: Model, changes: Iterable[tuple[Row, Fields]]) -> bool:
        """Give each row its own values of the same fields with one statement.

        Rows that would not change are left alone; returns whether any did.
        """
        table = table_of(model)
        changed = [
            (before, values)
            for row, values in changes
            if any((before := fields_of(row))[name] != values[name] for name in values)
        ]
        if not changed:
            return False
        bound: Fields = {name: sa.bindparam(f"new_{name}") for name in changed[0][1]}
        parameters = [
            {**_bound_key(table, before), **{f"new_{name}": values[name] for name in values}}
            for before, values in changed
        ]
        self._write_update(table, bound, parameters)
        for before, values in changed:
            after = {name: value for name, value in values.items() if before[name] != value}
            old = {name: before[name] for name in after}
            self._record(table, before, _action(after), old, after)
        return True

    def touch(self, model: Model, row: Row) -> None:
        """Count a change of a row's parts as one of the row: `version` grows.

        For rows that are read and edited as a whole with their parts. The parts'
        own changes are what history tells.
        """
        table = table_of(model)
        self._write_update(table, {}, [_bound_key(table, fields_of(row))])

    def _write_update(
        self, table: sa.Table, values: Fields, rows: Sequence[dict[str, Any]]
    ) -> None:
        """One UPDATE for all rows, each by its bound key: `version` grows, `updated_at` is now."""
        stamp: dict[str, Any] = {"updated_at": self.now} if "updated_at" in table.c else {}
        if "version" in table.c:
            stamp["version"] = table.c.version + 1
        by_key = [column == sa.bindparam(f"key_{column.name}") for column in table.primary_key]
        statement = sa.update(table).where(*by_key).values(**values, **stamp)
        self.connection.execute(statement, rows)

    def delete(self, model: Model, row: Row) -> None:
        """Remove a link for good. Rows that people make go to the trash instead."""
        table = table_of(model)
        before = dict(fields_of(row))
        self.connection.execute(sa.delete(table).where(*_key_is(table, before)))
        self._record(table, before, "delete", before, None)

    def expect_version(self, version: int) -> None:
        """Refuse to change a row that is not the one the caller saw (`If-Match`)."""
        if self.expected_version is not None and self.expected_version != version:
            message = f"This has changed: it is now version {version}."
            raise Stale(message, current_version=version)

    def _stamp(self, table: sa.Table, row: Fields) -> dict[str, Any]:
        stamped = dict(row)
        if "root_id" in table.c and "root_id" not in stamped:
            stamped["root_id"] = self.root_id
        stamped.setdefault("created_at", self.now)
        if "updated_at" in table.c:
            stamped.setdefault("updated_at", self.now)
        if "version" in table.c:
            stamped.setdefault("version", 1)
        return stamped

    def _record(
        self,
        table: sa.Table,
        row: Fields,
        action: str,
        before: Fields | None,
        after: Fields | None,
    ) -> None:
        if "root_id" not in table.c:
            return
        key = {column.name: row[column.name] for column in table.primary_key}
        self.changes.append(Change(row["root_id"], table, key, action, before, after))


def one(model: Model) -> sa.Select[Any]:
    """A living row of the entered fractal by `:id`."""
    table = table_of(model)
    return sa.select(table).where(living(table), table.c.id == sa.bindparam("id"))


def living(table: Any) -> sa.ColumnElement[bool]:
    """The one filter of every scoped read: this Work's fractal, and not in the trash."""
    return sa.and_(table.c.root_id == sa.bindparam("root_id"), table.c.deleted_at.is_(None))


Step = Callable[[Work], None]


def table_of(model: Model) -> sa.Table:
    """The Core table of a mapped class."""
    table = model.__table__
    assert isinstance(table, sa.Table)  # noqa: S101 - narrows the declared FromClause
    return table


def fields_of(row: Row) -> Fields:
    """A row's columns by name."""
    return cast("Fields", row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


def _action(values: Fields) -> str:
    """What history calls a change of these fields."""
    if "deleted_at" in values:
        return "trash" if values["deleted_at"] else "restore"
    return "update"


def _key_is(table: sa.Table, row: Fields) -> list[sa.ColumnElement[bool]]:
    return [column == row[column.name] for column in table.primary_key]


def _bound_key(table: sa.Table, row: Fields) -> dict[str, Any]:
    return {f"key_{column.name}": row[column.name] for column in table.primary_key}
