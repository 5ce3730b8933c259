"""The anchor of every fractal-scoped row, and the record of every change."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from fractal_goals.infra.schema import Base, ClientCreated, Scoped, Timestamps, table_options
from fractal_goals.infra.types import Id, Instant, Json


class Fractal(Timestamps, ClientCreated, Base):
    """One fractal and its owner. Its name is that of its root goal, whose id is `root_id`."""

    __tablename__ = "fractals"

    root_id: Mapped[str] = mapped_column(Id)
    user_id: Mapped[str] = mapped_column(Id, sa.ForeignKey("users.id"))

    __table_args__ = table_options(
        "fractal",
        "root_id",
        sa.UniqueConstraint("root_id", "user_id"),
        sa.Index("ix_fractals_user", "user_id"),
        sa.CheckConstraint("length(root_id) BETWEEN 1 AND 64", name="id_length"),
        trashed=False,
    )


class History(Scoped, Base):
    """Who changed what, when: append-only, ordered by its ULID.

    `before` and `after` hold the changed fields; a creation has no `before`.
    """

    __tablename__ = "history"

    id: Mapped[str] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[str | None] = mapped_column(Id)
    action: Mapped[str] = mapped_column(sa.Text)
    entity: Mapped[str] = mapped_column(sa.Text)
    entity_id: Mapped[str] = mapped_column(Id)
    before: Mapped[Any] = mapped_column(Json, nullable=True)
    after: Mapped[Any] = mapped_column(Json, nullable=True)
    request_id: Mapped[str | None] = mapped_column(sa.Text)

    __table_args__ = table_options(
        "history",
        "root_id id",
        trashed=False,
    )
