"""Whole fractals: made, named, listed, edited, deleted and brought back."""

from typing import Any

import pytest

from tests.support.api import Client, FractalApi, new_fractal, refused

FRACTALS = "/api/v1/fractals"


def names(client: Client) -> list[str]:
    """The fractals in the order in which they are listed."""
    return [row["name"] for row in client.get(FRACTALS).json()["items"]]


def test_a_fractal_is_its_ultimate_goal(client: Client) -> None:
    body = {"name": "  Music ", "description": "For life", "deadline": "2099-12-31"}
    answer = client.post(FRACTALS, json=body)
    assert answer.status_code == 201
    row = answer.json()
    assert answer.headers["location"] == f"{FRACTALS}/{row['id']}"
    assert row["id"] == row["root_id"]
    assert {name: row[name] for name in ("name", "description", "deadline")} == {
        "name": "Music",
        "description": "For life",
        "deadline": "2099-12-31",
    }
    assert (row["goal_count"], row["session_count"], row["last_activity"]) == (1, 0, None)
    root = FractalApi(client, row["id"]).read(f"/goals/{row['id']}")
    assert (root["type"], root["parent_id"], root["path"]) == ("UltimateGoal", None, [])
    assert root["version"] == row["version"] == 1


def test_the_list_counts_what_lives(fractal: FractalApi) -> None:
    goal = fractal.make("/goals", type="ShortTermGoal", name="Scales", parent_id=fractal.id)
    session = fractal.make("/sessions", session_start="2026-01-31T09:30:00Z")
    gone = fractal.make("/sessions", session_start="2026-02-01T09:30:00Z")["id"]
    (row,) = fractal.client.get(FRACTALS).json()["items"]
    assert (row["goal_count"], row["session_count"]) == (2, 2)
    assert row["last_activity"] == "2026-02-01T09:30:00Z"
    fractal.remove(f"/sessions/{gone}")
    fractal.remove(f"/goals/{goal['id']}")
    (row,) = fractal.client.get(FRACTALS).json()["items"]
    assert (row["goal_count"], row["session_count"]) == (1, 1)
    assert row["last_activity"] == session["session_start"]
    assert row == fractal.read("")


def test_an_edit_keeps_what_it_omits_and_clears_what_is_null(fractal: FractalApi) -> None:
    edited = fractal.edit("", description="Slowly", deadline="2099-01-01")
    assert (edited["name"], edited["description"], edited["version"]) == ("Music", "Slowly", 2)
    cleared = fractal.edit("", deadline=None)
    assert (cleared["description"], cleared["deadline"]) == ("Slowly", None)
    assert fractal.edit("")["version"] == 3
    assert fractal.refusal("PATCH", "", {"name": "X"}, if_match='"2"') == (412, "stale", "-")
    assert fractal.refusal("DELETE", "", if_match='"2"') == (412, "stale", "-")
    assert fractal.refusal("PATCH", "", {"name": "X"}, if_match="2; DROP") == (
        400,
        "malformed",
        "-",
    )
    assert fractal.ask("PATCH", "", {"name": "X"}, if_match='W/"3"').status_code == 200
    assert fractal.ask("PATCH", "", {"name": "Y"}, if_match="*").status_code == 200


@pytest.mark.parametrize(
    ("name", "same"), [("Music", "mUSIC"), ("Élan", " éLAN "), ("Путь", "ПУТЬ")]
)
def test_names_of_fractals_differ_beyond_case(client: Client, name: str, same: str) -> None:
    first, other = new_fractal(client, name), new_fractal(client, "Other")
    taken = (409, "name_taken", "/name")
    assert refused(client.post(FRACTALS, json={"name": same})) == taken
    assert other.refusal("PATCH", "", {"name": same}) == taken
    # The root goal is the fractal, whichever way it is edited.
    assert other.refusal("PATCH", f"/goals/{other.id}", {"name": same}) == taken
    assert first.edit("", name=same)["name"] == same.strip()
    assert first.edit(f"/goals/{first.id}", name=name)["name"] == name
    goal = other.make("/goals", type="LongTermGoal", name=name, parent_id=other.id)
    assert goal["name"] == name


def test_a_retry_makes_nothing_new(client: Client) -> None:
    body: dict[str, Any] = {"id": "music", "name": "Music"}
    assert client.post(FRACTALS, json=body).status_code == 201
    fractal = FractalApi(client, "music")
    fractal.edit("", name="Piano")
    again = client.post(FRACTALS, json=body)
    assert (again.status_code, again.json()["name"]) == (200, "Piano")
    taken = (409, "id_taken", "-")
    assert refused(client.post(FRACTALS, json={**body, "name": "Dance"})) == taken
    assert names(client) == ["Piano"]
    assert fractal.ask("DELETE", "").status_code == 204
    assert refused(client.post(FRACTALS, json=body)) == taken


def test_a_deleted_fractal_is_nowhere_and_comes_back_whole(fractal: FractalApi) -> None:
    goal = fractal.make("/goals", type="LongTermGoal", name="Bach", parent_id=fractal.id)
    gone = fractal.make("/goals", type="LongTermGoal", name="Liszt", parent_id=fractal.id)["id"]
    earlier = fractal.remove(f"/goals/{gone}")
    fractal.make("/activities", name="Scales", metrics=[{"name": "Tempo"}, {"name": "Errors"}])
    fractal.make("/activity-groups", name="Technique")
    fractal.make("/sessions", session_start="2026-01-31T09:30:00Z")
    before = fractal.read("/tree")
    answer = fractal.ask("DELETE", "")
    assert answer.status_code == 204
    deletion = answer.headers["deletion-id"]
    assert names(fractal.client) == []
    for path in ("", "/tree", "/goals", f"/goals/{goal['id']}", "/activities", "/sessions"):
        assert fractal.refusal("GET", path) == (404, "not_found", "-")
    for method, path in (("DELETE", ""), ("PATCH", ""), ("POST", f"/trash/{deletion}/restoration")):
        assert fractal.refusal(method, path, {} if method == "PATCH" else None)[0] == 404
    assert fractal.client.get(f"/fractals/{fractal.id}/tree").status_code == 404
    restored = fractal.client.post(f"/api/v1/trash/{deletion}/restoration")
    assert restored.status_code == 204
    after = fractal.read("/tree")
    assert [row["id"] for row in after["goals"]] == [row["id"] for row in before["goals"]]
    assert [row["id"] for row in after["sessions"]] == [row["id"] for row in before["sessions"]]
    assert [row["name"] for row in fractal.items("/activities")] == ["Scales"]
    assert fractal.restore(earlier).status_code == 204
    again = fractal.client.post(f"/api/v1/trash/{deletion}/restoration")
    assert refused(again) == (404, "not_found", "-")


def test_a_fractal_whose_name_is_taken_by_now_stays_in_the_trash(client: Client) -> None:
    first = new_fractal(client, "Élan")
    deletion = first.ask("DELETE", "").headers["deletion-id"]
    new_fractal(client, "élan")
    answer = client.post(f"/api/v1/trash/{deletion}/restoration")
    assert (answer.status_code, answer.json()["code"]) == (409, "name_taken")
    assert names(client) == ["élan"]


def test_a_deletion_within_a_fractal_is_none_of_a_fractal(fractal: FractalApi) -> None:
    goal = fractal.make("/goals", type="LongTermGoal", name="Bach", parent_id=fractal.id)["id"]
    deletion = fractal.remove(f"/goals/{goal}")
    for path in (f"/api/v1/trash/{deletion}/restoration", "/api/v1/trash/absent/restoration"):
        assert refused(fractal.client.post(path)) == (404, "not_found", "-")
    other = new_fractal(fractal.client)
    assert refused(other.restore(deletion)) == (404, "not_found", "-")
    assert fractal.restore(deletion).status_code == 204
