"""Writes rows of every table at the newest revision, once, when that revision is made.

    python -m tests.migrations.populate

Later schemas cannot be asked to make earlier rows, so the rows of each revision are kept
as plain statements that both databases read, and every test run migrates them to head.
"""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from fractal_goals.infra import migrations
from fractal_goals.infra.database import make_engine
from fractal_goals.infra.settings import load
from fractal_goals.infra.types import Json
from fractal_goals.tables import metadata
from tests.schema.garden import ABROAD, HOME, LATER, NOW, TODAY, Garden

POPULATED = Path(__file__).parent / "populated"
TRASHED = {"deleted_at": NOW, "deletion_id": "d1"}
BY_TARGET = {"completed": True, "completed_at": NOW, "completion_source": "target"}
UNICODE = "Étude № 1, „leise“ 🎹\nwith 'quotes', 100% and :colons"


def main() -> None:
    """Write the file of the newest revision; one that is there already stays."""
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(load({}, Path(folder)))
        migrations.upgrade(engine)
        with engine.connect().execution_options(writes=True) as connection:
            grow(Garden(connection))
            for table in metadata.sorted_tables:
                lines += statements(connection, table)
        engine.dispose()
    with (POPULATED / f"{migrations.head()}.sql").open("x", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def grow(garden: Garden) -> None:
    """Two rows of each table at least: in two fractals, living and trashed, empty and full."""
    for name in sorted(metadata.tables.keys() - {"users", "fractals"}):
        garden.plant(name, root_id=ABROAD)
    garden.root_goal(HOME)
    group = garden.plant("activity_groups", name="Hands", description=UNICODE)
    activity = garden.plant("activity_definitions", group_id=group["id"], has_sets=True)
    garden.plant("activity_definitions", **TRASHED)
    its = {"activity_id": activity["id"]}
    metric = garden.plant("metric_definitions", **its, unit="bpm", min_value=None, max_value=1e6)
    split = garden.plant("split_definitions", **its, name="Left")
    template = garden.plant("session_templates", description=UNICODE)
    garden.plant(
        "template_activities",
        session_template_id=template["id"],
        template_section_id=garden.plant(
            "template_sections", planned_duration_seconds=60, session_template_id=template["id"]
        )["id"],
        activity_definition_id=activity["id"],
    )
    session = garden.plant(
        "practice_sessions",
        description=UNICODE,
        notes=UNICODE,
        completed=True,
        session_template_id=template["id"],
        template_name="Old name",
        planned_duration_seconds=60,
        session_start=NOW,
        session_end=LATER,
        total_duration_seconds=60,
        focus_score=1,
        energy_level=10,
        productivity_rating=5,
        interruptions=0,
        location="Home",
        tools_used="Piano",
    )
    garden.plant("session_pauses", practice_session_id=session["id"], resumed_at=LATER)
    garden.plant("practice_session_tags", practice_session_id=session["id"], tag="slow")
    goal = garden.plant(
        "goals",
        type="ShortTermGoal",
        name=UNICODE.splitlines()[0],
        deadline=TODAY,
        created_on=TODAY,
        description=UNICODE,
        **BY_TARGET,
        completed_session_id=session["id"],
    )
    garden.plant(
        "goals",
        type="ImmediateGoal",
        parent_goal_id=None,
        parent_session_id=session["id"],
        is_held_open=True,
    )
    garden.plant("goals", parent_goal_id=goal["id"], **TRASHED)
    garden.plant(
        "practice_session_goals", practice_session_id=session["id"], short_term_goal_id=goal["id"]
    )
    instance = garden.plant(
        "activity_instances",
        practice_session_id=session["id"],
        section="Warm-up",
        notes=UNICODE,
        activity_definition_id=activity["id"],
        time_start=NOW,
        time_stop=LATER,
        duration_seconds=60,
    )
    here = {"activity_instance_id": instance["id"]}
    garden.plant("instance_pauses", **here, resumed_at=LATER)
    its_set = garden.plant("activity_sets", **here, kind="warm-up")
    of = {**here, "metric_definition_id": metric["id"]}
    garden.plant("metric_values", **of, value=96.5)
    garden.plant(
        "metric_values",
        **of,
        value=-1e-3,
        activity_set_id=its_set["id"],
        split_definition_id=split["id"],
    )
    garden.plant("metric_values", **of, value=0.1, activity_set_id=its_set["id"], **TRASHED)
    target = garden.plant(
        "targets",
        goal_id=goal["id"],
        activity_definition_id=activity["id"],
        met_instance_id=instance["id"],
    )
    garden.plant("target_conditions", target_id=target["id"], metric_definition_id=metric["id"])
    garden.plant("history", actor_id="id-1", before=None, after={"name": UNICODE}, request_id="r")
    garden.plant("users", email="ada@example.org", display_name="Ada", last_login=NOW)
    garden.plant("memberships", role="viewer")


def statements(connection: sa.Connection, table: sa.Table) -> list[str]:
    """An INSERT for each row, in the order in which they can be inserted."""
    columns = [column for column in table.c if column.computed is None]
    names = ", ".join(f'"{column.name}"' for column in columns)
    # A goal stands after its parent: the root first, then by the numbers in the ids.
    order: list[Any] = [*table.primary_key]
    if table.name == "goals":
        order = [table.c.type != "UltimateGoal", sa.func.length(table.c.id), table.c.id]
    query = sa.select(*columns).order_by(*order)
    return [
        f"INSERT INTO {table.name} ({names})"  # noqa: S608 - names of our own schema
        f" VALUES ({', '.join(map(literal, columns, row))});"
        for row in connection.execute(query)
    ]


def literal(column: sa.Column[Any], value: Any) -> str:
    """A value as both databases read it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime):
        value = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    elif isinstance(value, date):
        value = value.isoformat()
    elif isinstance(column.type, Json):
        value = msgspec.json.encode(value).decode()
    return "'" + str(value).replace("'", "''") + "'"


if __name__ == "__main__":
    main()
