"""Statements that are compiled once and handed to the driver as they are.

SQLAlchemy looks a statement up by its whole structure at every execution, which for the
JSON of a session is a fifth of the time the database needs for it. A statement of a module
is the same object for ever, so here it is its own key.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

Store = Callable[[Any], Any]


class _Parameter(NamedTuple):
    """A value that the SQL asks for: the statement's own, and how one is stored."""

    name: str
    own: Any
    store: Store | None


class Prepared(NamedTuple):
    """SQL, and the values it asks for: in order, or by name."""

    sql: str
    parameters: tuple[_Parameter, ...]
    is_positional: bool

    def values(self, given: Mapping[str, Any]) -> Any:
        """What the driver takes: the values given, else the statement's own."""
        values = []
        for one in self.parameters:
            value = given.get(one.name, one.own)
            values.append(one.store(value) if one.store else value)
        if self.is_positional:
            return tuple(values)
        return {one.name: value for one, value in zip(self.parameters, values, strict=True)}


@lru_cache(maxsize=512)
def prepared(statement: Any, dialect: sa.Dialect) -> Prepared:
    """Compile a statement for a dialect.

    Raises `ValueError` for one whose text depends on its values.
    """
    compiled = statement.compile(dialect=dialect)
    if compiled.post_compile_params:
        message = f"an IN with a list of values cannot be prepared: {compiled}"
        raise ValueError(message)
    own, binds = compiled.params, {name: one for one, name in compiled.bind_names.items()}
    parameters = (
        _Parameter(name, own[name], _store(binds[name], dialect))
        for name in compiled.positiontup or binds
    )
    return Prepared(str(compiled), tuple(parameters), bool(compiled.positional))


def _store(parameter: sa.BindParameter[Any], dialect: sa.Dialect) -> Store | None:
    """How values of a parameter's type are stored; None for as they are."""
    found: Store | None = parameter.type.dialect_impl(dialect).bind_processor(dialect)
    return found


def first_column(
    connection: sa.Connection, statement: sa.Executable, given: Mapping[str, Any]
) -> Any:
    """The first column of the first row as the driver has it, or None."""
    ready = prepared(statement, connection.dialect)
    return connection.exec_driver_sql(ready.sql, ready.values(given)).scalar()
