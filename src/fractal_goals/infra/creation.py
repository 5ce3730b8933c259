"""Idempotent creation: a client's own id makes a retry the same row."""

import hashlib
from typing import Any

import msgspec
import sqlalchemy as sa

from fractal_goals.infra.work import Model, Work, table_of
from fractal_goals.kit.errors import Conflict


def digest_of(content: msgspec.Struct) -> str:
    """A fingerprint of what a client sent."""
    return hashlib.blake2b(msgspec.json.encode(content), digest_size=16).hexdigest()


def is_retry(work: Work, model: Model, row_id: str | None, digest: str, *apart_from: Model) -> bool:
    """Whether `row_id` was already made by this very request.

    Raises `Conflict` (`id_taken`) where the id stands for something else, be it a row of
    one of the classes that this one shares its ids with.
    """
    if row_id is None:
        return False
    if any(work.first(_with_id(other), id=row_id) is not None for other in apart_from):
        raise id_taken()
    table = table_of(model)
    mine = table.c.root_id == (work.root_id if "id" in table.c else row_id)
    same = mine & (table.c.id == row_id) if "id" in table.c else mine
    found = work.first(sa.select(table).where(same))
    if found is None:
        return False
    if found.creation_digest == digest and getattr(found, "deleted_at", None) is None:
        return True
    raise id_taken()


def id_taken() -> Conflict:
    """An id that a client chose stands for something else already."""
    message = "This id is already used for something else."
    return Conflict(message, code="id_taken")


def _with_id(model: Model) -> sa.Select[Any]:
    """A row of this fractal by `:id`, living or trashed."""
    table = table_of(model)
    return sa.select(table.c.id).where(
        table.c.root_id == sa.bindparam("root_id"), table.c.id == sa.bindparam("id")
    )
