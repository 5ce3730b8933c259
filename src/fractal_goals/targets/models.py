"""Targets: conditions on recorded values that a goal must meet."""

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
from fractal_goals.infra.types import Id


class Target(Scoped, Versioned, Trashable, ClientCreated, Base):
    """A goal's target on one activity; `met_instance_id` is the instance that met it first."""

    __tablename__ = "targets"

    id: Mapped[str] = mapped_column(Id)
    goal_id: Mapped[str] = mapped_column(Id)
    name: Mapped[str] = mapped_column(sa.Text)
    activity_definition_id: Mapped[str] = mapped_column(Id)
    sort_order: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    met_instance_id: Mapped[str | None] = mapped_column(Id)

    __table_args__ = table_options(
        "target",
        "root_id id",
        scoped_key("goals", "goal_id", ondelete="CASCADE"),
        scoped_key("activity_definitions", "activity_definition_id", ondelete="RESTRICT"),
        scoped_key("activity_instances", "met_instance_id"),
        named(),
        sa.Index("ix_targets_goal", "root_id", "goal_id", "sort_order"),
    )


class TargetCondition(Scoped, Versioned, Trashable, Base):
    """One condition: the metric's value compared with a number."""

    __tablename__ = "target_conditions"

    target_id: Mapped[str] = mapped_column(Id)
    id: Mapped[str] = mapped_column(Id)
    metric_definition_id: Mapped[str] = mapped_column(Id)
    comparison: Mapped[str] = mapped_column(sa.Text)
    value: Mapped[float] = mapped_column(sa.Double)

    __table_args__ = table_options(
        "target_condition",
        "root_id target_id id",
        scoped_key("targets", "target_id", ondelete="CASCADE"),
        scoped_key("metric_definitions", "metric_definition_id", ondelete="RESTRICT"),
        sa.CheckConstraint("comparison IN ('>=', '<=', '=')", name="comparison"),
    )
