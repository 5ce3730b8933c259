"""The list of sessions: newest first, found by what they were."""

import pytest

from tests.practice.studio import Studio
from tests.support.api import FractalApi

DAYS = ["2026-01-30T23:30:00Z", "2026-01-31T09:30:00Z", "2026-01-31T23:59:59.999999Z"]


def ids(studio: Studio, **query: object) -> list[str]:
    return [row["id"] for row in studio.api.items("/sessions", **query)]


def test_sessions_come_newest_first_by_when_they_happened(studio: Studio) -> None:
    started = [studio.session(start) for start in (DAYS[1], DAYS[0], DAYS[2])]
    planned = studio.session(None)
    assert ids(studio) == [planned, started[2], started[0], started[1]]


def test_sessions_of_one_instant_are_each_shown_once(studio: Studio) -> None:
    made = {studio.session(DAYS[0]) for _ in range(7)}
    assert set(ids(studio)) == made


def test_a_listed_session_names_its_activities_once_each_in_order(studio: Studio) -> None:
    scales, press = studio.scales(), studio.press()
    session = studio.session(parent_goal_ids=[studio.goal()], tags=["x"])
    for activity in (press, scales, press):
        studio.instance(session, activity)
    [row] = studio.api.items("/sessions")
    assert [one["id"] for one in row["activities"]] == [press["id"], scales["id"]]
    detail = studio.detail(session)
    assert {name: row[name] for name in row if name != "activities"} == {
        name: detail[name] for name in row if name != "activities"
    }
    assert "instances" not in row


def test_filters_find_what_they_ask_for(studio: Studio) -> None:
    scales, goal = studio.scales(), studio.goal()
    one = studio.session(DAYS[0], parent_goal_ids=[goal], tags=["Über"], name="Etude No. 1")
    other = studio.session(DAYS[1], notes="with the étude", location="100%_hall")
    studio.instance(other, scales)
    studio.finish(other, DAYS[1])
    for query, expected in (
        ({"completed": "true"}, [other]),
        ({"completed": "false"}, [one]),
        ({"goal_id": goal}, [one]),
        ({"goal_id": "nothing"}, []),
        ({"activity_id": scales["id"]}, [other]),
        ({"tag": "Über"}, [one]),
        ({"tag": "Über", "completed": "true"}, []),
        ({"q": "ETUDE"}, [one]),
        ({"q": "with the"}, [other]),
        ({"q": "100%_"}, [other]),
        ({"q": "%"}, [other]),
        ({"q": "0%h"}, []),
    ):
        assert ids(studio, **query) == expected, query


def test_ascii_tags_are_found_whatever_their_case(studio: Studio) -> None:
    session = studio.session(tags=["Home"])
    assert ids(studio, tag="hOME") == [session]


def test_a_deleted_instance_does_not_make_its_session_one_of_the_activity(studio: Studio) -> None:
    scales = studio.scales()
    instance = studio.instance(studio.session(), scales)
    assert len(ids(studio, activity_id=scales["id"])) == 1
    studio.api.remove(f"/instances/{instance}")
    assert ids(studio, activity_id=scales["id"]) == []
    assert studio.api.items("/sessions")[0]["activities"] == []


def test_from_and_to_are_days_of_the_person_inclusive(studio: Studio) -> None:
    first, second, third = [studio.session(start) for start in DAYS]
    me = "/api/v1/me"
    before = studio.api.client.get(me).json()
    try:
        for zone, hour, query, expected in (
            ("UTC", 0, {"from": "2026-01-31", "to": "2026-01-31"}, [third, second]),
            ("UTC", 0, {"to": "2026-01-30"}, [first]),
            ("UTC", 0, {"from": "2026-02-01"}, []),
            ("Europe/Berlin", 0, {"to": "2026-01-31"}, [second, first]),
            ("Europe/Berlin", 0, {"from": "2026-02-01"}, [third]),
            ("Europe/Berlin", 4, {"to": "2026-01-30"}, [first]),
            ("UTC", 0, {"from": DAYS[1], "to": DAYS[1]}, [second]),
            ("UTC", 0, {"from": "2026-01-31T10:30:00+01:00"}, [third, second]),
        ):
            day = {"time_zone": zone, "day_start_hour": hour}
            assert studio.api.client.patch(me, json=day).status_code == 200
            assert ids(studio, **query) == expected, (zone, hour, query)
    finally:
        studio.api.client.patch(me, json={"time_zone": before["time_zone"], "day_start_hour": 0})


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("from=yesterday", "/from"),
        ("to=2026-02-30", "/to"),
        ("from=2026-01-31T09:30:00", "/from"),
        ("to=9999-12-31", "/to"),
        ("limit=0", "/limit"),
        ("limit=201", "/limit"),
        ("cursor=nonsense", "/cursor"),
        ("cursor=WyJ4IiwieSJd", "/cursor"),
    ],
)
def test_a_filter_that_cannot_be_read_is_named(
    fractal: FractalApi, query: str, pointer: str
) -> None:
    assert fractal.refusal("GET", f"/sessions?{query}") == (422, "invalid", pointer)


def test_a_filter_of_another_kind_is_refused(fractal: FractalApi) -> None:
    assert fractal.refusal("GET", "/sessions?completed=maybe") == (422, "invalid", "/completed")
