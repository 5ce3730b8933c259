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
from tests.schema.garden import ABROAD, HOME, LATER, NOW, TODAY, Garden, Row

POPULATED = Path(__file__).parent / "populated"
TRASHED = {"deleted_at": NOW, "deletion_id": "d1"}
MEASURE: Row = {"id": "bpm", "unit": "bpm", "min_value": None, "max_value": 1e6}
PART: Row = {"id": "left", "name": "Left"}
BY_TARGET = {"completed": True, "completed_at": NOW, "completion_source": "target"}
UNICODE = "Étude № 1, „leise“ 🎹\nwith 'quotes', 100% and :colons"
DETAILS: Row = {
    "description": UNICODE,
    "notes": UNICODE,
    "completed": True,
    "planned_duration_seconds": 60,
    "session_start": NOW,
    "session_end": LATER,
    "total_duration_seconds": 60,
    "focus_score": 1,
    "energy_level": 10,
    "productivity_rating": 5,
    "interruptions": 0,
    "location": "Home",
    "tools_used": "Piano",
}


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
    activity = plant_activity(garden)
    session = plant_session(garden, activity)
    goal = plant_goals(garden, session)
    instance = plant_instance(garden, activity, session)
    target = garden.plant("targets", goal_id=goal["id"], **activity, met_instance_id=instance)
    metric = {"metric_definition_id": MEASURE["id"]}
    garden.plant("target_conditions", target_id=target["id"], **metric)
    garden.plant("history", actor_id="id-1", before=None, after={"name": UNICODE}, request_id="r")
    garden.plant("users", email="ada@example.org", display_name="Ada", last_login=NOW)
    garden.plant("memberships", role="viewer")


def plant_activity(garden: Garden) -> Row:
    """A group, an activity with a metric and a split, and a trashed one."""
    group = garden.plant("activity_groups", name="Hands", description=UNICODE)
    activity = garden.plant("activity_definitions", group_id=group["id"], has_sets=True)
    garden.plant("activity_definitions", **TRASHED)
    garden.plant("metric_definitions", activity_id=activity["id"], **MEASURE)
    garden.plant("split_definitions", activity_id=activity["id"], **PART)
    return {"activity_definition_id": activity["id"]}


def plant_session(garden: Garden, activity: Row) -> str:
    """A session with every field, started from a template with a section and an activity."""
    template = garden.plant("session_templates", description=UNICODE)["id"]
    section = garden.plant(
        "template_sections", planned_duration_seconds=60, session_template_id=template
    )
    garden.plant(
        "template_activities",
        session_template_id=template,
        template_section_id=section["id"],
        **activity,
    )
    session: str = garden.plant(
        "practice_sessions", session_template_id=template, template_name="Old name", **DETAILS
    )["id"]
    garden.plant("session_pauses", practice_session_id=session, resumed_at=LATER)
    garden.plant("practice_session_tags", practice_session_id=session, tag="slow")
    return session


def plant_goals(garden: Garden, session: str) -> Row:
    """A goal that the session completed, one under the session, and a trashed one."""
    goal = garden.plant(
        "goals",
        type="ShortTermGoal",
        name=UNICODE.splitlines()[0],
        description=UNICODE,
        deadline=TODAY,
        created_on=TODAY,
        completed_session_id=session,
        **BY_TARGET,
    )
    under_session = {"parent_goal_id": None, "parent_session_id": session}
    garden.plant("goals", type="ImmediateGoal", is_held_open=True, **under_session)
    garden.plant("goals", parent_goal_id=goal["id"], **TRASHED)
    link = {"practice_session_id": session, "short_term_goal_id": goal["id"]}
    garden.plant("practice_session_goals", **link)
    return goal


def plant_instance(garden: Garden, activity: Row, session: str) -> str:
    """An instance with a pause, a set, and values in every kind of place; its id."""
    timed = {"time_start": NOW, "time_stop": LATER, "duration_seconds": 60}
    said = {"section": "Warm-up", "notes": UNICODE}
    instance: str = garden.plant(
        "activity_instances", practice_session_id=session, **activity, **timed, **said
    )["id"]
    here = {"activity_instance_id": instance}
    garden.plant("instance_pauses", **here, resumed_at=LATER)
    place = {"activity_set_id": garden.plant("activity_sets", **here, kind="warm-up")["id"]}
    of = {**here, "metric_definition_id": MEASURE["id"]}
    garden.plant("metric_values", **of, value=96.5)
    garden.plant("metric_values", **of, **place, value=-1e-3, split_definition_id=PART["id"])
    garden.plant("metric_values", **of, **place, value=0.1, **TRASHED)
    return instance


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
