"""Every CHECK refuses what it forbids, takes what lies at its edge, and says its name."""

from datetime import date
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa

from fractal_goals.tables import metadata
from tests.schema.garden import HOME, LATER, NOW, TODAY, Garden, Row, table
from tests.schema.violations import Violation, refusal

TOMORROW, YESTERDAY = date(2026, 2, 1), date(2026, 1, 30)
TOO_LONG_ID = "x" * 65
TRASHED = {"deleted_at": NOW, "deletion_id": "d"}
BY_HAND = {"completed": True, "completed_at": NOW, "completion_source": "manual"}
ROOTLESS = {"parent_goal_id": None}
ROOT = ROOTLESS | {"type": "UltimateGoal", "id": HOME, "user_id": "someone"}


class Case(NamedTuple):
    """Changes to a valid row that a rule refuses, and changes at its edge that it allows."""

    refused: tuple[Row, ...]
    allowed: tuple[Row, ...] = ({},)


def case(*refused: Row, allowed: tuple[Row, ...] = ({},)) -> Case:
    return Case(refused, allowed)


def within(column: str, low: int, high: int) -> Case:
    """A number between two bounds, or none."""
    edges = ({column: low}, {column: high}, {column: None})
    return case({column: low - 1}, {column: high + 1}, allowed=edges)


def not_negative(column: str) -> Case:
    return case({column: -1}, allowed=({column: 0}, {column: None}))


def in_order(first: str, second: str) -> Case:
    """Two instants of which the second may not be before the first."""
    edges = ({first: NOW, second: NOW}, {first: NOW, second: None}, {first: NOW, second: LATER})
    return case({first: LATER, second: NOW}, allowed=edges)


def of_length(column: str, longest: int) -> Case:
    """A text that shows something and is not longer than this."""
    blank = ({column: ""}, {column: "   "})
    return case(*blank, {column: "x" * (longest + 1)}, allowed=({column: "x" * longest},))


# Rules that many tables have, by the end of their names.
COMMON = {
    "name_length": of_length("name", 200),
    "pause_before_resume": in_order("paused_at", "resumed_at"),
    "planned_duration": not_negative("planned_duration_seconds"),
    "trashed": case({"deleted_at": NOW}, {"deletion_id": "d"}, allowed=({}, TRASHED)),
}
OWN = {
    "ck_activity_instances_duration": not_negative("duration_seconds"),
    "ck_activity_instances_id_length": case({"id": ""}, {"id": TOO_LONG_ID}),
    "ck_activity_instances_start_before_stop": in_order("time_start", "time_stop"),
    "ck_activity_instances_stop_has_start": case({"time_stop": NOW}),
    "ck_fractals_id_length": case({"root_id": ""}, {"root_id": TOO_LONG_ID}),
    "ck_goals_completion": case(
        BY_HAND | {"completed_at": None},
        BY_HAND | {"completion_source": None},
        BY_HAND | {"completed": False},
        allowed=({}, BY_HAND),
    ),
    "ck_goals_completion_source": case(
        BY_HAND | {"completion_source": "magic"},
        allowed=tuple(BY_HAND | {"completion_source": how} for how in ("target", "children")),
    ),
    "ck_goals_deadline": case(
        {"deadline": YESTERDAY},
        {"deadline": YESTERDAY, "created_on": TODAY},
        {"deadline": TODAY, "created_on": TOMORROW},
        allowed=(
            {"deadline": TODAY},
            # At this instant it is still yesterday for the person.
            {"deadline": YESTERDAY, "created_on": YESTERDAY},
            {"deadline": None},
        ),
    ),
    "ck_goals_id_length": case({"id": ""}, {"id": TOO_LONG_ID}),
    "ck_goals_not_its_own_parent": case({"id": "me", "parent_goal_id": "me"}),
    "ck_goals_one_parent": case({"type": "ImmediateGoal", "parent_session_id": "s"}),
    "ck_goals_root_has_no_parent": case(ROOTLESS, ROOT | {"parent_goal_id": "g"}),
    "ck_goals_root_has_owner": case({"user_id": "someone"}, ROOT | {"user_id": None}),
    "ck_goals_root_is_itself": case({"id": HOME, "parent_goal_id": "g"}, ROOT | {"id": "another"}),
    "ck_goals_session_has_immediate_goals": case(
        ROOTLESS | {"parent_session_id": "s", "type": "MicroGoal"}
    ),
    "ck_goals_type": case({"type": "Goal"}, {"type": "PracticeSession"}, {"type": "longtermgoal"}),
    "ck_memberships_role": case(
        {"role": "owner"}, {"role": ""}, allowed=({"role": "editor"}, {"role": "viewer"})
    ),
    "ck_metric_definitions_bounds": case(
        {"min_value": 2, "max_value": 1},
        allowed=(
            {"min_value": 1, "max_value": 1},
            {"min_value": None, "max_value": -5},
            {"min_value": -5, "max_value": None},
        ),
    ),
    "ck_practice_session_tags_tag_length": of_length("tag", 50),
    "ck_practice_sessions_energy_level": within("energy_level", 1, 10),
    "ck_practice_sessions_focus_score": within("focus_score", 1, 10),
    "ck_practice_sessions_id_length": case({"id": ""}, {"id": TOO_LONG_ID}),
    "ck_practice_sessions_interruptions": not_negative("interruptions"),
    "ck_practice_sessions_productivity_rating": within("productivity_rating", 1, 10),
    "ck_practice_sessions_start_before_end": in_order("session_start", "session_end"),
    "ck_practice_sessions_total_duration": not_negative("total_duration_seconds"),
    "ck_target_conditions_comparison": case(
        {"comparison": ">"},
        {"comparison": "=="},
        allowed=tuple({"comparison": sign} for sign in (">=", "<=", "=")),
    ),
    "ck_users_day_start_hour": case(
        {"day_start_hour": -1},
        {"day_start_hour": 24},
        allowed=({"day_start_hour": 0}, {"day_start_hour": 23}),
    ),
    "ck_users_username_length": of_length("username", 200),
}


def checks() -> dict[str, str]:
    """The name of every CHECK of the models, with its table's."""
    return {
        str(constraint.name): of.name
        for of in metadata.tables.values()
        for constraint in of.constraints
        if isinstance(constraint, sa.CheckConstraint)
    }


CHECKS = checks()
CASES = {
    name: OWN.get(name) or COMMON[name.removeprefix(f"ck_{of}_")]
    for name, of in sorted(CHECKS.items())
    if name in OWN or name.removeprefix(f"ck_{of}_") in COMMON
}


def each(kind: str) -> list[Any]:
    """Every example of one kind, with the name of its rule."""
    return [
        pytest.param(name, example, id=f"{name}-{number}")
        for name, found in CASES.items()
        for number, example in enumerate(getattr(found, kind))
    ]


def test_every_check_has_its_case() -> None:
    assert CASES.keys() == CHECKS.keys()
    assert OWN.keys() <= CHECKS.keys()


@pytest.mark.parametrize(("name", "example"), each("refused"))
def test_a_check_refuses_what_it_forbids(garden: Garden, name: str, example: Row) -> None:
    of = CHECKS[name]
    row = garden.row(of) | example
    assert refusal(garden.connection, sa.insert(table(of)), row) == Violation("check", name)


@pytest.mark.parametrize(("name", "example"), each("allowed"))
def test_a_check_takes_what_lies_at_its_edge(garden: Garden, name: str, example: Row) -> None:
    garden.plant(CHECKS[name], **example)
