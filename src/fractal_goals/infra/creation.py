"""Idempotent creation: a client's own id makes a retry the same row."""

import hashlib

import msgspec
import sqlalchemy as sa

from fractal_goals.infra.schema import Base
from fractal_goals.infra.work import Work, table_of
from fractal_goals.kit.errors import Conflict


def digest_of(content: msgspec.Struct) -> str:
    """A fingerprint of what a client sent."""
    return hashlib.blake2b(msgspec.json.encode(content), digest_size=16).hexdigest()


def is_retry(work: Work, model: type[Base], row_id: str | None, digest: str) -> bool:
    """Whether `row_id` was already made by this very request.

    Raises `Conflict` (`id_taken`) where the id stands for something else.
    """
    if row_id is None:
        return False
    table = table_of(model)
    mine = table.c.root_id == (work.root_id if "id" in table.c else row_id)
    same = mine & (table.c.id == row_id) if "id" in table.c else mine
    found = work.first(sa.select(table).where(same))
    if found is None:
        return False
    if found.creation_digest == digest and getattr(found, "deleted_at", None) is None:
        return True
    message = "This id is already used for something else."
    raise Conflict(message, code="id_taken")
