"""What is done in a session: instances, their timers, sets and values."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from fractal_goals.infra.schema import (
    Base,
    ClientCreated,
    Scoped,
    Trashable,
    Versioned,
    scoped_key,
    table_options,
)
from fractal_goals.infra.types import Id, Instant

LIVING = "deleted_at IS NULL"


class ActivityInstance(Scoped, Versioned, Trashable, ClientCreated, Base):
    """One performance of an activity within a session. `duration_seconds` leaves pauses out."""

    __tablename__ = "activity_instances"

    id: Mapped[str] = mapped_column(Id)
    practice_session_id: Mapped[str] = mapped_column(Id)
    activity_definition_id: Mapped[str] = mapped_column(Id)
    section: Mapped[str | None] = mapped_column(sa.Text)
    sort_order: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    time_start: Mapped[datetime | None] = mapped_column(Instant)
    time_stop: Mapped[datetime | None] = mapped_column(Instant)
    duration_seconds: Mapped[int | None] = mapped_column(sa.Integer)
    completed: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    notes: Mapped[str | None] = mapped_column(sa.Text)

    __table_args__ = table_options(
        "activity_instance",
        "root_id id",
        scoped_key("practice_sessions", "practice_session_id", ondelete="CASCADE"),
        scoped_key("activity_definitions", "activity_definition_id", ondelete="RESTRICT"),
        sa.CheckConstraint("length(id) BETWEEN 1 AND 64", name="id_length"),
        sa.CheckConstraint("time_stop >= time_start", name="start_before_stop"),
        sa.CheckConstraint("time_stop IS NULL OR time_start IS NOT NULL", name="stop_has_start"),
        sa.CheckConstraint("duration_seconds >= 0", name="duration"),
        sa.Index("ix_activity_instances_session", "root_id", "practice_session_id", "sort_order"),
        sa.Index(
            "ix_activity_instances_activity",
            "root_id",
            "activity_definition_id",
            "practice_session_id",
        ),
        sa.Index(
            "ix_activity_instances_running",
            "root_id",
            "id",
            sqlite_where=sa.text("time_start IS NOT NULL AND time_stop IS NULL"),
            postgresql_where=sa.text("time_start IS NOT NULL AND time_stop IS NULL"),
        ),
    )


class InstancePause(Scoped, Versioned, Trashable, Base):
    """An interval in which an instance's timer stood still; open while `resumed_at` is NULL."""

    __tablename__ = "instance_pauses"

    activity_instance_id: Mapped[str] = mapped_column(Id)
    id: Mapped[str] = mapped_column(Id)
    paused_at: Mapped[datetime] = mapped_column(Instant)
    resumed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = table_options(
        "instance_pause",
        "root_id activity_instance_id id",
        scoped_key("activity_instances", "activity_instance_id", ondelete="CASCADE"),
        sa.CheckConstraint("resumed_at >= paused_at", name="pause_before_resume"),
    )


class SessionPause(Scoped, Versioned, Trashable, Base):
    """An interval that a session's total duration leaves out."""

    __tablename__ = "session_pauses"

    practice_session_id: Mapped[str] = mapped_column(Id)
    id: Mapped[str] = mapped_column(Id)
    paused_at: Mapped[datetime] = mapped_column(Instant)
    resumed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = table_options(
        "session_pause",
        "root_id practice_session_id id",
        scoped_key("practice_sessions", "practice_session_id", ondelete="CASCADE"),
        sa.CheckConstraint("resumed_at >= paused_at", name="pause_before_resume"),
    )


class ActivitySet(Scoped, Versioned, Trashable, Base):
    """One repetition group of an instance, stored beside its instance."""

    __tablename__ = "activity_sets"

    activity_instance_id: Mapped[str] = mapped_column(Id)
    id: Mapped[str] = mapped_column(Id)
    kind: Mapped[str | None] = mapped_column(sa.Text)
    sort_order: Mapped[int] = mapped_column(sa.Integer, server_default="0")

    __table_args__ = table_options(
        "activity_set",
        "root_id activity_instance_id id",
        scoped_key("activity_instances", "activity_instance_id", ondelete="CASCADE"),
    )


class MetricValue(Scoped, Versioned, Trashable, Base):
    """One number: of an instance, in a set or none, for a metric, in a split or none."""

    __tablename__ = "metric_values"

    activity_instance_id: Mapped[str] = mapped_column(Id)
    id: Mapped[str] = mapped_column(Id)
    activity_set_id: Mapped[str | None] = mapped_column(Id)
    metric_definition_id: Mapped[str] = mapped_column(Id)
    split_definition_id: Mapped[str | None] = mapped_column(Id)
    value: Mapped[float] = mapped_column(sa.Double)

    __table_args__ = table_options(
        "metric_value",
        "root_id activity_instance_id id",
        scoped_key("activity_instances", "activity_instance_id", ondelete="CASCADE"),
        scoped_key(
            "activity_sets",
            "activity_instance_id",
            "activity_set_id",
            key="activity_instance_id,id",
            ondelete="CASCADE",
        ),
        scoped_key("metric_definitions", "metric_definition_id", ondelete="RESTRICT"),
        scoped_key("split_definitions", "split_definition_id", ondelete="RESTRICT"),
        sa.Index(
            "uq_metric_values_living_place",
            "root_id",
            "activity_instance_id",
            sa.text("coalesce(activity_set_id, '')"),
            "metric_definition_id",
            sa.text("coalesce(split_definition_id, '')"),
            unique=True,
            sqlite_where=sa.text(LIVING),
            postgresql_where=sa.text(LIVING),
        ),
        sa.Index(
            "ix_metric_values_metric",
            "root_id",
            "metric_definition_id",
            "activity_instance_id",
            "value",
            sqlite_where=sa.text(LIVING),
            postgresql_where=sa.text(LIVING),
        ),
    )
