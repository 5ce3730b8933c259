"""Reads about people."""

import dataclasses

import sqlalchemy as sa

from fractal_goals.accounts.models import User
from fractal_goals.infra.json_sql import as_text, columns, json_object
from fractal_goals.infra.work import Row, Work, table_of
from fractal_goals.kit.errors import NotFound

users = table_of(User)
FIELDS = (
    "id username email display_name time_zone day_start_hour is_admin version created_at updated_at"
)
_PERSON = sa.select(users).where(users.c.id == sa.bindparam("user_id"), users.c.is_active)
_ME = sa.select(as_text(json_object(columns(users.c, FIELDS.split())))).where(
    users.c.id == sa.bindparam("user_id")
)

# An arbitrary number that only we use, and not for the migrations.
_ONE_START_AT_A_TIME = sa.text("SELECT pg_advisory_xact_lock(7246320)")


def person(work: Work) -> Row:
    """The actor's own row; raises `NotFound`."""
    found = work.first(_PERSON, user_id=work.actor.user_id)
    if found is None:
        raise NotFound
    return found


def identify(work: Work) -> None:
    """Fill in the actor's zone, day start and rights."""
    row = person(work)
    work.actor = dataclasses.replace(
        work.actor,
        time_zone=row.time_zone,
        day_start_hour=row.day_start_hour,
        is_admin=row.is_admin,
    )


def me(work: Work) -> bytes:
    """The actor as JSON."""
    return str(work.scalar(_ME, user_id=work.actor.user_id)).encode()


def wait_for_other_starts(work: Work) -> None:
    """Wait until no other Work that asked the same is under way; SQLite has one writer anyway."""
    if not work.is_sqlite:
        work.rows(_ONE_START_AT_A_TIME)


def first_user_id(work: Work) -> str | None:
    """The oldest account: in personal mode, the local owner."""
    oldest = sa.select(users.c.id).order_by(users.c.created_at, users.c.id).limit(1)
    found = work.scalar(oldest)
    return None if found is None else str(found)
