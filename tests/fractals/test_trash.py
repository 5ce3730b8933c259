"""Deleting takes a goal with all below it; restoring brings back exactly that."""

from typing import Any

import sqlalchemy as sa

from tests.support.api import FractalApi, refused

Ladder = dict[str, str]


def living(fractal: FractalApi) -> set[str]:
    """The names of everything in the tree."""
    tree = fractal.read("/tree")
    return {row["name"] for row in (*tree["goals"], *tree["sessions"])}


def test_a_goal_goes_with_its_subtree_and_comes_back_with_it(
    fractal: FractalApi, ladder: Ladder
) -> None:
    before = fractal.read("/tree")
    deletion = fractal.remove(f"/goals/{ladder['ShortTermGoal']}")
    assert living(fractal) == {"Music", "LongTerm", "MidTerm"}
    assert len(fractal.items("/goals")) == 3
    assert fractal.read(f"/goals/{ladder['MidTermGoal']}")["children"] == []
    assert fractal.client.get("/api/v1/fractals").json()["items"][0]["goal_count"] == 3
    for level in ("ShortTermGoal", "MicroGoal"):
        for method, end in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("PUT", "/completion")):
            body: dict[str, str] | None = {} if method == "PATCH" else None
            assert fractal.refusal(method, f"/goals/{ladder[level]}{end}", body)[0] == 404
    assert fractal.restore(deletion).status_code == 204
    after = fractal.read("/tree")
    assert [row["id"] for row in after["goals"]] == [row["id"] for row in before["goals"]]
    assert refused(fractal.restore(deletion)) == (404, "not_found", "-")


def test_what_was_deleted_before_is_not_brought_back_with_the_rest(
    fractal: FractalApi, ladder: Ladder
) -> None:
    first = fractal.remove(f"/goals/{ladder['MicroGoal']}")
    second = fractal.remove(f"/goals/{ladder['MidTermGoal']}")
    answer = fractal.restore(first)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "parent_in_trash")
    assert (problem["entity"], problem["id"]) == ("goal", ladder["ImmediateGoal"])
    assert problem["blocking_deletion_id"] == second
    assert fractal.restore(second).status_code == 204
    assert living(fractal) == {"Music", "LongTerm", "MidTerm", "ShortTerm", "Immediate"}
    assert fractal.restore(first).status_code == 204
    assert len(living(fractal)) == 7


def test_a_session_takes_its_immediate_goals_and_leaves_the_goals_it_served(
    fractal: FractalApi, ladder: Ladder
) -> None:
    session = fractal.make("/sessions", name="Hour", parent_goal_ids=[ladder["ShortTermGoal"]])
    now = fractal.make("/goals", type="ImmediateGoal", name="Now", parent_id=session["id"])["id"]
    fractal.make("/goals", type="MicroGoal", name="Bar 3", parent_id=now)
    deletion = fractal.remove(f"/sessions/{session['id']}")
    assert living(fractal).isdisjoint({"Hour", "Now", "Bar 3"})
    assert len(living(fractal)) == 7
    fractal.restore(deletion)
    assert living(fractal) >= {"Hour", "Now", "Bar 3"}
    later = fractal.remove(f"/goals/{now}")
    deletion = fractal.remove(f"/sessions/{session['id']}")
    problem = fractal.restore(later).json()
    assert (problem["code"], problem["entity"]) == ("parent_in_trash", "practice_session")
    assert problem["blocking_deletion_id"] == deletion


def test_a_goal_that_a_session_served_leaves_the_session(
    fractal: FractalApi, ladder: Ladder
) -> None:
    fractal.make("/sessions", name="Hour", parent_goal_ids=[ladder["ShortTermGoal"]])
    deletion = fractal.remove(f"/goals/{ladder['LongTermGoal']}")
    (session,) = fractal.read("/tree")["sessions"]
    assert session["parent_goal_ids"] == []
    fractal.restore(deletion)
    (session,) = fractal.read("/tree")["sessions"]
    assert session["parent_goal_ids"] == [ladder["ShortTermGoal"]]


def test_the_root_goes_only_with_its_fractal(fractal: FractalApi) -> None:
    assert fractal.refusal("DELETE", f"/goals/{fractal.id}") == (409, "root_goal", "-")


def test_history_tells_who_took_and_brought_back_what(
    fractal: FractalApi, ladder: Ladder, engine: sa.Engine
) -> None:
    deletion = fractal.remove(f"/goals/{ladder['MicroGoal']}")
    fractal.restore(deletion)
    query = "SELECT action, entity_id, actor_id, before, after FROM history ORDER BY id"
    with engine.connect() as connection:
        rows: list[Any] = list(connection.exec_driver_sql(query))[-4:]
    me = fractal.client.get("/api/v1/me").json()["id"]
    taken = {ladder["MicroGoal"], ladder["NanoGoal"]}
    assert {row.actor_id for row in rows} == {me}
    assert [row.action for row in rows] == ["trash", "trash", "restore", "restore"]
    assert {row.entity_id for row in rows[:2]} == {row.entity_id for row in rows[2:]} == taken
    assert all(deletion in str(row.after) for row in rows[:2])
    assert all(deletion in str(row.before) for row in rows[2:])
