"""Activities in a session: added, ordered, edited, taken out and brought back."""

from typing import Any

import pytest

from tests.practice.studio import Studio, a_set, numbers_in, values
from tests.support.api import new_fractal


def order(studio: Studio, session: str) -> list[str]:
    shown = studio.detail(session)["instances"]
    assert [one["sort_order"] for one in shown] == list(range(len(shown)))
    return [one["id"] for one in shown]


def test_an_instance_shows_its_activity_and_what_it_may_record(studio: Studio) -> None:
    press = studio.press(splits=("Left", "Right"))
    session = studio.session()
    instance = studio.instance(session, press, section="Work", notes="slow")
    shown = studio.shown(instance)
    activity = shown["activity"]
    assert {name: shown[name] for name in ("practice_session_id", "section", "notes")} == {
        "practice_session_id": session,
        "section": "Work",
        "notes": "slow",
    }
    for name in ("id", "name", "has_sets", "has_splits", "has_metrics"):
        assert activity[name] == press[name]
    for metric, defined in zip(activity["metrics"], press["metrics"], strict=True):
        assert metric == {name: defined[name] for name in metric}
    assert [split["name"] for split in activity["splits"]] == ["Left", "Right"]
    assert studio.shown(studio.instance(session, press))["notes"] == ""


def test_an_instance_comes_with_its_sets_and_values(studio: Studio) -> None:
    press = studio.press()
    sets = [a_set(press, 80, 5, id="one"), a_set(press, 85, 3)]
    instance = studio.instance(studio.session(), press, sets=sets, values=values(press, 1, 2))
    shown = studio.shown(instance)
    assert numbers_in(shown) == [[80.0, 5.0], [85.0, 3.0]]
    assert [one["value"] for one in shown["values"]] == [1.0, 2.0]
    assert (shown["yield"], shown["best_set_id"]) == (655.0, shown["sets"][1]["id"])
    assert shown["version"] == 1


def test_instances_come_last_unless_said_otherwise(studio: Studio) -> None:
    session, scales = studio.session(), studio.scales()
    made = [studio.instance(session, scales) for _ in range(3)]
    first = studio.instance(session, scales, sort_order=0)
    third = studio.instance(session, scales, sort_order=2)
    last = studio.instance(session, scales, sort_order=999)
    assert order(studio, session) == [first, made[0], third, made[1], made[2], last]


def test_one_request_moves_an_instance_and_the_others_make_room(studio: Studio) -> None:
    session, scales = studio.session(), studio.scales()
    one, two, three, four = (studio.instance(session, scales) for _ in range(4))
    for moved, place, expected in (
        (three, 0, [three, one, two, four]),
        (three, 3, [one, two, four, three]),
        (one, 1, [two, one, four, three]),
        (one, 1, [two, one, four, three]),
        (two, 1000, [one, four, three, two]),
    ):
        studio.api.edit(f"/instances/{moved}", sort_order=place)
        assert order(studio, session) == expected


def test_an_edit_keeps_what_it_omits_and_clears_what_is_null(studio: Studio) -> None:
    instance = studio.instance(studio.session(), studio.scales(), section="Work", notes="slow")
    path = f"/instances/{instance}"
    assert studio.api.edit(path, completed=True)["notes"] == "slow"
    cleared = studio.api.edit(path, section=None, notes=None)
    assert (cleared["section"], cleared["notes"], cleared["completed"]) == (None, "", True)
    assert cleared["version"] == 3
    assert studio.api.edit(path, completed=True)["version"] == 3


def test_a_deletion_takes_what_was_recorded_and_brings_it_back(studio: Studio) -> None:
    press, session = studio.press(), studio.session()
    first = studio.instance(session, press)
    instance = studio.instance(session, press, sets=[a_set(press, 80, 5)], values=values(press, 1))
    before = studio.shown(instance)
    deletion = studio.api.remove(f"/instances/{instance}")
    assert order(studio, session) == [first]
    assert studio.api.refusal("PUT", f"/instances/{instance}/sets", [])[0] == 404
    assert studio.api.restore(deletion).status_code == 204
    after = studio.shown(instance)
    assert (after["sets"], after["values"], after["yield"]) == (
        before["sets"],
        before["values"],
        400.0,
    )


def test_a_retry_under_its_own_id_is_the_same_instance(studio: Studio) -> None:
    session, other, scales = studio.session(), studio.session(), studio.scales()
    body = {"id": "mine", "activity_definition_id": scales["id"], "values": values(scales, 96)}
    path = f"/sessions/{session}/instances"
    first, again = studio.api.ask("POST", path, body), studio.api.ask("POST", path, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.headers["location"].endswith(f"/{studio.root}/instances/mine")
    for wrong, changed in ((path, {**body, "values": []}), (f"/sessions/{other}/instances", body)):
        assert studio.api.refusal("POST", wrong, changed) == (409, "id_taken", "-")
    assert len(studio.detail(session)["instances"]) == 1


def test_a_stale_version_changes_nothing(studio: Studio) -> None:
    instance = studio.instance(studio.session(), studio.scales())
    path = f"/instances/{instance}"
    studio.api.edit(path, notes="first")
    for method, at, body in (
        ("PATCH", path, {"notes": "second"}),
        ("PUT", f"{path}/timer", {"action": "start"}),
        ("DELETE", path, None),
    ):
        assert studio.api.refusal(method, at, body, if_match='"1"') == (412, "stale", "-")
    assert studio.shown(instance)["version"] == 2


def test_activities_can_be_added_to_a_finished_session(studio: Studio) -> None:
    session, scales = studio.session(), studio.scales()
    studio.finish(session, "2026-01-31T10:00:00Z")
    instance = studio.instance(session, scales, values=values(scales, 96))
    assert studio.shown(instance)["values"][0]["value"] == 96.0


def test_what_cannot_be_added_is_refused_at_its_field(studio: Studio) -> None:
    press = studio.press(splits=("Left",))
    gone, foreign = studio.scales(), Studio(new_fractal(studio.api.client)).scales()
    studio.api.remove(f"/activities/{gone['id']}")
    session = studio.session()
    unknown = "/activity_definition_id"
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"activity_definition_id": gone["id"]}, "unknown_id", unknown),
        ({"activity_definition_id": foreign["id"]}, "unknown_id", unknown),
        ({"activity_definition_id": "nothing"}, "unknown_id", unknown),
        ({"activity_definition_id": "no such id!"}, "invalid", unknown),
        ({"activity_definition_id": None}, "invalid", unknown),
        ({"sets": [{}, a_set(press, -1)]}, "out_of_bounds", "/sets/1/values/0/value"),
        ({"values": values(press, 1, -1)}, "out_of_bounds", "/values/1/value"),
        ({"values": values(foreign, 1)}, "unknown_id", "/values/0/metric_definition_id"),
        ({"sets": [{"id": "a"}, {"id": "a"}]}, "id_twice", "/sets/1/id"),
        ({"sort_order": -1}, "invalid", "/sort_order"),
        ({"sort_order": "first"}, "invalid", "/sort_order"),
        ({"section": "two\nlines"}, "invalid", "/section"),
        ({"section": "x" * 201}, "invalid", "/section"),
        ({"notes": "\u0000"}, "invalid", "/notes"),
        ({"notes": "x" * 20_001}, "invalid", "/notes"),
        ({"id": "no spaces"}, "invalid", "/id"),
        ({"completed": True}, "invalid", "/completed"),
    ]
    for body, code, pointer in cases:
        refused = studio.api.refusal(
            "POST",
            f"/sessions/{session}/instances",
            {"activity_definition_id": press["id"], **body},
        )
        assert refused == (422, code, pointer), body
    assert studio.detail(session)["instances"] == []


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"completed": None}, "/completed"),
        ({"completed": "yes"}, "/completed"),
        ({"sort_order": None}, "/sort_order"),
        ({"sort_order": 1.5}, "/sort_order"),
        ({"duration_seconds": 60}, "/duration_seconds"),
        ({"activity_definition_id": "x"}, "/activity_definition_id"),
        ({"time_start": "2026-01-31"}, "/time_start"),
        ({"time_start": "2026-01-31T09:30:00Z"}, "/time_stop"),
        ({"time_stop": "2026-01-31T09:30:00Z"}, "/time_stop"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_at_its_field(
    studio: Studio, body: Any, pointer: str
) -> None:
    instance = studio.instance(studio.session(), studio.scales())
    status, _, found = studio.api.refusal("PATCH", f"/instances/{instance}", body)
    assert (status, found) == (422, pointer)
    assert studio.shown(instance)["version"] == 1
