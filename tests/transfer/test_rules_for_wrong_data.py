"""Each thing that can be wrong in an old file has one outcome, and the report tells it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractal_goals.fractals.rules import LEGAL_PARENTS, LEVELS, SESSION
from fractal_goals.kit.ids import is_id
from fractal_goals.transfer.importing import plan_for
from fractal_goals.transfer.planning import Plan
from fractal_goals.transfer.queries import Stored
from fractal_goals.transfer.report import Report
from tests.transfer.old_server import Node, goal, session

NOW = datetime(2026, 2, 3, 12, tzinfo=UTC)


def planned(*roots: Node) -> tuple[Plan, Report]:
    return plan_for(list(roots), zone="UTC", now=NOW, user_id="me", look_up=lambda _ids: Stored())


def goals_of(plan: Plan) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in (*plan.goals, *plan.lower_goals)}


def parents_of(plan: Plan, node_id: str) -> list[str]:
    """The names of what stands above a goal, nearest first."""
    rows = {**goals_of(plan), **{row["id"]: row for row in plan.sessions}}
    names: list[str] = []
    row = rows[node_id]
    while (above := row.get("parent_goal_id") or row.get("parent_session_id")) is not None:
        row = rows[above]
        names.append(f"{row.get('type', SESSION)} {row['name']}")
    return names


def codes(report: Report) -> list[str]:
    return sorted({problem.code for problem in report.problems})


def tree_with(*children: Node) -> Node:
    """A legal path down to a short-term goal with these children."""
    short = goal("ShortTermGoal", "S", *children)
    return goal("UltimateGoal", "U", goal("LongTermGoal", "L", goal("MidTermGoal", "M", short)))


def test_a_legal_tree_has_no_problems() -> None:
    plan, report = planned(tree_with(session("P", ["s"], goal("ImmediateGoal", "I"))))
    assert not report.problems
    assert parents_of(plan, "i") == [
        "PracticeSession P",
    ]


def test_an_inverted_level_moves_up_to_the_nearest_legal_parent() -> None:
    plan, report = planned(tree_with(goal("LongTermGoal", "Inverted")))
    assert parents_of(plan, "inverted") == ["UltimateGoal U"]
    assert codes(report) == ["moved_up"]


def test_an_ultimate_goal_below_another_is_a_fractal_of_its_own() -> None:
    plan, report = planned(
        tree_with(goal("UltimateGoal", "Inner", goal("LongTermGoal", "Its own")))
    )
    assert [row["root_id"] for row in plan.fractals] == ["u", "inner"]
    assert goals_of(plan)["its-own"]["root_id"] == "inner"
    assert codes(report) == ["root_below"]


def test_an_immediate_goal_under_a_long_term_goal_gets_the_level_between() -> None:
    first, second = goal("ImmediateGoal", "One"), goal("ImmediateGoal", "Two")
    plan, report = planned(goal("UltimateGoal", "U", goal("LongTermGoal", "L", first, second)))
    assert parents_of(plan, "one") == ["ShortTermGoal L", "LongTermGoal L", "UltimateGoal U"]
    assert goals_of(plan)["one"]["parent_goal_id"] == goals_of(plan)["two"]["parent_goal_id"]
    assert codes(report) == ["level_made"]


def test_a_nano_goal_alone_gets_all_levels_above_it() -> None:
    plan, report = planned(goal("NanoGoal", "N"))
    assert parents_of(plan, "n") == [
        "MicroGoal N", "ImmediateGoal N", "ShortTermGoal N", "UltimateGoal N",
    ]  # fmt: skip
    assert report.written["goals"] == 5


def test_a_goal_under_a_session_that_may_not_be_there_moves_up() -> None:
    plan, report = planned(tree_with(session("P", ["s"], goal("ShortTermGoal", "Odd"))))
    assert parents_of(plan, "odd")[0] == "MidTermGoal M"
    assert codes(report) == ["moved_up"]


def test_a_session_under_another_level_serves_the_short_term_goal_above() -> None:
    plan, report = planned(tree_with(goal("ImmediateGoal", "I", session("P", []))))
    assert [(one["practice_session_id"], one["short_term_goal_id"]) for one in plan.links] == [
        ("p", "s")
    ]
    assert codes(report) == ["session_parent"]


def test_a_session_under_a_long_term_goal_serves_none_and_stays_in_its_fractal() -> None:
    plan, report = planned(
        goal("UltimateGoal", "U", goal("LongTermGoal", "L", session("P", ["l"])))
    )
    assert plan.sessions[0]["root_id"] == "u"
    assert not plan.links
    assert codes(report) == ["session_parent"]


def test_sessions_without_anything_above_share_a_fractal() -> None:
    plan, report = planned(session("A", []), session("B", ["nowhere"]))
    assert len(plan.fractals) == 1
    assert {row["root_id"] for row in plan.sessions} == {plan.fractals[0]["root_id"]}
    assert codes(report) == ["no_root", "unknown_parent"]


def test_a_session_belongs_to_the_fractal_of_most_of_its_goals() -> None:
    across = session("P", ["x", "y", "z"])
    plan, report = planned(
        goal("UltimateGoal", "First", goal("ShortTermGoal", "X", across)),
        goal("UltimateGoal", "Second", goal("ShortTermGoal", "Y"), goal("ShortTermGoal", "Z")),
    )
    assert plan.sessions[0]["root_id"] == "second"
    assert sorted(one["short_term_goal_id"] for one in plan.links) == ["y", "z"]
    assert codes(report) == ["link_across_fractals"]


def test_a_goal_that_stands_twice_is_placed_once() -> None:
    twice = goal("MidTermGoal", "Twice")
    plan, report = planned(
        goal(
            "UltimateGoal", "U", goal("LongTermGoal", "A", twice), goal("LongTermGoal", "B", twice)
        )
    )
    assert parents_of(plan, "twice")[0] == "LongTermGoal A"
    assert codes(report) == ["several_parents"]
    assert report.tables["goals"].merged == 1


def test_a_repetition_with_another_content_is_told() -> None:
    one = session("P", ["s"], id="p")
    other = session("Q", ["s"], id="p")
    plan, report = planned(tree_with(one, other))
    assert [row["name"] for row in plan.sessions] == ["P"]
    assert codes(report) == ["differs"]


def test_an_unknown_type_is_left_out_and_its_children_are_not() -> None:
    plan, report = planned(tree_with(goal("Wish", "W", goal("ImmediateGoal", "I"))))
    assert parents_of(plan, "i")[0] == "ShortTermGoal S"
    assert "w" not in goals_of(plan)
    assert codes(report) == ["unknown_type"]
    assert report.tables["goals"].skipped == 1


def test_names_are_made_to_fit() -> None:
    long = "é" * 250
    plan, report = planned(
        goal(
            "UltimateGoal",
            "U",
            goal("LongTermGoal", long, id="long", description="more"),
            goal("LongTermGoal", " \t ", id="blank"),
            goal("LongTermGoal", "a\nb\x00c", id="control"),
            goal("LongTermGoal", "half \ud83c", id="half"),
        )
    )
    rows = goals_of(plan)
    assert rows["long"]["name"] == "é" * 199 + "…"
    assert rows["long"]["description"] == f"{long}\n\nmore"
    assert rows["blank"]["name"] == "Unnamed LongTermGoal"
    assert rows["control"]["name"] == "a b c"
    assert rows["half"]["name"].encode().decode().startswith("half ")
    assert codes(report) == ["name_too_long", "no_name"]


def test_a_description_of_any_length_is_cut_and_told() -> None:
    plan, report = planned(goal("UltimateGoal", "U", description="x" * 30_000))
    assert len(plan.goals[0]["description"]) == 20_000
    assert codes(report) == ["text_too_long"]


@pytest.mark.parametrize("bad_id", ["ein Ziel", "é", "x" * 65, "a/b", "a\nb"])
def test_an_id_that_ours_cannot_be_is_replaced_the_same_way_each_time(bad_id: str) -> None:
    file = goal("UltimateGoal", "U", goal("LongTermGoal", "L"), id=bad_id)
    plan, report = planned(file)
    assert is_id(plan.goals[0]["id"])
    assert plan.goals == planned(file)[0].goals
    assert codes(report) == ["id_replaced"]


def test_a_node_without_an_id_gets_one() -> None:
    root = goal("UltimateGoal", "U")
    del root["id"], root["attributes"]["id"]
    plan, _ = planned(root)
    assert is_id(plan.goals[0]["id"])


@pytest.mark.parametrize(
    ("deadline", "stored", "code"),
    [
        ("2030-01-01", date(2030, 1, 1), []),
        ("2030-01-01T10:00:00", date(2030, 1, 1), []),
        ("", None, []),
        ("soon", None, ["deadline_unreadable"]),
        (20300101, None, ["deadline_unreadable"]),
        ("0001-01-01", None, ["deadline_unreadable"]),
        ("2030-02-30", None, ["deadline_unreadable"]),
    ],
)
def test_deadlines(deadline: Any, stored: date | None, code: list[str]) -> None:
    plan, report = planned(goal("UltimateGoal", "U", deadline=deadline))
    assert plan.goals[0]["deadline"] == stored
    assert codes(report) == code


@pytest.mark.parametrize("created_at", [None, "", "yesterday", 7, "9999-12-31T23:59:59"])
def test_an_unknown_creation_is_now(created_at: Any) -> None:
    plan, report = planned(goal("UltimateGoal", "U", created_at=created_at))
    assert plan.goals[0]["created_at"] == NOW
    assert codes(report) == ["created_at_unknown"]


def test_an_instant_with_an_offset_is_that_instant() -> None:
    plan, _ = planned(goal("UltimateGoal", "U", created_at="2024-01-01T00:30:00+02:00"))
    assert plan.goals[0]["created_at"] == datetime(2023, 12, 31, 22, 30, tzinfo=UTC)


def test_fields_without_a_place_and_children_that_are_none_are_told() -> None:
    root = goal("UltimateGoal", "U", mood="great")
    root["children"] = ["text", 7, None]
    plan, report = planned(root)
    assert codes(report) == ["not_a_node", "unknown_field"]
    assert report.tables["goals"].skipped == 3
    assert len(plan.goals) == 1


NODES: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.builds(dict, type=st.sampled_from([*LEVELS, SESSION, "Wish"]), number=st.integers(0, 12)),
    lambda inner: st.builds(
        lambda node, children: {**node, "children": children},
        st.fixed_dictionaries(
            {"type": st.sampled_from([*LEVELS, SESSION, "Wish"]), "number": st.integers(0, 12)}
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


def spelled(node: dict[str, Any]) -> Node:
    """A drawn node as the old server would write it; few numbers, so that ids repeat."""
    children = [spelled(child) for child in node.get("children", [])]
    claims = [f"n{number}" for number in range(0, 12, node["number"] + 1)]
    more = {"parent_ids": claims} if node["type"] == SESSION else {}
    return goal(node["type"], f"N{node['number']}", *children, id=f"n{node['number']}", **more)


@given(st.lists(NODES, max_size=4))
def test_whatever_stands_in_a_file_every_row_gets_a_legal_place(drawn: list[Any]) -> None:
    plan, report = planned(*(spelled(node) for node in drawn))
    for counts in report.tables.values():
        assert counts.read == counts.imported + counts.merged + counts.skipped
    written: dict[tuple[str, str], str] = {}
    for row in (*plan.goals, *plan.sessions, *plan.lower_goals):
        kind = row.get("type", SESSION)
        parent = row.get("parent_goal_id") or row.get("parent_session_id")
        if parent is None:
            assert kind == SESSION or (kind == "UltimateGoal" and row["root_id"] == row["id"])
        else:
            # The parent is of the same fractal, is written before, and may hold it.
            assert written[row["root_id"], parent] in LEGAL_PARENTS[kind]
        assert (row["root_id"], row["id"]) not in written
        written[row["root_id"], row["id"]] = kind
    for link in plan.links:
        assert written[link["root_id"], link["practice_session_id"]] == SESSION
        assert written[link["root_id"], link["short_term_goal_id"]] == "ShortTermGoal"
    assert len({row["name"].casefold() for row in plan.goals if row["user_id"]}) == len(
        plan.fractals
    )
