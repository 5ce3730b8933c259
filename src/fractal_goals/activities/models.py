"""The catalogue of drills: groups, activities, the metrics they record and their splits."""

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
    unique_living_name,
)
from fractal_goals.infra.types import Id


class ActivityGroup(Scoped, Versioned, Trashable, ClientCreated, Base):
    """A folder of drills."""

    __tablename__ = "activity_groups"

    id: Mapped[str] = mapped_column(Id)
    name: Mapped[str] = mapped_column(sa.Text)
    description: Mapped[str | None] = mapped_column(sa.Text)
    sort_order: Mapped[int] = mapped_column(sa.Integer, server_default="0")

    __table_args__ = table_options(
        "activity_group", "root_id id", named(), unique_living_name("activity_groups")
    )


class ActivityDefinition(Scoped, Versioned, Trashable, ClientCreated, Base):
    """A reusable drill. `has_*` says what its instances record."""

    __tablename__ = "activity_definitions"

    id: Mapped[str] = mapped_column(Id)
    group_id: Mapped[str | None] = mapped_column(Id)
    name: Mapped[str] = mapped_column(sa.Text)
    description: Mapped[str | None] = mapped_column(sa.Text)
    has_sets: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    has_splits: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    has_metrics: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    sort_order: Mapped[int] = mapped_column(sa.Integer, server_default="0")

    __table_args__ = table_options(
        "activity",
        "root_id id",
        scoped_key("activity_groups", "group_id"),
        named(),
        unique_living_name("activity_definitions"),
    )


class MetricDefinition(Scoped, Versioned, Trashable, Base):
    """A number that an activity records, its unit, direction and bounds."""

    __tablename__ = "metric_definitions"

    id: Mapped[str] = mapped_column(Id)
    activity_id: Mapped[str] = mapped_column(Id)
    name: Mapped[str] = mapped_column(sa.Text)
    unit: Mapped[str] = mapped_column(sa.Text, server_default="")
    is_active: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.true())
    is_top_set_metric: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    is_multiplicative: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    higher_is_better: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.true())
    min_value: Mapped[float | None] = mapped_column(sa.Double, server_default="0")
    max_value: Mapped[float | None] = mapped_column(sa.Double)
    sort_order: Mapped[int] = mapped_column(sa.Integer, server_default="0")

    __table_args__ = table_options(
        "metric",
        "root_id id",
        scoped_key("activity_definitions", "activity_id", ondelete="CASCADE"),
        named(),
        sa.CheckConstraint("min_value <= max_value", name="bounds"),
        unique_living_name("metric_definitions", "activity_id"),
    )


class SplitDefinition(Scoped, Versioned, Trashable, Base):
    """A named part of an activity whose values are recorded separately."""

    __tablename__ = "split_definitions"

    id: Mapped[str] = mapped_column(Id)
    activity_id: Mapped[str] = mapped_column(Id)
    name: Mapped[str] = mapped_column(sa.Text)
    sort_order: Mapped[int] = mapped_column(sa.Integer, server_default="0")

    __table_args__ = table_options(
        "split",
        "root_id id",
        scoped_key("activity_definitions", "activity_id", ondelete="CASCADE"),
        named(),
        unique_living_name("split_definitions", "activity_id"),
    )
