"""What a deletion takes along, and what stands in the way of bringing it back.

What belongs to what is read from the schema: a key that cascades, or one marked
`GOES_WITH`, makes its row a part of the row that it points at.
"""

from collections.abc import Iterator
from functools import cache

import sqlalchemy as sa

from fractal_goals.fractals.models import Goal
from fractal_goals.infra.among import among
from fractal_goals.infra.schema import GOES_WITH, Base
from fractal_goals.infra.work import Model, Row, Work, living, table_of
from fractal_goals.kit.text import folded

_ROOT = table_of(Goal)


@cache
def trashable() -> tuple[Model, ...]:
    """Every mapped class whose rows can lie in the trash, wholes before their parts."""
    by_table = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
    return tuple(
        by_table[table] for table in Base.metadata.sorted_tables if "deletion_id" in table.c
    )


@cache
def belongings(model: Model) -> tuple[tuple[sa.Table, tuple[str, ...], tuple[str, ...]], ...]:
    """The wholes that a row belongs to: table, its own key columns, and the whole's."""
    return tuple(
        (key.referred_table, *_ends(key))
        for key in table_of(model).foreign_key_constraints
        if (key.ondelete == "CASCADE" or key.info == GOES_WITH)
        and "deletion_id" in key.referred_table.c
    )


def _ends(key: sa.ForeignKeyConstraint) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides of a key without the `root_id` they share."""
    pairs = [(e.parent.name, e.column.name) for e in key.elements if e.parent.name != "root_id"]
    return tuple(mine for mine, _ in pairs), tuple(theirs for _, theirs in pairs)


def living_rows(work: Work, model: Model) -> list[Row]:
    """Every living row of a class in this fractal."""
    table = table_of(model)
    return list(work.rows(sa.select(table).where(living(table))))


def living_parts(work: Work, whole: Model, rows: list[Row]) -> Iterator[tuple[Model, list[Row]]]:
    """The living rows that belong to these rows of `whole`, by class."""
    for part in trashable():
        for table, mine, theirs in belongings(part):
            if table is table_of(whole):
                wanted = {tuple(getattr(row, name) for name in theirs) for row in rows}
                found = _keyed(work, table_of(part), mine, wanted, living(table_of(part)))
                if found:
                    yield part, found


def _keyed(
    work: Work,
    table: sa.Table,
    columns: tuple[str, ...],
    wanted: set[tuple[str, ...]],
    condition: sa.ColumnElement[bool],
) -> list[Row]:
    """The rows of a table whose columns hold one of the wanted keys.

    Every column is asked for, so that the first finds them in an index; which values go
    together is seen afterwards.
    """
    each = (among(table.c[name], f"{name}s") for name in columns)
    ids = {f"{name}s": {key[at] for key in wanted} for at, name in enumerate(columns)}
    found = work.rows(sa.select(table).where(condition, *each), **ids)
    return [row for row in found if tuple(getattr(row, name) for name in columns) in wanted]


def trashed_rows(work: Work, model: Model, deletion_id: str) -> list[Row]:
    """The rows of a class that one deletion took."""
    table = table_of(model)
    mine = (table.c.root_id == sa.bindparam("root_id")) & (table.c.deletion_id == deletion_id)
    return list(work.rows(sa.select(table).where(mine)))


def trashed_root(work: Work, deletion_id: str) -> Row | None:
    """The root of a fractal of this person's that the deletion took."""
    return work.first(
        sa.select(_ROOT.c.root_id, _ROOT.c.name).where(
            _ROOT.c.deletion_id == deletion_id, _ROOT.c.user_id == work.actor.user_id
        )
    )


def row_whose_name_is_taken(work: Work, model: Model, rows: list[Row]) -> Row | None:
    """The first of these rows whose name a living one bears; none where names may repeat."""
    table = table_of(model)
    index = next((one for one in table.indexes if one.name == f"uq_{table.name}_living_name"), None)
    if index is None or not rows:
        return None
    scope = [column for column in index.columns if column.name not in {"root_id", "name"}]
    within = (among(column, f"{column.name}s") for column in scope)
    ids = {f"{column.name}s": {getattr(row, column.name) for row in rows} for column in scope}
    found = work.rows(sa.select(table.c.name, *scope).where(living(table), *within), **ids)

    def place(row: Row) -> tuple[str, ...]:
        return (folded(row.name), *(getattr(row, column.name) for column in scope))

    taken = {place(row) for row in found}
    return next((row for row in rows if place(row) in taken), None)


def whole_in_trash(
    work: Work, model: Model, rows: list[Row], deletion_id: str
) -> tuple[sa.Table, Row] | None:
    """A whole that these rows belong to and that another deletion took, if any."""
    for whole, mine, theirs in belongings(model):
        keys = {tuple(getattr(row, name) for name in mine) for row in rows}
        wanted = {key for key in keys if None not in key}
        elsewhere = (whole.c.root_id == sa.bindparam("root_id")) & (
            whole.c.deletion_id != deletion_id
        )
        if wanted and (found := _keyed(work, whole, theirs, wanted, elsewhere)):
            return whole, found[0]
    return None
