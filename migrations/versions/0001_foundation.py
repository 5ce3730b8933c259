"""All tables of the first release, with every constraint, and the guard of the history.

Types, names and expressions are written out here and not imported from the models:
a migration says what the schema was, the models what it is.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TEXT = sa.Text()
INSTANT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
DAY = sa.Date()
WHOLE = sa.Integer()
NUMBER = sa.Double()
FLAG = sa.Boolean()
JSON = sa.Text().with_variant(postgresql.JSONB(), "postgresql")

TABLES = (
    "users fractals memberships history session_templates template_sections activity_groups "
    "activity_definitions metric_definitions split_definitions template_activities "
    "practice_sessions session_pauses practice_session_tags goals practice_session_goals "
    "activity_instances instance_pauses activity_sets metric_values targets target_conditions"
).split()
LIVING = "deleted_at IS NULL"
LIVING_ROOT = f"parent_goal_id IS NULL AND parent_session_id IS NULL AND {LIVING}"
RUNNING = "time_start IS NOT NULL AND time_stop IS NULL"


def upgrade() -> None:
    """Make the tables, each after those it points at."""
    people_and_fractals()
    catalogue_of_activities()
    session_templates()
    practice_sessions()
    goals()
    what_was_practised()
    targets()
    guard_history()


def downgrade() -> None:
    """Drop everything. On SQLite the history's triggers go with their table."""
    for table in reversed(TABLES):
        op.drop_table(table)


def people_and_fractals() -> None:
    """People, the anchors of their fractals, who else may enter, and what was done."""
    create(
        *("users", "id"),
        *required(TEXT, "username"),
        *optional(TEXT, "email", "password_hash", "display_name"),
        *required(TEXT, "time_zone", default="UTC"),
        *required(WHOLE, "day_start_hour", default="0"),
        *required(FLAG, "is_active", default=sa.true()),
        *required(FLAG, "is_admin", default=sa.false()),
        *optional(INSTANT, "last_login", "deleted_at"),
        *required(WHOLE, "version", default="1"),
        *required(INSTANT, "created_at", "updated_at"),
        check("username_length", "length(trim(username)) BETWEEN 1 AND 200"),
        check("day_start_hour", "day_start_hour BETWEEN 0 AND 23"),
    )
    index("uq_users_username", "users", "lower(username)")
    index("uq_users_email", "users", "lower(email)")
    create(
        *("fractals", "root_id"),
        *required(ID, "user_id"),
        *required(INSTANT, "created_at", "updated_at"),
        *optional(TEXT, "creation_digest"),
        sa.UniqueConstraint("root_id", "user_id", name=op.f("uq_fractals_root_id_user_id")),
        check("id_length", "length(root_id) BETWEEN 1 AND 64"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"]),
    )
    index("ix_fractals_user", "fractals", "user_id")
    create(
        *("memberships", "root_id user_id"),
        *required(TEXT, "role"),
        *required(INSTANT, "created_at", "updated_at"),
        check("role", "role IN ('editor', 'viewer')"),
        sa.ForeignKeyConstraint(["root_id"], ["fractals.root_id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"]),
    )
    index("ix_memberships_user", "memberships", "user_id")
    create_scoped(
        *("history", "id"),
        *required(INSTANT, "at"),
        *optional(ID, "actor_id"),
        *required(TEXT, "action", "entity"),
        *required(ID, "entity_id"),
        *optional(JSON, "before", "after"),
        *optional(TEXT, "request_id"),
    )


def catalogue_of_activities() -> None:
    """Groups, activities, and what they record."""
    create_scoped(
        *("activity_groups", "id"),
        *named(),
        *optional(TEXT, "description"),
        *in_order(),
        *edited(by_client=True),
    )
    create_scoped(
        *("activity_definitions", "id"),
        *optional(ID, "group_id"),
        *named(),
        *optional(TEXT, "description"),
        *required(FLAG, "has_sets", "has_splits", "has_metrics", default=sa.false()),
        *in_order(),
        *edited(by_client=True),
        points("activity_groups", "group_id"),
    )
    create_scoped(
        *("metric_definitions", "id"),
        *required(ID, "activity_id"),
        *named(),
        *required(TEXT, "unit", default=""),
        *required(FLAG, "is_active", "higher_is_better", default=sa.true()),
        *required(FLAG, "is_top_set_metric", "is_multiplicative", default=sa.false()),
        *optional(NUMBER, "min_value", default="0"),
        *optional(NUMBER, "max_value"),
        *in_order(),
        *edited(),
        check("bounds", "min_value <= max_value"),
        points("activity_definitions", "activity_id", "CASCADE"),
    )
    create_scoped(
        *("split_definitions", "id"),
        *required(ID, "activity_id"),
        *named(),
        *in_order(),
        *edited(),
        points("activity_definitions", "activity_id", "CASCADE"),
    )
    unique_living_name("activity_groups")
    unique_living_name("activity_definitions")
    unique_living_name("metric_definitions", "activity_id")
    unique_living_name("split_definitions", "activity_id")


def session_templates() -> None:
    """Session templates, their sections and the activities in those."""
    create_scoped(
        *("session_templates", "id"),
        *named(),
        *optional(TEXT, "description"),
        *edited(by_client=True),
    )
    unique_living_name("session_templates")
    create_scoped(
        *("template_sections", "session_template_id id"),
        *named(),
        *optional(WHOLE, "planned_duration_seconds"),
        *in_order(),
        *edited(),
        check("planned_duration", "planned_duration_seconds >= 0"),
        points("session_templates", "session_template_id", "CASCADE"),
    )
    create_scoped(
        *("template_activities", "session_template_id id"),
        *required(ID, "template_section_id", "activity_definition_id"),
        *in_order(),
        *edited(),
        sa.ForeignKeyConstraint(
            ["root_id", "session_template_id", "template_section_id"],
            [f"template_sections.{name}" for name in ("root_id", "session_template_id", "id")],
            # All three names would be longer than PostgreSQL's 63 characters.
            name=op.f("fk_template_activities_template_section"),
            ondelete="CASCADE",
        ),
        points("activity_definitions", "activity_definition_id", "RESTRICT"),
    )


def practice_sessions() -> None:
    """Practice sessions, their pauses and tags."""
    scores = ("focus_score", "energy_level", "productivity_rating")
    create_scoped(
        *("practice_sessions", "id"),
        *named(),
        *optional(TEXT, "description"),
        *required(FLAG, "completed", default=sa.false()),
        *optional(ID, "session_template_id"),
        *optional(TEXT, "template_name"),
        *optional(INSTANT, "session_start", "session_end"),
        *optional(WHOLE, "planned_duration_seconds", "total_duration_seconds"),
        *optional(WHOLE, *scores, "interruptions"),
        *optional(TEXT, "location", "tools_used", "notes"),
        *edited(by_client=True),
        check("id_length", "length(id) BETWEEN 1 AND 64"),
        check("start_before_end", "session_end >= session_start"),
        check("planned_duration", "planned_duration_seconds >= 0"),
        check("total_duration", "total_duration_seconds >= 0"),
        *(check(score, f"{score} BETWEEN 1 AND 10") for score in scores),
        check("interruptions", "interruptions >= 0"),
        points("session_templates", "session_template_id"),
    )
    happened = "coalesce(session_start, created_at)"
    index("ix_practice_sessions_happened", "practice_sessions", "root_id", happened, "id")
    create_scoped(
        *("session_pauses", "practice_session_id id"),
        *interval(),
        *edited(),
        points("practice_sessions", "practice_session_id", "CASCADE"),
    )
    create_scoped(
        *("practice_session_tags", "practice_session_id tag"),
        *required(TEXT, "tag"),
        *required(INSTANT, "created_at"),
        check("tag_length", "length(trim(tag)) BETWEEN 1 AND 50"),
        points("practice_sessions", "practice_session_id", "CASCADE"),
    )


def goals() -> None:
    """The tree, and which sessions served which of its goals."""
    parent = sa.Computed("coalesce(parent_goal_id, parent_session_id)", persisted=True)
    create_scoped(
        *("goals", "id"),
        *required(TEXT, "type"),
        *named(),
        *optional(TEXT, "description"),
        *optional(DAY, "deadline", "created_on"),
        *required(FLAG, "completed", default=sa.false()),
        *optional(INSTANT, "completed_at"),
        *optional(TEXT, "completion_source"),
        *optional(ID, "completed_session_id"),
        *required(FLAG, "completes_with_children", "is_held_open", default=sa.false()),
        *optional(ID, "parent_goal_id", "parent_session_id"),
        sa.Column("parent_id", ID, parent),
        *in_order(),
        *optional(ID, "user_id"),
        *edited(by_client=True),
        *rules_of_goals(),
        points("goals", "parent_goal_id"),
        points("practice_sessions", "parent_session_id"),
        points("practice_sessions", "completed_session_id"),
        points("fractals", "user_id", key="user_id"),
    )
    index("ix_goals_parent", "goals", "root_id", "parent_id", "sort_order")
    index("uq_goals_living_root_name", "goals", "user_id", "lower(name)", where=LIVING_ROOT)
    link = ("practice_session_id", "short_term_goal_id")
    create_scoped(
        *("practice_session_goals", " ".join(link)),
        *required(INSTANT, "created_at"),
        points("practice_sessions", "practice_session_id", "CASCADE"),
        points("goals", "short_term_goal_id", "CASCADE"),
    )
    index("ix_practice_session_goals_goal", "practice_session_goals", "root_id", *reversed(link))


def rules_of_goals() -> list[sa.CheckConstraint]:
    """What the database holds of the tree; each has its own way from an instant to a date."""
    types = (
        "'UltimateGoal', 'LongTermGoal', 'MidTermGoal', 'ShortTermGoal', "
        "'ImmediateGoal', 'MicroGoal', 'NanoGoal'"
    )
    no_parent = "(parent_goal_id IS NULL AND parent_session_id IS NULL)"
    under_session = "parent_session_id IS NULL OR type = 'ImmediateGoal'"
    made_on = "(created_at AT TIME ZONE 'UTC')::date" if on_postgresql() else "date(created_at)"
    sources = "completion_source IN ('manual', 'target', 'children')"
    how = "completed = (completed_at IS NOT NULL) AND completed = (completion_source IS NOT NULL)"
    return [
        check("id_length", "length(id) BETWEEN 1 AND 64"),
        check("type", f"type IN ({types})"),
        check("root_has_no_parent", f"(type = 'UltimateGoal') = {no_parent}"),
        check("root_is_itself", "(type = 'UltimateGoal') = (root_id = id)"),
        check("root_has_owner", "(type = 'UltimateGoal') = (user_id IS NOT NULL)"),
        check("one_parent", "parent_goal_id IS NULL OR parent_session_id IS NULL"),
        check("not_its_own_parent", "parent_goal_id <> id"),
        check("session_has_immediate_goals", under_session),
        check("deadline", f"deadline >= coalesce(created_on, {made_on})"),
        check("completion_source", sources),
        check("completion", how),
    ]


def what_was_practised() -> None:
    """Instances, their pauses, sets and values."""
    create_scoped(
        *("activity_instances", "id"),
        *required(ID, "practice_session_id", "activity_definition_id"),
        *optional(TEXT, "section"),
        *in_order(),
        *optional(INSTANT, "time_start", "time_stop"),
        *optional(WHOLE, "duration_seconds"),
        *required(FLAG, "completed", default=sa.false()),
        *optional(TEXT, "notes"),
        *edited(by_client=True),
        check("id_length", "length(id) BETWEEN 1 AND 64"),
        check("start_before_stop", "time_stop >= time_start"),
        check("stop_has_start", "time_stop IS NULL OR time_start IS NOT NULL"),
        check("duration", "duration_seconds >= 0"),
        points("practice_sessions", "practice_session_id", "CASCADE"),
        points("activity_definitions", "activity_definition_id", "RESTRICT"),
    )
    for name, columns, where in (
        ("session", ("practice_session_id", "sort_order"), None),
        ("activity", ("activity_definition_id", "practice_session_id"), None),
        ("running", ("id",), RUNNING),
    ):
        full_name = f"ix_activity_instances_{name}"
        index(full_name, "activity_instances", "root_id", *columns, where=where)
    create_scoped(
        *("instance_pauses", "activity_instance_id id"),
        *interval(),
        *edited(),
        points("activity_instances", "activity_instance_id", "CASCADE"),
    )
    create_scoped(
        *("activity_sets", "activity_instance_id id"),
        *optional(TEXT, "kind"),
        *in_order(),
        *edited(),
        points("activity_instances", "activity_instance_id", "CASCADE"),
    )
    own_set = "activity_instance_id activity_set_id"
    create_scoped(
        *("metric_values", "activity_instance_id id"),
        *optional(ID, "activity_set_id"),
        *required(ID, "metric_definition_id"),
        *optional(ID, "split_definition_id"),
        *required(NUMBER, "value"),
        *edited(),
        points("activity_instances", "activity_instance_id", "CASCADE"),
        points("activity_sets", own_set, "CASCADE", key="activity_instance_id id"),
        points("metric_definitions", "metric_definition_id", "RESTRICT"),
        points("split_definitions", "split_definition_id", "RESTRICT"),
    )
    place = (
        *("root_id", "activity_instance_id", "coalesce(activity_set_id, '')"),
        *("metric_definition_id", "coalesce(split_definition_id, '')"),
    )
    index("uq_metric_values_living_place", "metric_values", *place, where=LIVING)
    series = ("root_id", "metric_definition_id", "activity_instance_id", "value")
    index("ix_metric_values_metric", "metric_values", *series, where=LIVING)


def targets() -> None:
    """Targets of goals and their conditions."""
    create_scoped(
        *("targets", "id"),
        *required(ID, "goal_id", "activity_definition_id"),
        *named(),
        *in_order(),
        *optional(ID, "met_instance_id"),
        *edited(by_client=True),
        points("goals", "goal_id", "CASCADE"),
        points("activity_definitions", "activity_definition_id", "RESTRICT"),
        points("activity_instances", "met_instance_id"),
    )
    index("ix_targets_goal", "targets", "root_id", "goal_id", "sort_order")
    create_scoped(
        *("target_conditions", "target_id id"),
        *required(ID, "metric_definition_id"),
        *required(TEXT, "comparison"),
        *required(NUMBER, "value"),
        *edited(),
        check("comparison", "comparison IN ('>=', '<=', '=')"),
        points("targets", "target_id", "CASCADE"),
        points("metric_definitions", "metric_definition_id", "RESTRICT"),
    )


def guard_history() -> None:
    """Make the history append-only, by what each database has for it."""
    if on_postgresql():
        op.execute("REVOKE UPDATE, DELETE, TRUNCATE ON history FROM PUBLIC")
        return
    # REPLACE deletes on SQLite without asking a DELETE trigger.
    replaces = "EXISTS (SELECT 1 FROM history WHERE root_id = NEW.root_id AND id = NEW.id)"
    refuse = "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
    op.execute(f"CREATE TRIGGER history_keeps BEFORE DELETE ON history {refuse}")
    op.execute(f"CREATE TRIGGER history_stays BEFORE UPDATE ON history {refuse}")
    op.execute(f"CREATE TRIGGER history_adds BEFORE INSERT ON history WHEN {replaces} {refuse}")


def on_postgresql() -> bool:
    """Which of the two databases this runs on."""
    return op.get_context().dialect.name == "postgresql"


def create(table: str, key: str, *parts: Any) -> None:
    """A table whose constraints are named after it, stored in the order of its key.

    Columns of the key are ids, unless they stand among the parts.
    """
    given = {part.name for part in parts if isinstance(part, sa.Column)}
    ids = required(ID, *(name for name in key.split() if name not in given))
    for part in parts:
        if isinstance(part, sa.CheckConstraint):
            part.name = op.f(f"ck_{table}_{part.name}")
        elif isinstance(part, sa.ForeignKeyConstraint) and part.name is None:
            part.name = op.f(f"fk_{table}_{'_'.join(part.column_keys)}")
    primary = sa.PrimaryKeyConstraint(*key.split(), name=op.f(f"pk_{table}"))
    op.create_table(table, *ids, *parts, primary, sqlite_with_rowid=False)


def create_scoped(table: str, key: str, *parts: Any) -> None:
    """A table of rows of one fractal, whose `root_id` leads its key."""
    fractal = sa.ForeignKeyConstraint(["root_id"], ["fractals.root_id"])
    create(table, f"root_id {key}", *parts, fractal)


def required(type_: Any, *names: str, default: Any = None) -> list[sa.Column[Any]]:
    """NOT NULL columns of one type."""
    return [sa.Column(name, type_, nullable=False, server_default=default) for name in names]


def optional(type_: Any, *names: str, default: Any = None) -> list[sa.Column[Any]]:
    """Columns of one type that may be NULL."""
    return [sa.Column(name, type_, nullable=True, server_default=default) for name in names]


def named() -> list[Any]:
    """A name of 1 to 200 characters, not blank."""
    length = check("name_length", "length(trim(name)) BETWEEN 1 AND 200")
    return [*required(TEXT, "name"), length]


def in_order() -> list[sa.Column[Any]]:
    """The place among siblings."""
    return required(WHOLE, "sort_order", default="0")


def interval() -> list[Any]:
    """A pause, open while `resumed_at` is NULL."""
    order = check("pause_before_resume", "resumed_at >= paused_at")
    return [*required(INSTANT, "paused_at"), *optional(INSTANT, "resumed_at"), order]


def edited(*, by_client: bool = False) -> list[Any]:
    """What every row has that people edit and can put into the trash."""
    return [
        *required(WHOLE, "version", default="1"),
        *required(INSTANT, "created_at", "updated_at"),
        *optional(INSTANT, "deleted_at"),
        *optional(ID, "deletion_id"),
        *(optional(TEXT, "creation_digest") if by_client else []),
        check("trashed", "(deleted_at IS NULL) = (deletion_id IS NULL)"),
    ]


def check(name: str, condition: str) -> sa.CheckConstraint:
    """A rule; `create` puts the table's name before its own."""
    return sa.CheckConstraint(condition, name=name)


def points(target: str, names: str, ondelete: str | None = None, key: str = "id") -> Any:
    """A foreign key within the fractal: `root_id` is part of both sides."""
    mine = ["root_id", *names.split()]
    theirs = [f"{target}.{name}" for name in ("root_id", *key.split())]
    return sa.ForeignKeyConstraint(mine, theirs, ondelete=ondelete)


def index(name: str, table: str, *parts: str, where: str | None = None) -> None:
    """An index on columns and expressions; unique where its name says `uq`."""
    op.create_index(
        op.f(name),
        table,
        [sa.text(part) if "(" in part else part for part in parts],
        unique=name.startswith("uq_"),
        sqlite_where=sa.text(where) if where else None,
        postgresql_where=sa.text(where) if where else None,
    )


def unique_living_name(table: str, *scope: str) -> None:
    """Names are unique among living rows of the scope, ignoring case."""
    parts = ("root_id", *scope, "lower(name)")
    index(f"uq_{table}_living_name", table, *parts, where=LIVING)
