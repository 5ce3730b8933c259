"""Finishing and reopening a session, and the time it took."""

from datetime import UTC, datetime

import pytest

from tests.practice.studio import START, Studio


def seconds_ago(instant: str) -> float:
    return (datetime.now(UTC) - datetime.fromisoformat(instant)).total_seconds()


def test_a_session_ends_when_it_is_finished(studio: Studio) -> None:
    session = studio.session(datetime.now(UTC).isoformat())
    row = studio.finish(session)
    assert row["completed"] is True
    assert seconds_ago(row["session_end"]) < 60
    assert row["total_duration_seconds"] in range(60)
    assert row == studio.detail(session)


def test_a_session_keeps_the_end_it_has(studio: Studio) -> None:
    session = studio.session()
    ended = studio.api.edit(f"/sessions/{session}", session_end="2026-01-31T10:00:00Z")
    assert (ended["completed"], ended["total_duration_seconds"]) == (False, 1800)
    row = studio.finish(session)
    assert (row["completed"], row["session_end"]) == (True, "2026-01-31T10:00:00Z")


def test_an_end_that_is_given_counts(studio: Studio) -> None:
    session = studio.session(session_end="2026-01-31T10:00:00Z")
    row = studio.finish(session, "2026-01-31T10:10:00Z")
    assert row["total_duration_seconds"] == 2400
    other = studio.session()
    path = f"/sessions/{other}/completion"
    for end, code in (
        ("2026-01-31T09:29:59Z", "end_before_start"),
        ("2126-01-31T09:29:59Z", "in_future"),
    ):
        refused = studio.api.refusal("PUT", path, {"session_end": end})
        assert refused == (422, code, "/session_end")
    assert studio.detail(other)["completed"] is False


def test_finishing_twice_is_finishing_once(studio: Studio) -> None:
    session = studio.session()
    assert studio.finish(session, "2026-01-31T10:00:00Z") == studio.finish(session)


def test_what_never_started_starts_as_it_ends(studio: Studio) -> None:
    row = studio.finish(studio.session(None))
    assert row["session_start"] == row["session_end"]
    assert row["total_duration_seconds"] == 0
    row = studio.finish(studio.session(None), START)
    assert row["session_start"] == row["session_end"] == START


def test_reopening_takes_the_end_away(studio: Studio) -> None:
    session = studio.session()
    studio.finish(session, "2026-01-31T10:00:00Z")
    studio.reopen(session)
    studio.reopen(session)
    row = studio.detail(session)
    assert (row["completed"], row["session_end"], row["total_duration_seconds"]) == (
        False,
        None,
        None,
    )
    assert row["pauses"] == []
    assert studio.finish(session, "2026-01-31T10:30:00Z")["total_duration_seconds"] == 3600


def test_pauses_do_not_count(studio: Studio) -> None:
    session = studio.session()
    for action, minute in (("pause", 35), ("resume", 40), ("pause", 50), ("resume", 51)):
        row = studio.turn_session(session, action, f"2026-01-31T09:{minute}:00Z")
    assert row["pauses"] == [
        {"paused_at": "2026-01-31T09:35:00Z", "resumed_at": "2026-01-31T09:40:00Z"},
        {"paused_at": "2026-01-31T09:50:00Z", "resumed_at": "2026-01-31T09:51:00Z"},
    ]
    assert row == studio.detail(session)
    assert studio.finish(session, "2026-01-31T10:30:00Z")["total_duration_seconds"] == 3600 - 360


def test_a_pause_that_lasts_ends_with_the_session(studio: Studio) -> None:
    session = studio.session()
    studio.turn_session(session, "pause", "2026-01-31T10:00:00Z")
    row = studio.finish(session, "2026-01-31T11:00:00Z")
    assert row["total_duration_seconds"] == 1800
    assert row["pauses"] == [
        {"paused_at": "2026-01-31T10:00:00Z", "resumed_at": "2026-01-31T11:00:00Z"}
    ]


def test_a_session_may_end_before_its_last_pause(studio: Studio) -> None:
    session = studio.session()
    studio.turn_session(session, "pause", "2026-01-31T10:00:00Z")
    row = studio.finish(session, "2026-01-31T09:50:00Z")
    assert row["total_duration_seconds"] == 1200


def test_finishing_stops_what_runs_and_what_is_paused(studio: Studio) -> None:
    session, scales = studio.session(), studio.scales()
    running, paused, untouched = (studio.instance(session, scales) for _ in range(3))
    studio.turn(paused, "start", "2026-01-31T09:31:00Z")
    studio.turn(paused, "pause", "2026-01-31T09:35:00Z")
    studio.turn(running, "start", "2026-01-31T09:40:00Z")
    row = studio.finish(session, "2026-01-31T10:00:00Z")
    by_id = {one["id"]: one for one in row["instances"]}
    assert [
        (by_id[one]["time_stop"], by_id[one]["duration_seconds"], by_id[one]["completed"])
        for one in (running, paused, untouched)
    ] == [
        ("2026-01-31T10:00:00Z", 1200, True),
        ("2026-01-31T10:00:00Z", 240, True),
        (None, None, False),
    ]
    studio.reopen(session)
    assert studio.shown(running)["completed"] is True


def test_finishing_leaves_the_timer_of_another_session_alone(studio: Studio) -> None:
    scales = studio.scales()
    running = studio.instance(studio.session(), scales)
    studio.turn(running, "start", START)
    studio.finish(studio.session())
    assert studio.shown(running)["time_stop"] is None


def test_a_timer_that_went_on_after_the_end_stops_where_it_is(studio: Studio) -> None:
    session = studio.session()
    instance = studio.instance(session, studio.scales())
    studio.turn(instance, "start", "2026-01-31T10:20:00Z")
    studio.finish(session, "2026-01-31T10:00:00Z")
    assert studio.shown(instance)["time_stop"] == "2026-01-31T10:20:00Z"


def test_nothing_runs_in_a_finished_session(studio: Studio) -> None:
    session = studio.session()
    instance = studio.instance(session, studio.scales())
    studio.finish(session, "2026-01-31T10:00:00Z")
    for path, action in (
        (f"/instances/{instance}/timer", "start"),
        (f"/sessions/{session}/timer", "start"),
        (f"/sessions/{session}/timer", "pause"),
        (f"/sessions/{session}/timer", "resume"),
    ):
        refused = studio.api.refusal("PUT", path, {"action": action})
        assert refused == (409, "session_finished", "-")
    studio.reopen(session)
    assert studio.turn(instance, "start")["time_start"] is not None


def test_starting_a_plan(studio: Studio) -> None:
    session = studio.session(None)
    path = f"/sessions/{session}/timer"
    for action in ("pause", "resume"):
        refused = studio.api.refusal("PUT", path, {"action": action})
        assert refused == (409, "timer_not_started", "-")
    assert studio.turn_session(session, "start", START)["session_start"] == START
    assert studio.turn_session(session, "start", START)["version"] == 2
    assert studio.api.refusal("PUT", path, {"action": "start"}) == (409, "timer_started", "-")


@pytest.mark.parametrize("action", ["stop", "begin", "", None, 1])
def test_a_session_has_no_other_actions(studio: Studio, action: object) -> None:
    path = f"/sessions/{studio.session()}/timer"
    assert studio.api.refusal("PUT", path, {"action": action}) == (422, "invalid", "/action")


def test_pausing_a_session_pauses_the_timer_that_runs_in_it(studio: Studio) -> None:
    scales, session = studio.scales(), studio.session()
    instance = studio.instance(session, scales)
    studio.turn(instance, "start", "2026-01-31T09:31:00Z")
    elsewhere = studio.session()
    studio.turn_session(elsewhere, "pause", "2026-01-31T09:32:00Z")
    assert studio.shown(instance)["pauses"] == []
    studio.turn_session(session, "pause", "2026-01-31T09:35:00Z")
    pause = {"paused_at": "2026-01-31T09:35:00Z", "resumed_at": None}
    assert studio.shown(instance)["pauses"] == [pause]
    # Going on is the person's own choice of what comes first.
    studio.turn_session(session, "resume", "2026-01-31T09:40:00Z")
    assert studio.shown(instance)["pauses"] == [pause]


def test_going_on_with_an_activity_goes_on_with_its_session(studio: Studio) -> None:
    session = studio.session(None)
    instance = studio.instance(session, studio.scales())
    studio.turn(instance, "start", START)
    assert studio.detail(session)["session_start"] == START
    studio.turn_session(session, "pause", "2026-01-31T09:35:00Z")
    studio.turn(instance, "resume", "2026-01-31T09:45:00Z")
    assert studio.detail(session)["pauses"] == [
        {"paused_at": "2026-01-31T09:35:00Z", "resumed_at": "2026-01-31T09:45:00Z"}
    ]


def test_an_activitys_own_pauses_do_not_shorten_the_session(studio: Studio) -> None:
    session = studio.session()
    instance = studio.instance(session, studio.scales())
    studio.turn(instance, "start", START)
    studio.turn(instance, "pause", "2026-01-31T09:40:00Z")
    assert studio.finish(session, "2026-01-31T10:30:00Z")["total_duration_seconds"] == 3600
