"""Goals: the nodes of the tree."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from fractal_goals.infra.schema import (
    GOES_WITH,
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

TYPES = (
    "'UltimateGoal', 'LongTermGoal', 'MidTermGoal', 'ShortTermGoal', "
    "'ImmediateGoal', 'MicroGoal', 'NanoGoal'"
)
LIVING_ROOT = "parent_goal_id IS NULL AND parent_session_id IS NULL AND deleted_at IS NULL"


class Goal(Scoped, Versioned, Trashable, ClientCreated, Base):
    """A goal. Its parent is a goal or a practice session of the same fractal, or none.

    `created_on` is the owner's calendar day at creation: a deadline may be that
    day even where UTC is already a day further. `is_held_open` remembers that a
    person reopened what had completed by itself.
    """

    __tablename__ = "goals"

    id: Mapped[str] = mapped_column(Id)
    type: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text)
    description: Mapped[str | None] = mapped_column(sa.Text)
    deadline: Mapped[date | None] = mapped_column(sa.Date)
    created_on: Mapped[date | None] = mapped_column(sa.Date)
    completed: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    completion_source: Mapped[str | None] = mapped_column(sa.Text)
    completed_session_id: Mapped[str | None] = mapped_column(Id)
    completes_with_children: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    is_held_open: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    parent_goal_id: Mapped[str | None] = mapped_column(Id)
    parent_session_id: Mapped[str | None] = mapped_column(Id)
    parent_id: Mapped[str | None] = mapped_column(
        Id, sa.Computed("coalesce(parent_goal_id, parent_session_id)", persisted=True)
    )
    sort_order: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    user_id: Mapped[str | None] = mapped_column(Id)

    __table_args__ = table_options(
        "goal",
        "root_id id",
        scoped_key("goals", "parent_goal_id", info=GOES_WITH),
        scoped_key("practice_sessions", "parent_session_id", info=GOES_WITH),
        scoped_key("practice_sessions", "completed_session_id"),
        scoped_key("fractals", "user_id", key="user_id"),
        named(),
        sa.CheckConstraint("length(id) BETWEEN 1 AND 64", name="id_length"),
        sa.CheckConstraint(f"type IN ({TYPES})", name="type"),
        sa.CheckConstraint(
            "(type = 'UltimateGoal') = (parent_goal_id IS NULL AND parent_session_id IS NULL)",
            name="root_has_no_parent",
        ),
        sa.CheckConstraint("(type = 'UltimateGoal') = (root_id = id)", name="root_is_itself"),
        sa.CheckConstraint(
            "(type = 'UltimateGoal') = (user_id IS NOT NULL)", name="root_has_owner"
        ),
        sa.CheckConstraint(
            "parent_goal_id IS NULL OR parent_session_id IS NULL", name="one_parent"
        ),
        sa.CheckConstraint("parent_goal_id <> id", name="not_its_own_parent"),
        sa.CheckConstraint(
            "parent_session_id IS NULL OR type = 'ImmediateGoal'",
            name="session_has_immediate_goals",
        ),
        sa.CheckConstraint(
            "deadline >= coalesce(created_on, date(created_at))", name="deadline"
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "deadline >= coalesce(created_on, (created_at AT TIME ZONE 'UTC')::date)",
            name="deadline",
        ).ddl_if(dialect="postgresql"),
        sa.CheckConstraint(
            "completion_source IN ('manual', 'target', 'children')", name="completion_source"
        ),
        sa.CheckConstraint(
            "completed = (completed_at IS NOT NULL) "
            "AND completed = (completion_source IS NOT NULL)",
            name="completion",
        ),
        sa.Index("ix_goals_parent", "root_id", "parent_id", "sort_order"),
        sa.Index(
            "uq_goals_living_root_name",
            "user_id",
            sa.text("lower(name)"),
            unique=True,
            sqlite_where=sa.text(LIVING_ROOT),
            postgresql_where=sa.text(LIVING_ROOT),
        ),
    )
