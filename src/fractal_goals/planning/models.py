"""Session templates: sections in order, activities in order within each."""

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


class SessionTemplate(Scoped, Versioned, Trashable, ClientCreated, Base):
    """A named plan of a session."""

    __tablename__ = "session_templates"

    id: Mapped[str] = mapped_column(Id)
    name: Mapped[str] = mapped_column(sa.Text)
    description: Mapped[str | None] = mapped_column(sa.Text)

    __table_args__ = table_options(
        "session_template", "root_id id", named(), unique_living_name("session_templates")
    )


class TemplateSection(Scoped, Versioned, Trashable, Base):
    """A part of a template ("Warm-up"), read with its template."""

    __tablename__ = "template_sections"

    session_template_id: Mapped[str] = mapped_column(Id)
    id: Mapped[str] = mapped_column(Id)
    name: Mapped[str] = mapped_column(sa.Text)
    planned_duration_seconds: Mapped[int | None] = mapped_column(sa.Integer)
    sort_order: Mapped[int] = mapped_column(sa.Integer, server_default="0")

    __table_args__ = table_options(
        "template_section",
        "root_id session_template_id id",
        scoped_key("session_templates", "session_template_id", ondelete="CASCADE"),
        named(),
        sa.CheckConstraint("planned_duration_seconds >= 0", name="planned_duration"),
    )


class TemplateActivity(Scoped, Versioned, Trashable, Base):
    """One planned activity of a section; the same activity may stand twice."""

    __tablename__ = "template_activities"

    session_template_id: Mapped[str] = mapped_column(Id)
    template_section_id: Mapped[str] = mapped_column(Id)
    id: Mapped[str] = mapped_column(Id)
    activity_definition_id: Mapped[str] = mapped_column(Id)
    sort_order: Mapped[int] = mapped_column(sa.Integer, server_default="0")

    __table_args__ = table_options(
        "template_activity",
        "root_id session_template_id id",
        scoped_key(
            "template_sections",
            "session_template_id",
            "template_section_id",
            key="session_template_id,id",
            # All three columns would be more than PostgreSQL's 63 characters.
            name="fk_template_activities_template_section",
            ondelete="CASCADE",
        ),
        scoped_key("activity_definitions", "activity_definition_id", ondelete="RESTRICT"),
    )
