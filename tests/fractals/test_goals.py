"""Goals: made at legal places, edited, moved, completed and reopened."""

import pytest

from fractal_goals.fractals.rules import LEGAL_PARENTS, LEVELS, SESSION
from tests.support.api import FractalApi, new_fractal

Ladder = dict[str, str]


def children(fractal: FractalApi, parent_id: str) -> list[str]:
    """The names of a goal's children in order."""
    return [row["name"] for row in fractal.read(f"/goals/{parent_id}")["children"]]


def test_a_goal_stands_where_it_may_and_nowhere_else(fractal: FractalApi, ladder: Ladder) -> None:
    session = fractal.make("/sessions")["id"]
    places = {**ladder, SESSION: session}
    for child in LEVELS[1:]:
        for parent, parent_id in places.items():
            body = {"type": child, "name": "New", "parent_id": parent_id}
            if parent in LEGAL_PARENTS[child]:
                row = fractal.make("/goals", **body)
                assert row["parent_id"] == parent_id
                above = [node["id"] for node in row["path"]]
                assert above[-1] == parent_id
                assert row["path"][-1]["type"] == parent
            else:
                answer = fractal.ask("POST", "/goals", body)
                assert answer.json()["code"] == "illegal_parent", body
                assert child in answer.json()["detail"]
                assert parent in answer.json()["detail"]


def test_a_second_ultimate_goal_is_refused(fractal: FractalApi, ladder: Ladder) -> None:
    for parent_id in (fractal.id, ladder["LongTermGoal"]):
        body = {"type": "UltimateGoal", "name": "New", "parent_id": parent_id}
        assert fractal.refusal("POST", "/goals", body) == (422, "illegal_parent", "/type")


def test_the_path_of_a_goal_under_a_session_leads_through_what_the_session_served(
    fractal: FractalApi, ladder: Ladder
) -> None:
    session = fractal.make("/sessions", parent_goal_ids=[ladder["ShortTermGoal"]])["id"]
    row = fractal.make("/goals", type="ImmediateGoal", name="Now", parent_id=session)
    types = [node["type"] for node in row["path"]]
    assert types == ["UltimateGoal", "LongTermGoal", "MidTermGoal", "ShortTermGoal", SESSION]


def test_children_come_in_order_and_make_room(fractal: FractalApi) -> None:
    for name, place in (("A", None), ("B", None), ("C", 0), ("D", 1), ("E", 99)):
        extra = {} if place is None else {"sort_order": place}
        fractal.make("/goals", type="LongTermGoal", name=name, parent_id=fractal.id, **extra)
    assert children(fractal, fractal.id) == ["C", "D", "A", "B", "E"]


def test_one_request_moves_a_goal_with_all_below_it(fractal: FractalApi, ladder: Ladder) -> None:
    other = fractal.make("/goals", type="LongTermGoal", name="Other", parent_id=fractal.id)["id"]
    for name in ("X", "Y"):
        fractal.make("/goals", type="MidTermGoal", name=name, parent_id=other)
    moved = fractal.put(f"/goals/{ladder['MidTermGoal']}/parent", parent_id=other, sort_order=1)
    assert (moved["parent_id"], moved["version"]) == (other, 2)
    assert children(fractal, other) == ["X", "MidTerm", "Y"]
    assert children(fractal, ladder["LongTermGoal"]) == []
    path = fractal.read(f"/goals/{ladder['NanoGoal']}")["path"]
    assert [node["name"] for node in path][1:4] == ["Other", "MidTerm", "ShortTerm"]
    skipped = fractal.put(f"/goals/{ladder['ShortTermGoal']}/parent", parent_id=fractal.id)
    assert len(skipped["path"]) == 1


def test_an_immediate_goal_moves_between_a_goal_and_a_session(
    fractal: FractalApi, ladder: Ladder
) -> None:
    session = fractal.make("/sessions")["id"]
    path = f"/goals/{ladder['ImmediateGoal']}/parent"
    assert fractal.put(path, parent_id=session)["parent_id"] == session
    assert (
        fractal.put(path, parent_id=ladder["ShortTermGoal"])["parent_id"]
        == (ladder["ShortTermGoal"])
    )
    assert fractal.refusal("PUT", path, {"parent_id": fractal.id})[1] == "illegal_parent"


def test_siblings_are_reordered_by_the_same_request(fractal: FractalApi) -> None:
    ids = {
        name: fractal.make("/goals", type="LongTermGoal", name=name, parent_id=fractal.id)["id"]
        for name in "ABCD"
    }
    for name, place, order in (
        ("D", 0, "DABC"),
        ("D", 2, "ABDC"),
        ("A", None, "BDCA"),
        ("B", 3, "DCAB"),
        ("C", 1, "DCAB"),
    ):
        extra = {} if place is None else {"sort_order": place}
        fractal.put(f"/goals/{ids[name]}/parent", parent_id=fractal.id, **extra)
        assert "".join(children(fractal, fractal.id)) == order


def test_moves_that_cannot_be_are_refused(fractal: FractalApi, ladder: Ladder) -> None:
    foreign = new_fractal(fractal.client).id
    gone = fractal.make("/goals", type="LongTermGoal", name="Gone", parent_id=fractal.id)["id"]
    fractal.remove(f"/goals/{gone}")
    before = fractal.read("/tree")
    long_term, mid_term = ladder["LongTermGoal"], ladder["MidTermGoal"]
    for goal, parent_id, refusal in (
        (long_term, mid_term, (422, "cycle", "/parent_id")),
        (long_term, long_term, (422, "cycle", "/parent_id")),
        (long_term, ladder["NanoGoal"], (422, "cycle", "/parent_id")),
        (fractal.id, long_term, (409, "root_goal", "-")),
        (mid_term, ladder["UltimateGoal"], None),
        (ladder["MicroGoal"], ladder["ShortTermGoal"], (422, "illegal_parent", "/parent_id")),
        (mid_term, foreign, (422, "unknown_id", "/parent_id")),
        (mid_term, gone, (422, "unknown_id", "/parent_id")),
        (mid_term, "absent", (422, "unknown_id", "/parent_id")),
    ):
        if refusal is not None:
            body = {"parent_id": parent_id}
            assert fractal.refusal("PUT", f"/goals/{goal}/parent", body) == refusal
    assert fractal.read("/tree") == before


def test_an_edit_keeps_what_it_omits_and_clears_what_is_null(fractal: FractalApi) -> None:
    row = fractal.make(
        "/goals",
        type="LongTermGoal",
        name=" Bach ",
        parent_id=fractal.id,
        description="All of it",
        deadline="2099-12-31",
    )
    path = f"/goals/{row['id']}"
    edited = fractal.edit(path, name="J. S. Bach")
    assert edited == {
        **row,
        "name": "J. S. Bach",
        "version": 2,
        "updated_at": edited["updated_at"],
    }
    cleared = fractal.edit(path, description=None, deadline=None)
    assert (cleared["description"], cleared["deadline"], cleared["version"]) == (None, None, 3)
    assert fractal.edit(path)["version"] == 3


def test_a_goal_is_completed_and_reopened_as_often_as_one_likes(fractal: FractalApi) -> None:
    session = fractal.make("/sessions")["id"]
    goal = fractal.make("/goals", type="LongTermGoal", name="Bach", parent_id=fractal.id)["id"]
    path = f"/goals/{goal}/completion"
    done = fractal.put(path, completed_session_id=session)
    assert (done["completed"], done["completion_source"]) == (True, "manual")
    assert (done["completed_session_id"], done["version"]) == (session, 2)
    assert fractal.put(path) == done
    for version in (3, 3):
        assert fractal.ask("DELETE", path).status_code == 204
        row = fractal.read(f"/goals/{goal}")
        assert (row["completed"], row["completed_at"], row["version"]) == (False, None, version)
        assert (row["completion_source"], row["completed_session_id"]) == (None, None)
    answer = fractal.ask("PUT", path)
    assert (answer.status_code, answer.json()["completed"]) == (200, True)
    assert fractal.refusal("PUT", path, {"completed_session_id": goal}) == (
        422,
        "unknown_id",
        "/completed_session_id",
    )


def test_a_retry_makes_nothing_new(fractal: FractalApi) -> None:
    body = {"id": "bach", "type": "LongTermGoal", "name": "Bach", "parent_id": fractal.id}
    fractal.make("/goals", **body)
    fractal.edit("/goals/bach", name="Johann")
    again = fractal.ask("POST", "/goals", body)
    assert (again.status_code, again.json()["name"]) == (200, "Johann")
    taken = (409, "id_taken", "-")
    assert fractal.refusal("POST", "/goals", {**body, "name": "Other"}) == taken
    assert fractal.refusal("POST", "/goals", {**body, "id": fractal.id}) == taken
    assert len(fractal.items("/goals")) == 2
    fractal.remove("/goals/bach")
    assert fractal.refusal("POST", "/goals", body) == taken
    other = new_fractal(fractal.client)
    assert other.make("/goals", **{**body, "parent_id": other.id})["id"] == "bach"


def test_an_id_names_one_node_of_the_tree(fractal: FractalApi) -> None:
    session = fractal.make("/sessions", id="bach")["id"]
    body = {"id": session, "type": "LongTermGoal", "name": "Bach", "parent_id": fractal.id}
    assert fractal.refusal("POST", "/goals", body) == (409, "id_taken", "-")
    fractal.make("/goals", **{**body, "id": "liszt"})
    assert fractal.refusal("POST", "/sessions", {"id": "liszt"}) == (409, "id_taken", "-")


@pytest.mark.parametrize(
    ("method", "end", "body"),
    [
        ("PATCH", "", {"name": "Liszt"}),
        ("PUT", "/parent", {"parent_id": "{root}"}),
        ("PUT", "/completion", None),
        ("DELETE", "/completion", None),
        ("DELETE", "", None),
    ],
)
def test_a_stale_change_is_refused(
    fractal: FractalApi, method: str, end: str, body: dict[str, str] | None
) -> None:
    goal = fractal.make("/goals", type="LongTermGoal", name="Bach", parent_id=fractal.id)["id"]
    fractal.edit(f"/goals/{goal}", description="Changed")
    if body is not None:
        body = {name: value.format(root=fractal.id) for name, value in body.items()}
    path = f"/goals/{goal}{end}"
    before = fractal.read(f"/goals/{goal}")
    assert fractal.refusal(method, path, body, if_match='"1"') == (412, "stale", "-")
    assert fractal.read(f"/goals/{goal}") == before
    assert fractal.ask(method, path, body, if_match='"2"').status_code in {200, 204}
