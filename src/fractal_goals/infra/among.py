"""`column IN (any number of ids)` with one parameter: the statement never changes its text."""

from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from fractal_goals.infra.types import Id


class _Ids(sa.types.TypeDecorator[Any]):
    """A collection of ids: an array on PostgreSQL, a JSON array on SQLite."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Choose the physical type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.ARRAY(Id))
        return dialect.type_descriptor(sa.Text())

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        """Bind the ids in a stable order."""
        ids = sorted(value)
        return ids if dialect.name == "postgresql" else msgspec.json.encode(ids).decode()


class _Among(FunctionElement[bool]):
    # Not Boolean: for SQLite that would be written `… IN (…) = 1`, which no index serves.
    type: sa.types.TypeEngine[Any] = sa.types.NULLTYPE
    name = "among"
    inherit_cache = True


def among(column: sa.ColumnElement[Any], name: str) -> sa.ColumnElement[bool]:
    """Whether `column` is one of the ids that the statement gets as `:name`.

    Many thousand ids are one parameter; both databases look them up in an index.
    """
    return _Among(column, sa.bindparam(name, type_=_Ids()))


@compiles(_Among)
def _among_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    column, ids = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({ids}))"  # noqa: S608 - compiled SQL


@compiles(_Among, "postgresql")
def _among_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    column, ids = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} = ANY ({ids})"
