"""Soft deletion: a row and all that belongs to it share one `deletion_id`.

What belongs to what is read from the schema: a key that cascades, or one marked
`GOES_WITH`, makes its row a part of the row that it points at.
"""

from collections.abc import Iterator
from functools import cache

import sqlalchemy as sa

from fractal_goals.fractals.models import Goal
from fractal_goals.fractals.queries.fractals import root_names
from fractal_goals.infra.schema import GOES_WITH, Base
from fractal_goals.infra.work import Row, Work, fields_of, living, table_of
from fractal_goals.kit.errors import Conflict, NotFound
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.text import same_name

CHUNK = 500
_ROOT = table_of(Goal)
Rows = list[tuple[type[Base], list[Row]]]


@cache
def trashable() -> tuple[type[Base], ...]:
    """Every mapped class whose rows can lie in the trash, parents before their parts."""
    by_table = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
    return tuple(
        by_table[table] for table in Base.metadata.sorted_tables if "deletion_id" in table.c
    )


@cache
def parts_of(whole: sa.Table) -> tuple[tuple[type[Base], tuple[str, ...], tuple[str, ...]], ...]:
    """The classes that belong to a table: their key columns, and those they point at."""
    return tuple(
        (model, *_ends(key))
        for model in trashable()
        for key in table_of(model).foreign_key_constraints
        if key.referred_table is whole and _goes_with(key)
    )


def _goes_with(key: sa.ForeignKeyConstraint) -> bool:
    return key.ondelete == "CASCADE" or key.info == GOES_WITH


def _ends(key: sa.ForeignKeyConstraint) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides of a key without the `root_id` they share."""
    pairs = [(e.parent.name, e.column.name) for e in key.elements if e.parent.name != "root_id"]
    return tuple(mine for mine, _ in pairs), tuple(theirs for _, theirs in pairs)


def trash(work: Work, model: type[Base], row: Row) -> str:
    """Put a row and everything that belongs to it into the trash; the deletion's id."""
    taken: dict[tuple[str, ...], tuple[type[Base], Row]] = {}
    waiting: Rows = [(model, [row])]
    while waiting:
        kind, rows = waiting.pop()
        fresh = [one for one in rows if _identity(kind, one) not in taken]
        taken.update({_identity(kind, one): (kind, one) for one in fresh})
        waiting += [found for found in _living_parts(work, kind, fresh) if found[1]]
    return _mark(work, [(kind, [one]) for kind, one in taken.values()])


def trash_fractal(work: Work) -> str:
    """Put every living row of the entered fractal into the trash; the deletion's id."""
    tables = ((model, table_of(model)) for model in trashable())
    return _mark(
        work,
        [
            (model, list(work.rows(sa.select(table).where(living(table)))))
            for model, table in tables
        ],
    )


def restore(work: Work, deletion_id: str) -> None:
    """Bring back exactly what a deletion took.

    Raises `NotFound` for an unknown deletion, `Conflict` where a name is taken by
    now (`name_taken`) or the whole it belongs to lies in the trash (`parent_in_trash`).
    """
    found = [(model, rows) for model in trashable() if (rows := _trashed(work, model, deletion_id))]
    if not found:
        raise NotFound
    for model, rows in found:
        for row in rows:
            _check_name_is_free(work, model, row)
        _check_wholes_live(work, model, rows, deletion_id)
        work.update_many(model, rows, deleted_at=None, deletion_id=None)


def restore_fractal(work: Work, deletion_id: str) -> str:
    """Bring back a whole fractal that this person deleted; its id. Raises as `restore`."""
    mine = sa.select(_ROOT.c.root_id, _ROOT.c.name).where(
        _ROOT.c.deletion_id == deletion_id, _ROOT.c.user_id == work.actor.user_id
    )
    root = work.first(mine)
    if root is None:
        raise NotFound
    if any(same_name(other.name, root.name) for other in root_names(work)):
        message = f"You have another fractal called “{root.name}” by now. Rename it, then restore."
        raise Conflict(message, code="name_taken", entity="goal", id=root.root_id)
    work.entered = root.root_id
    restore(work, deletion_id)
    return str(root.root_id)


def _mark(work: Work, found: Rows) -> str:
    deletion_id = new_id()
    for model, rows in found:
        work.update_many(model, rows, deleted_at=work.now, deletion_id=deletion_id)
    return deletion_id


def _identity(model: type[Base], row: Row) -> tuple[str, ...]:
    table = table_of(model)
    return (table.name, *(fields_of(row)[column.name] for column in table.primary_key))


def _living_parts(
    work: Work, model: type[Base], rows: list[Row]
) -> Iterator[tuple[type[Base], list[Row]]]:
    for part, mine, theirs in parts_of(table_of(model)):
        table = table_of(part)
        wanted = {tuple(getattr(row, name) for name in theirs) for row in rows}
        ids = sorted({key[-1] for key in wanted})
        found: list[Row] = []
        for start in range(0, len(ids), CHUNK):
            among = table.c[mine[-1]].in_(ids[start : start + CHUNK])
            found += work.rows(sa.select(table).where(living(table), among))
        yield part, [one for one in found if tuple(getattr(one, name) for name in mine) in wanted]


def _trashed(work: Work, model: type[Base], deletion_id: str) -> list[Row]:
    table = table_of(model)
    mine = (table.c.root_id == sa.bindparam("root_id")) & (table.c.deletion_id == deletion_id)
    return list(work.rows(sa.select(table).where(mine)))


def _check_name_is_free(work: Work, model: type[Base], row: Row) -> None:
    table = table_of(model)
    index = next((one for one in table.indexes if one.name == f"uq_{table.name}_living_name"), None)
    if index is None:
        return
    scope = [column for column in index.columns if column.name not in {"root_id", "name"}]
    same_scope = [column == getattr(row, column.name) for column in scope]
    names = work.rows(sa.select(table.c.name).where(living(table), *same_scope))
    if any(same_name(other.name, row.name) for other in names):
        message = f"The name “{row.name}” is taken by now. Rename one of the two, then restore."
        raise Conflict(message, code="name_taken", entity=table.info["entity"], id=row.id)


def _check_wholes_live(work: Work, model: type[Base], rows: list[Row], deletion_id: str) -> None:
    """The wholes that `rows` belong to must live, or come back with the same deletion."""
    for key in table_of(model).foreign_key_constraints:
        whole = key.referred_table
        if not _goes_with(key) or "deletion_id" not in whole.c:
            continue
        mine, theirs = _ends(key)
        ids = sorted({value for row in rows if (value := getattr(row, mine[-1])) is not None})
        for start in range(0, len(ids), CHUNK):
            elsewhere = sa.select(whole).where(
                whole.c.root_id == sa.bindparam("root_id"),
                whole.c[theirs[-1]].in_(ids[start : start + CHUNK]),
                whole.c.deleted_at.is_not(None),
                whole.c.deletion_id != deletion_id,
            )
            if (parent := work.first(elsewhere)) is not None:
                raise _in_trash(whole, parent)


def _in_trash(whole: sa.Table, parent: Row) -> Conflict:
    message = "What it belongs to lies in the trash itself. Restore that first."
    return Conflict(
        message,
        code="parent_in_trash",
        entity=whole.info["entity"],
        id=parent.id,
        blocking_deletion_id=parent.deletion_id,
    )
