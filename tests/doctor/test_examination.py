"""Each check finds the damage that it is there for; where all is well, nothing is found."""

from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
import pytest
import sqlalchemy as sa

from fractal_goals.doctor.examination import CHECKS, SHOWN, examine
from fractal_goals.infra import migrations
from tests.schema.garden import ABROAD, HOME, LATER, NOW, Garden, Row, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fractal_goals.infra.settings import Settings

TRASHED = {"deleted_at": NOW, "deletion_id": "d"}
DONE = {"completed": True, "completed_at": NOW}
RUNNING = {"time_start": NOW}

Damage = Callable[[Garden], object]


@contextmanager
def gardening(engine: sa.Engine) -> "Iterator[Garden]":
    """Plants rows that stay."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield Garden(connection)


def found_by(settings: "Settings", engine: sa.Engine) -> dict[str, int]:
    """How much the whole examination found, where it found something."""
    report = examine(settings, engine)
    found = {outcome.check: outcome.count for outcome in report.checks if not outcome.ok}
    assert report.ok == (not found)
    return found


def found_in_rows(garden: Garden) -> dict[str, int]:
    """How much each check of rows finds before they are rolled back."""
    found = {check.name: len(list(check.find(garden.connection))) for check in CHECKS}
    return {name: count for name, count in found.items() if count}


def change(garden: Garden, name: str, row: Row, **values: object) -> None:
    of = table(name)
    identity = [column == row[column.name] for column in of.primary_key]
    garden.connection.execute(sa.update(of).where(*identity).values(**values))


def sound(garden: Garden) -> None:
    """A fractal with something of everything, as the product itself would have made it."""
    garden.root_goal(HOME)
    short = garden.plant("goals", type="ShortTermGoal")
    session = garden.plant(
        "practice_sessions",
        completed=True,
        session_start=NOW,
        session_end=LATER,
        total_duration_seconds=60,
    )
    garden.plant(
        "practice_session_goals",
        practice_session_id=session["id"],
        short_term_goal_id=short["id"],
    )
    activity = garden.plant("activity_definitions")
    its = {"activity_id": activity["id"]}
    metric, split = (
        garden.plant("metric_definitions", **its),
        garden.plant("split_definitions", **its),
    )
    instance = garden.plant(
        "activity_instances",
        practice_session_id=session["id"],
        activity_definition_id=activity["id"],
        time_start=NOW,
        time_stop=LATER,
        duration_seconds=60,
    )
    garden.plant(
        "metric_values",
        activity_instance_id=instance["id"],
        metric_definition_id=metric["id"],
        split_definition_id=split["id"],
    )
    target = garden.plant(
        "targets",
        goal_id=short["id"],
        activity_definition_id=activity["id"],
        met_instance_id=instance["id"],
    )
    garden.plant("target_conditions", target_id=target["id"], metric_definition_id=metric["id"])
    change(garden, "goals", short, **DONE, completion_source="target")


def dangling(garden: Garden) -> None:
    connection = garden.connection
    if connection.dialect.name == "postgresql":
        for statement in (
            "ALTER TABLE targets DROP CONSTRAINT fk_targets_root_id_goal_id",
            """ALTER TABLE targets ADD CONSTRAINT fk_targets_root_id_goal_id
            FOREIGN KEY (root_id, goal_id) REFERENCES goals ON DELETE CASCADE NOT VALID""",
        ):
            connection.exec_driver_sql(statement)
        return
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.execute(sa.insert(table("targets")), garden.row("targets") | {"goal_id": "nowhere"})


def unguarded(garden: Garden) -> None:
    is_sqlite = garden.connection.dialect.name == "sqlite"
    weaken = "DROP TRIGGER history_keeps" if is_sqlite else "GRANT DELETE ON history TO PUBLIC"
    garden.connection.exec_driver_sql(weaken)


def circle(garden: Garden) -> None:
    upper = garden.plant("goals", type="MidTermGoal")
    lower = garden.plant("goals", type="MidTermGoal", parent_goal_id=upper["id"])
    change(garden, "goals", upper, parent_goal_id=lower["id"])


def link_to_other_level(garden: Garden) -> None:
    garden.plant("practice_session_goals")


def orphaned_set(garden: Garden) -> None:
    instance = garden.plant("activity_instances", **TRASHED)
    garden.plant("activity_sets", activity_instance_id=instance["id"])


def half_trashed_fractal(garden: Garden) -> None:
    root = garden.root_goal(ABROAD)
    garden.plant("activity_groups", root_id=ABROAD)
    change(garden, "goals", root, **TRASHED)


def out_of_bounds(garden: Garden) -> None:
    metric = garden.plant("metric_definitions", max_value=5)
    own = instance_of(garden, metric)
    for value in (5, 5.5, -0.5):
        place = garden.plant("activity_sets", activity_instance_id=own["activity_instance_id"])
        garden.plant("metric_values", **own, activity_set_id=place["id"], value=value)


def instance_of(garden: Garden, metric: Row) -> Row:
    """Where a value of this metric belongs."""
    activity = {"activity_definition_id": metric["activity_id"]}
    instance = garden.plant("activity_instances", **activity)
    return {"activity_instance_id": instance["id"], "metric_definition_id": metric["id"]}


def foreign_metric(garden: Garden) -> None:
    garden.plant("metric_values")


def foreign_split(garden: Garden) -> None:
    own = instance_of(garden, garden.plant("metric_definitions"))
    split = garden.plant("split_definitions")
    garden.plant("metric_values", **own, split_definition_id=split["id"])


def foreign_condition(garden: Garden) -> None:
    target = garden.plant("targets", goal_id=garden.root_goal(HOME)["id"])
    garden.plant("target_conditions", target_id=target["id"])


def two_clocks(garden: Garden) -> None:
    session = garden.plant("practice_sessions")
    for _ in range(2):
        garden.plant("activity_instances", practice_session_id=session["id"], **RUNNING)


def late_clock(garden: Garden) -> None:
    session = garden.plant("practice_sessions", completed=True)
    garden.plant("activity_instances", practice_session_id=session["id"], **RUNNING)


def complete_parent_of_open_child(garden: Garden) -> None:
    parent = garden.plant(
        "goals", **DONE, completion_source="children", completes_with_children=True
    )
    garden.plant("goals", type="MidTermGoal", parent_goal_id=parent["id"])
    garden.plant("goals", **DONE, completion_source="target")
    overdue = garden.plant("goals", completes_with_children=True)
    child = {"type": "MidTermGoal", "parent_goal_id": overdue["id"]}
    garden.plant("goals", **child, **DONE, completion_source="manual")


def target_met_by_nothing(garden: Garden) -> None:
    goal = garden.plant("goals", **DONE, completion_source="manual")
    instance = garden.plant("activity_instances", completed=True)
    activity = {"activity_definition_id": instance["activity_definition_id"]}
    garden.plant("targets", goal_id=goal["id"], **activity, met_instance_id=instance["id"])


def wrong_durations(garden: Garden) -> None:
    span = {"session_start": NOW, "session_end": LATER}
    session = garden.plant("practice_sessions", **span, total_duration_seconds=60)
    garden.plant("session_pauses", practice_session_id=session["id"], paused_at=NOW)
    garden.plant("practice_sessions", **span)
    garden.plant("activity_instances", duration_seconds=1)


def illegal_level(garden: Garden) -> None:
    garden.plant("goals", type="NanoGoal")


def rootless(garden: Garden) -> None:
    garden.plant("fractals", root_id="rootless")


CASES: dict[str, tuple[Damage, int]] = {
    "completion_follows_evidence": (complete_parent_of_open_child, 3),
    "condition_of_activity": (foreign_condition, 1),
    "durations": (wrong_durations, 3),
    "foreign_key_check": (dangling, 1),
    "fractal_has_root": (rootless, 1),
    "history_guard": (unguarded, 1),
    "links_name_short_term_goals": (link_to_other_level, 1),
    "metric_of_activity": (foreign_metric, 1),
    "no_clock_in_finished_session": (late_clock, 1),
    "no_cycles": (circle, 2),
    "one_clock_at_a_time": (two_clocks, 2),
    "parent_levels": (illegal_level, 1),
    "parts_lie_with_their_whole": (orphaned_set, 1),
    "split_of_activity": (foreign_split, 1),
    "targets_met_by_evidence": (target_met_by_nothing, 1),
    "trashed_fractals_are_whole": (half_trashed_fractal, 1),
    "values_within_bounds": (out_of_bounds, 2),
}
# A damaged page is a matter of the file, not of rows: see test_a_damaged_file.
ELSEWHERE = {"integrity_check"}
# What the same damage is also called.
BESIDES = {"no_cycles": {"parent_levels": 2}}


def test_every_check_has_its_damage() -> None:
    assert CASES.keys() | ELSEWHERE == {check.name for check in CHECKS}


def test_an_empty_and_a_sound_database_have_no_findings(
    settings: "Settings", engine: sa.Engine
) -> None:
    assert found_by(settings, engine) == {}
    with gardening(engine) as garden:
        sound(garden)
    assert found_by(settings, engine) == {}


@pytest.mark.parametrize("check", sorted(CASES))
def test_damage_is_found_by_its_check_alone(garden: Garden, check: str) -> None:
    damage, expected = CASES[check]
    sound(garden)
    damage(garden)
    assert found_in_rows(garden) == {check: expected} | BESIDES.get(check, {})


def test_a_finding_names_its_row_and_the_check_what_to_do(
    settings: "Settings", engine: sa.Engine
) -> None:
    with gardening(engine) as garden:
        goal = garden.plant("goals", type="NanoGoal")
    (wrong,) = (outcome for outcome in examine(settings, engine).checks if not outcome.ok)
    (finding,) = wrong.findings
    assert (finding.table, finding.root_id, finding.id) == ("goals", HOME, goal["id"])
    assert finding.problem == "NanoGoal stands under UltimateGoal."
    assert wrong.advice == "Move the goal to a legal parent."


def test_many_findings_are_counted_and_the_first_are_shown(
    settings: "Settings", engine: sa.Engine
) -> None:
    with gardening(engine) as garden:
        for _ in range(SHOWN + 5):
            garden.plant("goals", type="NanoGoal")
    (wrong,) = (outcome for outcome in examine(settings, engine).checks if not outcome.ok)
    assert (wrong.count, len(wrong.findings)) == (SHOWN + 5, SHOWN)


def test_settings_that_cannot_work_are_found(settings: "Settings", engine: sa.Engine) -> None:
    wrong = msgspec.structs.replace(settings, time_zone="Mars/Base", log_level="loud", host="::")
    assert found_by(wrong, engine) == {"settings": 3}


def test_rows_are_not_asked_of_a_schema_that_is_not_ours(
    settings: "Settings", engine: sa.Engine
) -> None:
    migrations.downgrade(engine, "base")
    report = examine(settings, engine)
    assert [outcome.check for outcome in report.checks if not outcome.ok] == ["schema_at_head"]
    assert "schema_equals_models" not in {outcome.check for outcome in report.checks}


def test_a_schema_that_was_changed_by_hand_is_found(
    settings: "Settings", engine: sa.Engine
) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX ix_goals_parent")
    assert found_by(settings, engine) == {"schema_equals_models": 1}
