"""Targets as a script sees them."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.support.api import UNREADABLE, FractalApi, new_fractal, refused
from tests.support.statements import asked_for

Body = dict[str, Any]


@pytest.fixture
def goal(fractal: FractalApi) -> str:
    """A short-term goal's id."""
    return str(
        fractal.make("/goals", type="ShortTermGoal", name="Strength", parent_id=fractal.id)["id"]
    )


@pytest.fixture
def press(fractal: FractalApi) -> Any:
    """An activity with weight and repetitions."""
    metrics = [{"name": "Weight", "unit": "kg"}, {"name": "Reps"}]
    return fractal.make("/activities", name="Bench press", metrics=metrics)


def body_of(activity: Any, *wanted: tuple[int, str, float], **more: Any) -> Body:
    """The body of a target; conditions name metrics by their place."""
    return {
        "name": "Heavy",
        "activity_definition_id": activity["id"],
        "conditions": [
            {
                "metric_definition_id": activity["metrics"][place]["id"],
                "comparison": comparison,
                "value": value,
            }
            for place, comparison, value in wanted
        ],
        **more,
    }


def make(fractal: FractalApi, goal: str, body: Body) -> Any:
    """The target that a POST makes."""
    answer = fractal.ask("POST", f"/goals/{goal}/targets", body)
    assert answer.status_code == 201, answer.text
    row = answer.json()
    assert answer.headers["location"] == f"/api/v1/fractals/{fractal.id}/targets/{row['id']}"
    assert row == fractal.read(f"/targets/{row['id']}")
    return row


def practise(fractal: FractalApi, activity: Any, *values: float) -> tuple[str, str]:
    """A finished session in which one set has these values; its id and the instance's."""
    session = fractal.make("/sessions", name="Gym", session_start="2026-01-31T09:30:00Z")["id"]
    recorded = [
        {"metric_definition_id": metric["id"], "value": value}
        for metric, value in zip(activity["metrics"], values, strict=False)
    ]
    instance = fractal.ask(
        "POST",
        f"/sessions/{session}/instances",
        {"activity_definition_id": activity["id"], "sets": [{"values": recorded}]},
    ).json()["id"]
    fractal.put(f"/sessions/{session}/completion")
    return session, instance


def test_a_target_is_read_with_names_units_and_what_met_it(
    fractal: FractalApi, goal: str, press: Any
) -> None:
    target = make(fractal, goal, body_of(press, (0, ">=", 7.5), (1, "=", 5)))
    assert (target["met"], target["met_instance_id"], target["met_session_id"]) == (
        False,
        None,
        None,
    )
    assert target["activity"] == {"id": press["id"], "name": "Bench press"}
    shown = [
        (one["name"], one["unit"], one["comparison"], one["value"]) for one in target["conditions"]
    ]
    assert shown == [("Weight", "kg", ">=", 7.5), ("Reps", "", "=", 5)]
    session, instance = practise(fractal, press, 8, 5)
    found = fractal.read(f"/targets/{target['id']}")
    assert (found["met"], found["met_instance_id"]) == (True, instance)
    assert found["met_session_id"] == session
    assert found["met_session"] == {
        "id": session,
        "name": "Gym",
        "session_start": "2026-01-31T09:30:00Z",
    }
    done = fractal.read(f"/goals/{goal}")
    assert (done["completed"], done["completion_source"]) == (True, "target")
    assert done["completed_session_id"] == session


def test_an_answer_shows_what_its_write_brought_about(
    fractal: FractalApi, goal: str, press: Any
) -> None:
    practise(fractal, press, 100, 5)
    target = make(fractal, goal, body_of(press, (0, ">=", 100)))
    assert target["met"]
    harder = fractal.edit(f"/targets/{target['id']}", **body_of(press, (0, ">=", 101)))
    assert not harder["met"]
    child = fractal.make("/goals", type="ImmediateGoal", name="Rest", parent_id=goal)["id"]
    fractal.put(f"/goals/{child}/completion")
    edited = fractal.edit(f"/goals/{goal}", completes_with_children=True)
    assert edited["completion_source"] == "children"


def test_a_goals_targets_are_listed_in_their_order(
    fractal: FractalApi, goal: str, press: Any
) -> None:
    made = [
        make(fractal, goal, body_of(press, (0, ">=", number), name=f"Target {number}"))
        for number in range(5)
    ]
    assert fractal.items(f"/goals/{goal}/targets") == made
    other = fractal.make("/goals", type="LongTermGoal", name="Other", parent_id=fractal.id)["id"]
    assert fractal.read(f"/goals/{other}/targets") == {"items": [], "next_cursor": None}


def test_lists_cost_the_same_for_more_targets(fractal: FractalApi, goal: str, press: Any) -> None:
    costs = []
    for _ in range(2):
        for number in range(5):
            make(fractal, goal, body_of(press, (0, ">=", number), (1, ">=", 1)))
        costs.append(len(asked_for(partial(fractal.read, f"/goals/{goal}/targets"))))
    assert costs == [3, 3]


def test_an_edit_keeps_what_it_omits_and_replaces_the_conditions(
    fractal: FractalApi, goal: str, press: Any
) -> None:
    target = make(fractal, goal, body_of(press, (0, ">=", 100), (1, ">=", 5)))
    path = f"/targets/{target['id']}"
    renamed = fractal.edit(path, name=" Heavier ")
    assert (renamed["name"], renamed["version"]) == ("Heavier", 2)
    assert renamed["conditions"] == target["conditions"]
    conditions = body_of(press, (0, ">=", 110), (0, "<=", 120))["conditions"]
    edited = fractal.edit(path, conditions=conditions)
    assert edited["version"] == 3
    assert edited["name"] == "Heavier"
    by_comparison = {one["comparison"]: one for one in edited["conditions"]}
    assert by_comparison[">="]["id"] == target["conditions"][0]["id"]
    assert (by_comparison[">="]["value"], by_comparison["<="]["value"]) == (110, 120)
    assert fractal.edit(path, conditions=conditions)["version"] == 3
    squat = fractal.make("/activities", name="Squat", metrics=[{"name": "Depth"}])
    moved = fractal.edit(path, **body_of(squat, (0, ">=", 3)))
    assert moved["activity"]["name"] == "Squat"
    assert [one["name"] for one in moved["conditions"]] == ["Depth"]


def test_another_activity_needs_conditions_of_its_own(
    fractal: FractalApi, goal: str, press: Any
) -> None:
    target = make(fractal, goal, body_of(press, (0, ">=", 100)))
    squat = fractal.make("/activities", name="Squat", metrics=[{"name": "Depth"}])
    path, other = f"/targets/{target['id']}", {"activity_definition_id": squat["id"]}
    refusal = (422, "conditions_missing", "/conditions")
    assert fractal.refusal("PATCH", path, other) == refusal
    wrong = {**other, "conditions": body_of(press, (0, ">=", 1))["conditions"]}
    refusal = (422, "unknown_id", "/conditions/0/metric_definition_id")
    assert fractal.refusal("PATCH", path, wrong) == refusal


def test_names_of_what_was_deleted_since_are_still_shown_and_kept(
    fractal: FractalApi, goal: str, press: Any
) -> None:
    target = make(fractal, goal, body_of(press, (0, ">=", 100), (1, ">=", 5)))
    weight = press["metrics"][0]
    fractal.edit(f"/activities/{press['id']}", metrics=[{"id": press["metrics"][1]["id"]}])
    path = f"/targets/{target['id']}"
    assert [one["name"] for one in fractal.read(path)["conditions"]] == ["Weight", "Reps"]
    kept = body_of(press, (0, ">=", 90))["conditions"]
    assert fractal.edit(path, conditions=kept)["conditions"][0]["value"] == 90
    new = [{**kept[0], "comparison": "<="}]
    assert new[0]["metric_definition_id"] == weight["id"]
    refusal = (422, "unknown_id", "/conditions/0/metric_definition_id")
    assert fractal.refusal("PATCH", path, {"conditions": new}) == refusal


def test_a_retry_under_the_same_id_changes_nothing(
    fractal: FractalApi, goal: str, press: Any
) -> None:
    body = body_of(press, (0, ">=", 100), id="my-target")
    path = f"/goals/{goal}/targets"
    make(fractal, goal, body)
    assert fractal.ask("POST", path, body).status_code == 200
    assert len(fractal.items(path)) == 1
    taken = (409, "id_taken", "-")
    assert fractal.refusal("POST", path, {**body, "name": "Another"}) == taken
    assert fractal.refusal("POST", f"/goals/{fractal.id}/targets", body) == taken


def test_a_deleted_target_is_nowhere_until_it_is_restored(
    fractal: FractalApi, goal: str, press: Any
) -> None:
    practise(fractal, press, 100, 5)
    target = make(fractal, goal, body_of(press, (0, ">=", 100)))
    path = f"/targets/{target['id']}"
    deletion = fractal.remove(path)
    assert fractal.items(f"/goals/{goal}/targets") == []
    assert not fractal.read(f"/goals/{goal}")["completed"]
    assert fractal.refusal("PATCH", path, {"name": "A"})[0] == 404
    assert fractal.restore(deletion).status_code == 204
    assert fractal.read(path)["met"]
    assert fractal.read(f"/goals/{goal}")["completion_source"] == "target"


def test_a_stale_edit_is_refused(fractal: FractalApi, goal: str, press: Any) -> None:
    target = make(fractal, goal, body_of(press, (0, ">=", 100)))
    path = f"/targets/{target['id']}"
    fractal.edit(path, name="Second")
    assert fractal.refusal("PATCH", path, {"name": "Third"}, if_match='"1"')[0] == 412
    assert fractal.refusal("DELETE", path, if_match='"1"')[0] == 412
    assert fractal.ask("PATCH", path, {"name": "Third"}, if_match='"2"').status_code == 200


BAD: list[tuple[Body, str]] = [
    ({"name": None}, "/name"),
    ({"name": " "}, "/name"),
    ({"name": "x" * 201}, "/name"),
    ({"name": "a\nb"}, "/name"),
    ({"id": "a b"}, "/id"),
    ({"sort_order": 1}, "/sort_order"),
    ({"met": True}, "/met"),
    ({"activity_definition_id": None}, "/activity_definition_id"),
    ({"activity_definition_id": "nowhere"}, "/activity_definition_id"),
    ({"conditions": None}, "/conditions"),
    ({"conditions": []}, "/conditions"),
    ({"conditions": {}}, "/conditions"),
]
BAD_CONDITIONS: list[tuple[Any, str]] = [
    (5, ""),
    ({"comparison": ">"}, "/comparison"),
    ({"comparison": None}, "/comparison"),
    ({"value": None}, "/value"),
    ({"value": "5"}, "/value"),
    ({"value": True}, "/value"),
    ({"value": 1e16}, "/value"),
    ({"value": -1e16}, "/value"),
    ({"unit": "kg"}, "/unit"),
    ({"metric_definition_id": None}, "/metric_definition_id"),
    ({"metric_definition_id": "nowhere"}, "/metric_definition_id"),
    ({"metric_definition_id": "x" * 65}, "/metric_definition_id"),
    ({}, "/comparison"),
]


def test_broken_targets_are_refused_at_their_field_and_nothing_is_stored(
    fractal: FractalApi, goal: str, press: Any, stored: Callable[[], Any]
) -> None:
    good = body_of(press, (0, ">=", 100))
    first = good["conditions"][0]
    bodies = [({**good, **wrong}, pointer) for wrong, pointer in BAD]
    for wrong, pointer in BAD_CONDITIONS:
        second = {**first, **wrong} if isinstance(wrong, dict) else wrong
        bodies.append(({**good, "conditions": [first, second]}, f"/conditions/1{pointer}"))
    bodies.append(({**good, "conditions": [first] * 21}, "/conditions"))
    before = stored()
    for body, pointer in bodies:
        status, _, found = fractal.refusal("POST", f"/goals/{goal}/targets", body)
        assert (status, found) == (422, pointer), body
    for content, status, code in UNREADABLE.values():
        refusal = fractal.refusal("POST", f"/goals/{goal}/targets", content)
        assert refusal[:2] == (status, code)
    assert stored() == before


def test_what_belongs_to_another_fractal_is_not_there(
    fractal: FractalApi, goal: str, press: Any
) -> None:
    other = new_fractal(fractal.client)
    foreign = other.make("/activities", name="Squat", metrics=[{"name": "Depth"}])
    mixed = body_of(press, (0, ">=", 1))
    mixed["conditions"][0]["metric_definition_id"] = foreign["metrics"][0]["id"]
    for body, pointer in (
        (body_of(foreign, (0, ">=", 1)), "/activity_definition_id"),
        (mixed, "/conditions/0/metric_definition_id"),
    ):
        refusal = (422, "unknown_id", pointer)
        assert fractal.refusal("POST", f"/goals/{goal}/targets", body) == refusal
    target = make(fractal, goal, body_of(press, (0, ">=", 1)))
    for method in ("GET", "PATCH", "DELETE"):
        edit = {"name": "Mine"} if method == "PATCH" else None
        answer = other.ask(method, f"/targets/{target['id']}", edit)
        assert refused(answer)[:2] == (404, "not_found")
    assert refused(other.ask("GET", f"/goals/{goal}/targets"))[0] == 404
    assert fractal.read(f"/targets/{target['id']}") == target
