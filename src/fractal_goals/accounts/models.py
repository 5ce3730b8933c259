"""People, and who may enter which fractal."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from fractal_goals.infra.schema import Base, Timestamps, Versioned, table_options
from fractal_goals.infra.types import Id, Instant


class User(Versioned, Base):
    """A person. `time_zone` and `day_start_hour` say what "today" means to them."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(Id)
    username: Mapped[str] = mapped_column(sa.Text)
    email: Mapped[str | None] = mapped_column(sa.Text)
    password_hash: Mapped[str | None] = mapped_column(sa.Text)
    display_name: Mapped[str | None] = mapped_column(sa.Text)
    time_zone: Mapped[str] = mapped_column(sa.Text, server_default="UTC")
    day_start_hour: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    is_active: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.true())
    is_admin: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    last_login: Mapped[datetime | None] = mapped_column(Instant)
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = table_options(
        "user",
        "id",
        sa.CheckConstraint("length(trim(username)) BETWEEN 1 AND 200", name="username_length"),
        sa.CheckConstraint("day_start_hour BETWEEN 0 AND 23", name="day_start_hour"),
        sa.Index("uq_users_username", sa.text("lower(username)"), unique=True),
        sa.Index("uq_users_email", sa.text("lower(email)"), unique=True),
        trashed=False,
    )


class Membership(Timestamps, Base):
    """Another person's right to see (viewer) or change (editor) a fractal."""

    __tablename__ = "memberships"

    root_id: Mapped[str] = mapped_column(Id, sa.ForeignKey("fractals.root_id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(Id, sa.ForeignKey("users.id"))
    role: Mapped[str] = mapped_column(sa.Text)

    __table_args__ = table_options(
        "membership",
        "root_id user_id",
        sa.CheckConstraint("role IN ('editor', 'viewer')", name="role"),
        sa.Index("ix_memberships_user", "user_id"),
        trashed=False,
    )
