"""Practice sessions as nodes of the tree; what happens in one is the practice slice's."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from fractal_goals.infra.schema import (
    Base,
    ClientCreated,
    Scoped,
    Trashable,
    Versioned,
    named,
    scoped_key,
    table_options,
)
from fractal_goals.infra.types import Id, Instant


class PracticeSession(Scoped, Versioned, Trashable, ClientCreated, Base):
    """One sitting of work: planned (no start), running (no end), finished (completed).

    Durations are seconds; scores are 1 to 10.
    """

    __tablename__ = "practice_sessions"

    id: Mapped[str] = mapped_column(Id)
    name: Mapped[str] = mapped_column(sa.Text)
    description: Mapped[str | None] = mapped_column(sa.Text)
    completed: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    session_template_id: Mapped[str | None] = mapped_column(Id)
    template_name: Mapped[str | None] = mapped_column(sa.Text)
    planned_duration_seconds: Mapped[int | None] = mapped_column(sa.Integer)
    session_start: Mapped[datetime | None] = mapped_column(Instant)
    session_end: Mapped[datetime | None] = mapped_column(Instant)
    total_duration_seconds: Mapped[int | None] = mapped_column(sa.Integer)
    focus_score: Mapped[int | None] = mapped_column(sa.Integer)
    energy_level: Mapped[int | None] = mapped_column(sa.Integer)
    productivity_rating: Mapped[int | None] = mapped_column(sa.Integer)
    interruptions: Mapped[int | None] = mapped_column(sa.Integer)
    location: Mapped[str | None] = mapped_column(sa.Text)
    tools_used: Mapped[str | None] = mapped_column(sa.Text)
    notes: Mapped[str | None] = mapped_column(sa.Text)

    __table_args__ = table_options(
        "practice_session",
        "root_id id",
        scoped_key("session_templates", "session_template_id"),
        named(),
        sa.CheckConstraint("length(id) BETWEEN 1 AND 64", name="id_length"),
        sa.CheckConstraint("session_end >= session_start", name="start_before_end"),
        sa.CheckConstraint("planned_duration_seconds >= 0", name="planned_duration"),
        sa.CheckConstraint("total_duration_seconds >= 0", name="total_duration"),
        sa.CheckConstraint("focus_score BETWEEN 1 AND 10", name="focus_score"),
        sa.CheckConstraint("energy_level BETWEEN 1 AND 10", name="energy_level"),
        sa.CheckConstraint("productivity_rating BETWEEN 1 AND 10", name="productivity_rating"),
        sa.CheckConstraint("interruptions >= 0", name="interruptions"),
        sa.Index(
            "ix_practice_sessions_happened",
            "root_id",
            sa.text("coalesce(session_start, created_at)"),
            "id",
        ),
    )


class SessionGoal(Scoped, Base):
    """The link between a session and a short-term goal that it served."""

    __tablename__ = "practice_session_goals"

    practice_session_id: Mapped[str] = mapped_column(Id)
    short_term_goal_id: Mapped[str] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = table_options(
        "practice_session_goal",
        "root_id practice_session_id short_term_goal_id",
        scoped_key("practice_sessions", "practice_session_id", ondelete="CASCADE"),
        scoped_key("goals", "short_term_goal_id", ondelete="CASCADE"),
        sa.Index(
            "ix_practice_session_goals_goal", "root_id", "short_term_goal_id", "practice_session_id"
        ),
        trashed=False,
    )


class SessionTag(Scoped, Base):
    """A word that a person files a session under."""

    __tablename__ = "practice_session_tags"

    practice_session_id: Mapped[str] = mapped_column(Id)
    tag: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = table_options(
        "practice_session_tag",
        "root_id practice_session_id tag",
        scoped_key("practice_sessions", "practice_session_id", ondelete="CASCADE"),
        sa.CheckConstraint("length(trim(tag)) BETWEEN 1 AND 50", name="tag_length"),
        trashed=False,
    )
