"""The declarative base and the columns that many tables share."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from fractal_goals.infra.types import Id, Instant

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


# Marks a foreign key whose row goes to the trash with the row it points at, where
# the key does not say so already by ON DELETE CASCADE.
GOES_WITH = {"goes_with": True}


class Base(DeclarativeBase):
    """Every mapped class; used as schema, read and written by Core statements."""

    metadata = sa.MetaData(naming_convention=NAMING)


class Timestamps:
    """When a row was made and last changed. Set by `Work` alone."""

    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)


class Versioned(Timestamps):
    """`version` counts the changes of a row, for optimistic concurrency."""

    version: Mapped[int] = mapped_column(sa.Integer, server_default="1")


class Scoped:
    """A row of one fractal: `root_id` leads its primary key, so a fractal lies together."""

    @declared_attr
    def root_id(cls) -> Mapped[str]:  # noqa: N805 - a declared_attr gets the class
        """The fractal this row belongs to."""
        return mapped_column(Id, sa.ForeignKey("fractals.root_id"))


class Trashable:
    """A row that can lie in the trash, with all that the same deletion took."""

    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    deletion_id: Mapped[str | None] = mapped_column(Id)


class ClientCreated:
    """A row whose creation a client may retry under an id of its own.

    The digest of what was sent tells a retry (same) from a clash (different).
    """

    creation_digest: Mapped[str | None] = mapped_column(sa.Text)


def scoped_key(
    target: str, *columns: str, key: str = "id", **options: Any
) -> sa.ForeignKeyConstraint:
    """A foreign key that cannot leave the fractal: `(root_id, columns) → (root_id, key)`."""
    keys = [f"{target}.root_id", *(f"{target}.{name}" for name in key.split(","))]
    return sa.ForeignKeyConstraint(["root_id", *columns], keys, **options)


def table_options(
    entity: str, key: str, *constraints: Any, trashed: bool = True
) -> tuple[Any, ...]:
    """Key, constraints and physical options of a table; `entity` is its name in history.

    `key` names the primary key's columns in order. Without rowids SQLite stores
    the rows in that order, so a fractal's rows are neighbours on disk.
    """
    checks: list[Any] = [sa.PrimaryKeyConstraint(*key.split()), *constraints]
    if trashed:
        checks.append(
            sa.CheckConstraint("(deleted_at IS NULL) = (deletion_id IS NULL)", name="trashed")
        )
    return (*checks, {"sqlite_with_rowid": False, "info": {"entity": entity}})


def named(maximum: int = 200) -> sa.CheckConstraint:
    """A name of 1 to `maximum` characters, not blank."""
    return sa.CheckConstraint(f"length(trim(name)) BETWEEN 1 AND {maximum}", name="name_length")


def unique_living_name(table: str, *scope: str) -> sa.Index:
    """Names are unique among living rows of the scope, ignoring case."""
    return sa.Index(
        f"uq_{table}_living_name",
        "root_id",
        *scope,
        sa.text("lower(name)"),
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
