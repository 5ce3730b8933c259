"""Soft deletion: a row and all that belongs to it share one `deletion_id`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from fractal_goals.fractals.queries.fractals import root_names
from fractal_goals.fractals.queries.trash import (
    living_parts,
    living_rows,
    row_whose_name_is_taken,
    trashable,
    trashed_root,
    trashed_rows,
    whole_in_trash,
)
from fractal_goals.infra.work import Model, Row, Work, fields_of, table_of
from fractal_goals.kit.errors import Conflict, NotFound
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.text import same_name


def trash(work: Work, model: Model, row: Row) -> str:
    """Put a row and everything that belongs to it into the trash; the deletion's id."""
    return trash_together(work, {model: [row]})


def trash_together(work: Work, chosen: Mapping[Model, Sequence[Row]]) -> str:
    """Put rows and everything that belongs to them into the trash as one deletion; its id."""
    taken: dict[Model, dict[tuple[str, ...], Row]] = defaultdict(dict)
    waiting: list[tuple[Model, Sequence[Row]]] = list(chosen.items())
    while waiting:
        kind, rows = waiting.pop()
        fresh = {key: one for one in rows if (key := _key(kind, one)) not in taken[kind]}
        taken[kind] |= fresh
        waiting += living_parts(work, kind, list(fresh.values()))
    return _mark(work, {kind: list(rows.values()) for kind, rows in taken.items()})


def trash_fractal(work: Work) -> str:
    """Put every living row of the entered fractal into the trash; the deletion's id."""
    return _mark(work, {model: living_rows(work, model) for model in trashable()})


def restore(work: Work, deletion_id: str) -> None:
    """Bring back exactly what a deletion took.

    Raises `NotFound` for an unknown deletion, `Conflict` where a name is taken by
    now (`name_taken`) or the whole it belongs to lies in the trash (`parent_in_trash`).
    """
    taken = {model: trashed_rows(work, model, deletion_id) for model in trashable()}
    if not any(taken.values()):
        raise NotFound
    for model, rows in taken.items():
        _check_names_are_free(work, model, rows)
        _check_whole_lives(work, model, rows, deletion_id)
        work.update_many(model, rows, deleted_at=None, deletion_id=None)


def restore_fractal(work: Work, deletion_id: str) -> str:
    """Bring back a whole fractal that this person deleted; its id. Raises as `restore`."""
    root = trashed_root(work, deletion_id)
    if root is None:
        raise NotFound
    if any(same_name(other.name, root.name) for other in root_names(work)):
        message = f"You have another fractal called “{root.name}” by now. Rename it, then restore."
        raise Conflict(message, code="name_taken", entity="goal", id=root.root_id)
    work.entered = root.root_id
    restore(work, deletion_id)
    return str(root.root_id)


def _mark(work: Work, taken: dict[Model, list[Row]]) -> str:
    deletion_id = new_id()
    for model, rows in taken.items():
        work.update_many(model, rows, deleted_at=work.now, deletion_id=deletion_id)
    return deletion_id


def _key(model: Model, row: Row) -> tuple[str, ...]:
    return tuple(fields_of(row)[column.name] for column in table_of(model).primary_key)


def _check_names_are_free(work: Work, model: Model, rows: list[Row]) -> None:
    row = row_whose_name_is_taken(work, model, rows)
    if row is not None:
        entity = table_of(model).info["entity"]
        message = f"The name “{row.name}” is taken by now. Rename one of the two, then restore."
        raise Conflict(message, code="name_taken", entity=entity, id=row.id)


def _check_whole_lives(work: Work, model: Model, rows: list[Row], deletion_id: str) -> None:
    blocking = whole_in_trash(work, model, rows, deletion_id)
    if blocking is None:
        return
    table, whole = blocking
    message = "What it belongs to lies in the trash itself. Restore that first."
    raise Conflict(
        message,
        code="parent_in_trash",
        entity=table.info["entity"],
        id=whole.id,
        blocking_deletion_id=whole.deletion_id,
    )
