"""Sessions: planned or started, from a template or nothing, edited, filed, found and deleted."""

from typing import Any

import pytest

from tests.practice.studio import START, Studio, a_set, values
from tests.support.api import new_fractal

NOW = "2026-02-01T10:00:00Z"


def test_a_planned_session_has_no_start_and_a_name_of_its_day(studio: Studio) -> None:
    row = studio.api.make("/sessions")
    assert row["session_start"] is None
    assert row["completed"] is False
    assert row["total_duration_seconds"] is None
    assert row["name"].startswith("Practice, ")
    assert (row["instances"], row["parent_goals"], row["tags"]) == ([], [], [])


def test_every_field_of_a_session_is_kept(studio: Studio) -> None:
    fields: dict[str, Any] = {
        "name": "Morning scales",
        "description": "Slow\nand even",
        "planned_duration_seconds": 1800,
        "session_start": START,
        "session_end": "2026-01-31T10:00:00Z",
        "focus_score": 1,
        "energy_level": 10,
        "productivity_rating": 5,
        "interruptions": 0,
        "location": "Kitchen",
        "tools_used": "Metronome",
        "notes": "Better",
    }
    row = studio.api.make("/sessions", **fields, tags=["quiet", " Home ", "home"])
    assert {name: row[name] for name in fields} == fields
    assert sorted(row["tags"]) == ["Home", "quiet"]
    assert row["total_duration_seconds"] == 1800
    cleared = studio.api.edit(
        f"/sessions/{row['id']}",
        **dict.fromkeys(set(fields) - {"name", "session_start"}),
        tags=[],
    )
    assert {name for name in fields if cleared[name] is not None} == {"name", "session_start"}
    assert cleared["tags"] == []
    assert cleared["total_duration_seconds"] is None
    assert cleared["version"] == 2


def test_the_name_follows_from_the_persons_day_and_the_template(studio: Studio) -> None:
    me = "/api/v1/me"
    before = studio.api.client.get(me).json()
    zone = {"time_zone": "Pacific/Auckland", "day_start_hour": 4}
    studio.api.client.patch(me, json=zone)
    try:
        # 22:30 in Auckland, then 03:30 of the next date, which is still the same day there.
        for start, name in (
            ("2026-01-31T09:30:00Z", "Practice, 31 Jan 2026"),
            ("2026-01-31T14:30:00Z", "Practice, 31 Jan 2026"),
            ("2026-01-31T15:30:00Z", "Practice, 1 Feb 2026"),
        ):
            assert studio.api.make("/sessions", session_start=start)["name"] == name
    finally:
        studio.api.client.patch(me, json={name: before[name] for name in zone})


def test_a_template_gives_its_activities_in_order(studio: Studio) -> None:
    scales, press, gone = studio.scales(), studio.press(), studio.scales()
    planned = [{"activity_definition_id": one["id"]} for one in (press, scales, press, gone)]
    template = studio.api.make(
        "/templates",
        name="T" * 200,
        sections=[
            {"name": "Warm-up", "planned_duration_seconds": 300, "activities": planned[1:2]},
            {"name": "Work", "planned_duration_seconds": 900, "activities": planned},
            {"name": "Rest"},
        ],
    )
    studio.api.remove(f"/activities/{gone['id']}")
    row = studio.api.make("/sessions", session_template_id=template["id"], session_start=START)
    assert row["session_template_id"] == template["id"]
    assert row["template_name"] == "T" * 200
    assert row["name"] == "T" * 187 + ", 31 Jan 2026"
    assert row["planned_duration_seconds"] == 1200
    assert [
        (one["section"], one["activity"]["id"], one["sort_order"]) for one in row["instances"]
    ] == [
        ("Warm-up", scales["id"], 0),
        ("Work", press["id"], 1),
        ("Work", scales["id"], 2),
        ("Work", press["id"], 3),
    ]
    # What the template is called later does not rename what it was.
    studio.api.edit(f"/templates/{template['id']}", name="Other")
    assert studio.detail(row["id"])["template_name"] == "T" * 200


def test_a_session_serves_short_term_goals(studio: Studio) -> None:
    middle = studio.goal("MidTermGoal")
    one, other = studio.goal(parent=middle), studio.goal(parent=middle)
    session = studio.session(parent_goal_ids=[one, one])
    goals = f"/sessions/{session}/goals"
    assert [goal["id"] for goal in studio.detail(session)["parent_goals"]] == [one]
    answer = studio.api.put(goals, goal_ids=[one, other])
    assert {goal["id"] for goal in answer["parent_goals"]} == {one, other}
    assert answer == studio.detail(session)
    assert answer["version"] == 2
    assert studio.api.put(goals, goal_ids=[other, one])["version"] == 2
    assert [goal["id"] for goal in studio.api.put(goals, goal_ids=[other])["parent_goals"]] == [
        other
    ]
    assert studio.api.items(f"/goals/{one}/sessions") == []
    assert [row["id"] for row in studio.api.items(f"/goals/{other}/sessions")] == [session]
    assert studio.api.put(goals, goal_ids=[])["parent_goals"] == []


def test_only_living_short_term_goals_of_this_fractal_are_served(studio: Studio) -> None:
    middle, gone = studio.goal("MidTermGoal"), studio.goal()
    studio.api.remove(f"/goals/{gone}")
    foreign = Studio(new_fractal(studio.api.client)).goal()
    session = studio.session()
    for goal_id, code in (
        (middle, "illegal_parent"),
        (studio.root, "illegal_parent"),
        (gone, "unknown_id"),
        (foreign, "unknown_id"),
        ("nothing", "unknown_id"),
    ):
        wanted = [studio.goal(), goal_id]
        body = {"parent_goal_ids": wanted}
        assert studio.api.refusal("POST", "/sessions", body) == (422, code, "/parent_goal_ids/1")
        asked = studio.api.refusal("PUT", f"/sessions/{session}/goals", {"goal_ids": wanted})
        assert asked == (422, code, "/goal_ids/1")
    assert studio.detail(session)["parent_goals"] == []
    assert len(studio.api.items("/sessions")) == 1


def test_a_deleted_goal_is_served_no_longer_until_it_is_back(studio: Studio) -> None:
    goal = studio.goal()
    session = studio.session(parent_goal_ids=[goal])
    deletion = studio.api.remove(f"/goals/{goal}")
    assert studio.detail(session)["parent_goals"] == []
    assert studio.api.restore(deletion).status_code == 204
    assert [one["id"] for one in studio.detail(session)["parent_goals"]] == [goal]


def test_tags_are_words_whatever_their_case(studio: Studio) -> None:
    session = studio.session(tags=["Home"])
    assert studio.api.edit(f"/sessions/{session}", tags=["Home", "home", "late"])["tags"] == [
        "Home",
        "late",
    ]
    assert studio.detail(session)["version"] == 2
    assert studio.api.edit(f"/sessions/{session}", tags=["late", "Home"])["version"] == 2
    for tag in ("", "   ", "x" * 51, "two\nlines"):
        pointer = studio.api.refusal("PATCH", f"/sessions/{session}", {"tags": ["fine", tag]})[2]
        assert pointer == "/tags/1"
    assert studio.detail(session)["tags"] == ["Home", "late"]


def test_editing_start_or_end_keeps_the_total_true(studio: Studio) -> None:
    session = studio.session()
    path = f"/sessions/{session}"
    studio.turn_session(session, "pause", "2026-01-31T09:40:00Z")
    studio.turn_session(session, "resume", "2026-01-31T09:50:00Z")
    assert studio.finish(session, "2026-01-31T10:30:00Z")["total_duration_seconds"] == 3000
    edits: list[tuple[dict[str, Any], int]] = [
        ({"session_end": "2026-01-31T10:00:00Z"}, 1200),
        ({"session_start": "2026-01-31T09:45:00+00:00"}, 600),
        ({"session_end": "2026-01-31T11:45:00+02:00"}, 0),
        ({"session_start": "2026-01-31T09:00:00Z", "session_end": "2026-01-31T10:00:00Z"}, 3000),
    ]
    for times, seconds in edits:
        assert studio.api.edit(path, **times)["total_duration_seconds"] == seconds
    refusals: list[tuple[dict[str, Any], str, str]] = [
        ({"session_end": "2026-01-31T08:59:59Z"}, "end_before_start", "/session_end"),
        ({"session_start": "2026-01-31T10:00:01Z"}, "end_before_start", "/session_end"),
        ({"session_end": None}, "end_required", "/session_end"),
        ({"session_start": None}, "end_without_start", "/session_start"),
        ({"session_start": "2126-01-31T10:00:01Z"}, "in_future", "/session_start"),
        ({"session_end": "1969-01-31T10:00:01Z"}, "too_early", "/session_end"),
    ]
    for times, code, pointer in refusals:
        assert studio.api.refusal("PATCH", path, times) == (422, code, pointer)
    assert studio.detail(session)["total_duration_seconds"] == 3000


def test_a_start_taken_away_makes_a_plan_again(studio: Studio) -> None:
    session = studio.session()
    studio.turn_session(session, "pause", "2026-01-31T09:40:00Z")
    row = studio.api.edit(f"/sessions/{session}", session_start=None)
    assert (row["session_start"], row["pauses"]) == (None, [])


def test_a_retry_under_its_own_id_is_the_same_session(studio: Studio) -> None:
    goal = studio.goal()
    body = {"id": "my-session", "session_start": START, "parent_goal_ids": [goal], "tags": ["x"]}
    first = studio.api.ask("POST", "/sessions", body)
    again = studio.api.ask("POST", "/sessions", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert studio.api.refusal("POST", "/sessions", {**body, "tags": []}) == (409, "id_taken", "-")
    assert len(studio.api.items("/sessions")) == 1


def test_a_stale_version_changes_nothing(studio: Studio) -> None:
    session = studio.session()
    path = f"/sessions/{session}"
    studio.api.edit(path, notes="first")
    for method, at, body in (
        ("PATCH", path, {"notes": "second"}),
        ("PUT", f"{path}/goals", {"goal_ids": []}),
        ("PUT", f"{path}/completion", None),
        ("PUT", f"{path}/timer", {"action": "pause"}),
        ("DELETE", f"{path}/completion", None),
        ("DELETE", path, None),
    ):
        assert studio.api.refusal(method, at, body, if_match='"1"') == (412, "stale", "-")
    assert studio.detail(session)["notes"] == "first"
    assert studio.api.ask("PATCH", path, {"notes": "third"}, if_match='"2"').status_code == 200


def test_a_deletion_takes_all_that_is_in_a_session_and_brings_it_back(studio: Studio) -> None:
    press, goal = studio.press(), studio.goal()
    session = studio.session(parent_goal_ids=[goal], tags=["x"])
    instance = studio.instance(session, press, sets=[a_set(press, 80, 5)], values=values(press, 1))
    immediate = studio.goal("ImmediateGoal", session)
    studio.turn(instance, "start", "2026-01-31T09:35:00Z")
    studio.turn(instance, "stop", "2026-01-31T09:45:00Z")
    before = studio.detail(session)
    deletion = studio.api.remove(f"/sessions/{session}")
    for path in (f"/instances/{instance}", f"/goals/{immediate}"):
        assert studio.api.refusal("GET", path) == (404, "not_found", "-")
    for path in (f"/instances/{instance}/sets", f"/instances/{instance}/values"):
        assert studio.api.refusal("PUT", path, []) == (404, "not_found", "-")
    assert studio.api.items("/sessions") == []
    assert studio.api.items(f"/goals/{goal}/sessions") == []
    assert studio.api.read("/tree")["sessions"] == []
    assert studio.api.restore(deletion).status_code == 204
    assert ignoring_stamps(studio.detail(session)) == ignoring_stamps(before)


def test_sets_of_one_id_in_two_instances_go_and_come_back_apart(studio: Studio) -> None:
    press = studio.press()
    sessions = [studio.session(), studio.session()]
    for session in sessions:
        studio.instance(session, press, sets=[a_set(press, 80, 5, id="first")])
    before = [ignoring_stamps(studio.detail(session)) for session in sessions]
    deletions = [studio.api.remove(f"/sessions/{session}") for session in sessions]
    for deletion, session, shown in zip(deletions, sessions, before, strict=True):
        assert studio.api.restore(deletion).status_code == 204
        assert ignoring_stamps(studio.detail(session)) == shown


def ignoring_stamps(shown: Any) -> Any:
    """A detail without what says how often and when its rows were written."""
    if isinstance(shown, list):
        return [ignoring_stamps(one) for one in shown]
    if isinstance(shown, dict):
        names = shown.keys() - {"version", "updated_at"}
        return {name: ignoring_stamps(shown[name]) for name in names}
    return shown


def test_a_timer_does_not_go_on_in_the_trash(studio: Studio) -> None:
    scales = studio.scales()
    session = studio.session()
    instance, other = studio.instance(session, scales), studio.instance(studio.session(), scales)
    studio.turn(instance, "start", "2026-01-31T09:35:00Z")
    deletion = studio.api.remove(f"/sessions/{session}")
    assert studio.turn(other, "start")["time_start"] is not None
    assert studio.api.restore(deletion).status_code == 204
    [pause] = studio.shown(instance)["pauses"]
    assert pause["resumed_at"] is None


@pytest.mark.parametrize("path", ["/sessions/nothing", "/goals/nothing/sessions"])
def test_what_is_not_there_is_not_found(studio: Studio, path: str) -> None:
    assert studio.api.refusal("GET", path) == (404, "not_found", "-")


def test_a_session_of_another_fractal_is_not_found(studio: Studio) -> None:
    foreign = Studio(new_fractal(studio.api.client))
    session = foreign.session()
    instance = foreign.instance(session, foreign.scales())
    for method, path, body in (
        ("GET", f"/sessions/{session}", None),
        ("PATCH", f"/sessions/{session}", {"notes": "mine"}),
        ("DELETE", f"/sessions/{session}", None),
        ("PUT", f"/sessions/{session}/goals", {"goal_ids": []}),
        ("PUT", f"/sessions/{session}/completion", None),
        ("DELETE", f"/sessions/{session}/completion", None),
        ("PUT", f"/sessions/{session}/timer", {"action": "pause"}),
        ("POST", f"/sessions/{session}/instances", {"activity_definition_id": "x"}),
        ("GET", f"/instances/{instance}", None),
        ("PATCH", f"/instances/{instance}", {"notes": "mine"}),
        ("DELETE", f"/instances/{instance}", None),
        ("PUT", f"/instances/{instance}/sets", []),
        ("PUT", f"/instances/{instance}/values", []),
        ("PUT", f"/instances/{instance}/timer", {"action": "start"}),
        ("GET", f"/instances/{instance}/last-time", None),
    ):
        assert studio.api.refusal(method, path, body) == (404, "not_found", "-")
