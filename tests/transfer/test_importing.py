"""Importing the file of the JSON-era server, into both databases."""

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from fractal_goals.accounts.models import User
from fractal_goals.fractals.commands.goals import delete_goal
from fractal_goals.fractals.commands.trash import trash_fractal
from fractal_goals.fractals.queries.tree import tree
from fractal_goals.infra.work import Work
from fractal_goals.transfer.report import Report, total
from tests.support.dump import dump
from tests.transfer.conftest import Opened
from tests.transfer.old_server import goal, runner, session, written

FILE = json.loads(written(runner()))


def codes(report: Report) -> dict[str, set[str]]:
    """The ids of each kind of problem."""
    found: dict[str, set[str]] = {}
    for problem in report.problems:
        found.setdefault(problem.code, set()).add(problem.id)
    return found


def the_tree(opened: Opened, root_id: str) -> dict[str, Any]:
    raw: bytes = opened.write(tree, root_id)
    found: dict[str, Any] = msgspec.json.decode(raw)
    return found


def test_everything_arrives_once_and_is_counted(opened: Opened) -> None:
    report = opened.imports(FILE)
    goals, sessions = report.tables["goals"], report.tables["practice_sessions"]
    assert (goals.read, goals.imported, goals.merged) == (17, 14, 3)
    assert (sessions.read, sessions.imported, sessions.merged) == (7, 3, 4)
    for counts in report.tables.values():
        others = counts.imported + counts.merged + counts.kept_aside + counts.skipped
        assert counts.read == others
    assert report.written == {
        "fractals": 4,
        "goals": 14 + 3 + 1,  # three ultimate goals and one short-term goal were missing
        "practice_sessions": 3,
        "practice_session_goals": 6,
    }
    stored = opened.rows("SELECT count(*) FROM goals")[0][0]
    assert stored == report.written["goals"]


def test_ids_names_and_texts_are_kept(opened: Opened) -> None:
    opened.imports(FILE)
    found = the_tree(opened, "marathon")
    by_id = {one["id"]: one for one in (*found["goals"], *found["sessions"])}
    assert by_id["marathon"]["name"] == "Run «Αθήνα» in 3:30 🏃"
    assert by_id["marathon"]["description"] == 'zwei Zeilen\nund "Anführungen"'
    assert by_id["marathon"]["deadline"] == "2030-11-10"
    assert by_id["strides"]["parent_id"] == "two"
    assert by_id["cadence-of-180"]["parent_id"] == "strides"
    assert by_id["three"]["completed"] is True
    assert by_id["tempo"]["completion_source"] == "manual"
    assert by_id["base"]["description"] is None


def test_a_session_under_several_parents_is_one_session_with_several_parents(
    opened: Opened,
) -> None:
    opened.imports(FILE)
    sessions = {one["id"]: one for one in the_tree(opened, "marathon")["sessions"]}
    assert sorted(sessions["two"]["parent_goal_ids"]) == ["base", "hills"]
    assert sorted(sessions["three"]["parent_goal_ids"]) == ["base", "hills", "tempo"]


def test_a_session_across_fractals_stays_in_the_first_and_says_so(opened: Opened) -> None:
    report = opened.imports(FILE)
    assert codes(report)["link_across_fractals"] == {"across"}
    found = opened.rows("SELECT root_id, id FROM practice_sessions WHERE id = 'across'")
    assert found == [("marathon", "across")]
    links = opened.rows(
        "SELECT short_term_goal_id FROM practice_session_goals WHERE practice_session_id = 'across'"
    )
    assert links == [("base",)]


def test_a_root_of_another_type_gets_a_fractal_of_its_own(opened: Opened) -> None:
    report = opened.imports(FILE)
    assert codes(report)["no_root"] == {"swim-a-mile", "club", "buy-shoes"}
    for root_id, names in (
        ("swim-a-mile", ["Swim a mile", "Swim a mile", "Learn to crawl"]),
        ("club", ["Club", "Club"]),
        ("buy-shoes", ["Buy shoes", "Buy shoes", "Buy shoes"]),
    ):
        home = opened.rows("SELECT root_id FROM goals WHERE id = :id", id=root_id)[0][0]
        found = the_tree(opened, home)["goals"]
        assert sorted(one["name"] for one in found) == sorted(names)
    levels = opened.rows("SELECT type FROM goals WHERE name = 'Buy shoes' ORDER BY type")
    assert [row.type for row in levels] == ["ImmediateGoal", "ShortTermGoal", "UltimateGoal"]


def test_naive_times_are_read_in_the_zone(opened: Opened) -> None:
    opened.imports([goal("UltimateGoal", "A")])
    opened.imports([goal("UltimateGoal", "B")], "America/Los_Angeles")
    made = {
        name: datetime.fromisoformat(at) if isinstance(at, str) else at.astimezone(UTC)
        for name, at in opened.rows("SELECT name, created_at FROM goals")
    }
    assert made["A"] == datetime(2024, 3, 5, 19, 8, 12, 709488, UTC)
    assert made["B"] == datetime(2024, 3, 6, 4, 8, 12, 709488, UTC)


def test_a_deadline_on_the_persons_day_of_creation_is_no_problem(opened: Opened) -> None:
    """In Los Angeles it is still the fifth, in UTC the sixth."""
    file = [goal("UltimateGoal", "A", deadline="2024-03-05")]
    report = opened.imports(file, "America/Los_Angeles")
    assert not report.problems
    assert str(opened.rows("SELECT created_on FROM goals")[0][0]) == "2024-03-05"


def test_a_deadline_before_creation_counts_as_the_day_of_creation(opened: Opened) -> None:
    report = opened.imports(FILE)
    assert codes(report)["deadline_before_creation"] == {"count-to-thirty", "speed"}
    rows = opened.rows(
        "SELECT id, deadline, created_on FROM goals WHERE deadline < '2024-03-05' ORDER BY deadline"
    )
    assert [(str(row.deadline), str(row.created_on)) for row in rows] == [
        ("2023-12-24", "2023-12-24"),
        ("2024-03-01", "2024-03-01"),
    ]


def test_the_deadline_of_a_session_is_kept_in_its_notes(opened: Opened) -> None:
    report = opened.imports(FILE)
    assert codes(report)["session_deadline"] == {"across"}
    notes = opened.rows("SELECT notes FROM practice_sessions WHERE id = 'across'")
    assert notes == [("Deadline: 2024-04-01",)]


def test_a_dry_run_reports_the_same_and_changes_nothing(opened: Opened) -> None:
    before = dump(opened.database.engine)
    preview = opened.imports(FILE, dry_run=True)
    assert dump(opened.database.engine) == before
    assert preview.dry_run
    report = opened.imports(FILE)
    assert msgspec.structs.replace(preview, dry_run=False) == report


def test_a_second_run_imports_nothing_and_changes_nothing(opened: Opened) -> None:
    first = opened.imports(FILE)
    before = dump(opened.database.engine)
    second = opened.imports(FILE)
    assert dump(opened.database.engine) == before
    assert set(second.written.values()) == {0}
    assert not second.problems
    counts = total(second.tables.values())
    assert (counts.imported, counts.merged) == (0, total(first.tables.values()).read)


def test_what_a_person_changed_since_is_left_alone(opened: Opened) -> None:
    opened.imports(FILE)
    opened.write(lambda work: delete_goal(work, "hills"), "marathon")
    before = dump(opened.database.engine)
    opened.imports(FILE)
    assert dump(opened.database.engine) == before


def test_a_grown_file_brings_only_what_is_new(opened: Opened) -> None:
    opened.imports(FILE)
    grown = json.loads(written(runner()))
    base = grown[0]["children"][0]["children"][0]["children"][0]
    assert base["id"] == "base"
    base["children"].append(session("Fresh", ["base"], goal("ImmediateGoal", "New drill")))
    report = opened.imports(grown)
    assert report.written == {
        "fractals": 0,
        "goals": 1,
        "practice_sessions": 1,
        "practice_session_goals": 1,
    }


def test_nothing_is_put_under_what_lies_in_the_trash(opened: Opened) -> None:
    opened.imports(FILE)
    opened.write(trash_fractal, "marathon")
    grown = json.loads(written(runner()))
    grown[0]["children"].append(goal("LongTermGoal", "New", goal("MidTermGoal", "Below")))
    before = dump(opened.database.engine)
    report = opened.imports(grown)
    assert dump(opened.database.engine) == before
    assert codes(report) == {"in_trash": {"marathon"}, "parent_in_trash": {"new", "below"}}
    assert report.tables["goals"].skipped == 2


def test_each_row_has_its_history(opened: Opened) -> None:
    report = opened.imports(FILE)
    recorded = opened.rows("SELECT entity, count(*) FROM history GROUP BY entity")
    assert dict(tuple(row) for row in recorded) == {
        "fractal": report.written["fractals"],
        "goal": report.written["goals"],
        "practice_session": report.written["practice_sessions"],
        "practice_session_goal": report.written["practice_session_goals"],
    }


def test_a_name_that_is_taken_gets_a_number(opened: Opened) -> None:
    opened.imports([goal("UltimateGoal", "Run", id="one")])
    report = opened.imports([goal("UltimateGoal", "RUN", id="two"), goal("UltimateGoal", "run")])
    names = [row.name for row in opened.rows("SELECT name FROM goals")]
    assert sorted(names) == ["RUN (2)", "Run", "run (3)"]
    assert codes(report)["name_taken"] == {"two", "run"}


def test_another_persons_fractal_of_the_same_id_does_not_stand_in_the_way(opened: Opened) -> None:
    first = opened.imports(FILE)
    opened.owner_id = opened.write(second_person)
    second = opened.imports(FILE)
    assert second.tables == first.tables
    assert second.written == first.written
    homes = opened.rows("SELECT root_id, user_id FROM fractals")
    assert len(homes) == 8
    again = opened.imports(FILE)
    assert set(again.written.values()) == {0}


def second_person(work: Work) -> str:
    work.insert(User, id="second", username="second", time_zone="Asia/Tokyo")
    return "second"


@pytest.mark.parametrize("file", [[], [goal("UltimateGoal", "Alone")]])
def test_a_small_file_is_a_file(opened: Opened, file: list[Any]) -> None:
    report = opened.imports(file)
    assert report.written["goals"] == len(file)
