"""Timers of instances: stored instants, and one that runs at a time."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fractal_goals.fractals.queries.access import enter
from fractal_goals.infra.database import Database
from fractal_goals.infra.settings import load
from fractal_goals.infra.work import Actor, Work
from fractal_goals.kit.errors import Conflict
from fractal_goals.practice.commands.timing import turn_timer
from fractal_goals.practice.schemas import TimerTurn
from tests.practice.studio import Studio
from tests.support.api import new_fractal


def at(minute: float) -> str:
    return f"2026-01-31T09:{int(minute):02}:{round(minute % 1 * 60):02}Z"


def timing(shown: Any) -> tuple[Any, ...]:
    names = ("time_start", "time_stop", "duration_seconds", "completed")
    return tuple(shown[name] for name in names)


@pytest.fixture
def instance(studio: Studio) -> str:
    return studio.instance(studio.session(), studio.scales())


def test_a_timer_from_start_to_stop_and_on(studio: Studio, instance: str) -> None:
    assert timing(studio.shown(instance)) == (None, None, None, False)
    assert timing(studio.turn(instance, "start", at(31))) == (at(31), None, None, False)
    shown = studio.turn(instance, "pause", at(35))
    assert timing(shown) == (at(31), None, None, False)
    assert shown["pauses"] == [{"paused_at": at(35), "resumed_at": None}]
    shown = studio.turn(instance, "resume", at(37))
    assert shown["pauses"] == [{"paused_at": at(35), "resumed_at": at(37)}]
    shown = studio.turn(instance, "stop", at(40))
    assert timing(shown) == (at(31), at(40), 420, True)
    shown = studio.turn(instance, "resume", at(50))
    assert timing(shown) == (at(31), None, None, False)
    assert shown["pauses"][1:] == [{"paused_at": at(40), "resumed_at": at(50)}]
    shown = studio.turn(instance, "stop", at(51))
    assert timing(shown) == (at(31), at(51), 480, True)
    assert shown == studio.shown(instance)


def test_every_turn_counts_as_a_change_and_a_retry_as_none(studio: Studio, instance: str) -> None:
    versions = [
        studio.turn(instance, action, at(minute))["version"]
        for action, minute in (
            ("start", 31), ("start", 31), ("pause", 32), ("pause", 32),
            ("resume", 33), ("resume", 33), ("stop", 34), ("stop", 34),
        )
    ]  # fmt: skip
    assert versions == [2, 2, 3, 3, 4, 4, 5, 5]
    assert studio.shown(instance)["duration_seconds"] == 120


def test_what_a_timer_cannot_do_is_refused(studio: Studio, instance: str) -> None:
    path = f"/instances/{instance}/timer"
    for action in ("pause", "resume", "stop"):
        refused = studio.api.refusal("PUT", path, {"action": action})
        assert refused == (409, "timer_not_started", "-")
    studio.turn(instance, "start", at(31))
    assert studio.api.refusal("PUT", path, {"action": "start"}) == (409, "timer_started", "-")
    early = {"action": "stop", "at": at(30)}
    assert studio.api.refusal("PUT", path, early) == (422, "out_of_order", "/at")
    studio.turn(instance, "stop", at(32))
    assert studio.api.refusal("PUT", path, {"action": "pause"}) == (409, "timer_stopped", "-")


def test_one_timer_runs_at_a_time(studio: Studio, instance: str) -> None:
    press, session = studio.press(), studio.session()
    other = studio.instance(session, press)
    studio.turn(instance, "start", at(31))
    answer = studio.api.ask("PUT", f"/instances/{other}/timer", {"action": "start"})
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["code"] == "another_timer_runs"
    running = studio.shown(instance)
    assert problem["running"] == {
        "id": instance,
        "activity": {name: running["activity"][name] for name in ("id", "name")},
        "practice_session_id": running["practice_session_id"],
    }
    assert running["activity"]["name"] in problem["detail"]
    assert studio.shown(other)["time_start"] is None
    switched = studio.turn(other, "start", at(40), switch=True)
    assert switched["time_start"] == at(40)
    assert studio.shown(instance)["pauses"] == [{"paused_at": at(40), "resumed_at": None}]
    refused = studio.api.refusal("PUT", f"/instances/{instance}/timer", {"action": "resume"})
    assert refused == (409, "another_timer_runs", "-")
    studio.turn(instance, "resume", at(45), switch=True)
    assert studio.shown(other)["pauses"] == [{"paused_at": at(45), "resumed_at": None}]


def test_a_switch_does_not_pause_what_starts_later(studio: Studio, instance: str) -> None:
    other = studio.instance(studio.session(), studio.scales())
    studio.turn(instance, "start", at(40))
    studio.turn(other, "start", at(35), switch=True)
    assert studio.shown(instance)["pauses"] == [{"paused_at": at(40), "resumed_at": None}]


def test_a_paused_or_stopped_timer_lets_another_run(studio: Studio, instance: str) -> None:
    other, third = (studio.instance(studio.session(), studio.scales()) for _ in range(2))
    studio.turn(instance, "start", at(31))
    studio.turn(instance, "pause", at(32))
    studio.turn(other, "start", at(33))
    studio.turn(other, "stop", at(34))
    assert studio.turn(third, "start", at(35))["time_start"] == at(35)


def test_a_deleted_timer_lets_another_run(studio: Studio, instance: str) -> None:
    other = studio.instance(studio.session(), studio.scales())
    studio.turn(instance, "start", at(31))
    deletion = studio.api.remove(f"/instances/{instance}")
    studio.turn(other, "start", at(35))
    assert studio.api.restore(deletion).status_code == 204
    [pause] = studio.shown(instance)["pauses"]
    assert pause["resumed_at"] is None


def test_fractals_have_a_clock_each(studio: Studio, instance: str) -> None:
    foreign = Studio(new_fractal(studio.api.client))
    other = foreign.instance(foreign.session(), foreign.scales())
    studio.turn(instance, "start", at(31))
    assert foreign.turn(other, "start", at(32))["time_start"] == at(32)


def test_ticking_off_stops_the_timer(studio: Studio, instance: str) -> None:
    studio.turn(instance, "start", at(31))
    studio.turn(instance, "pause", at(33))
    shown = studio.api.edit(f"/instances/{instance}", completed=True)
    assert shown["time_stop"] is not None
    assert (shown["duration_seconds"], shown["completed"]) == (120, True)
    shown = studio.api.edit(f"/instances/{instance}", completed=False)
    assert (shown["duration_seconds"], shown["completed"]) == (120, False)


def test_a_timer_that_is_not_running_can_be_corrected(studio: Studio, instance: str) -> None:
    path = f"/instances/{instance}"
    shown = studio.api.edit(path, time_start=at(10), time_stop=at(20))
    assert timing(shown) == (at(10), at(20), 600, False)
    studio.turn(instance, "resume", at(25))
    refused = studio.api.refusal("PATCH", path, {"time_stop": at(26)})
    assert refused == (409, "timer_not_stopped", "-")
    studio.turn(instance, "stop", at(30))
    assert timing(studio.api.edit(path, time_stop=at(22)))[2] == 600
    assert timing(studio.api.edit(path, time_stop=at(28)))[2] == 780
    for times, code, pointer in (
        ({"time_stop": at(9)}, "end_before_start", "/time_stop"),
        ({"time_start": None}, "end_without_start", "/time_stop"),
        ({"time_stop": None}, "stop_required", "/time_stop"),
        ({"time_start": "2126-01-31T09:00:00Z"}, "in_future", "/time_start"),
    ):
        assert studio.api.refusal("PATCH", path, times) == (422, code, pointer)
    shown = studio.api.edit(path, time_start=None, time_stop=None)
    assert timing(shown)[:3] == (None, None, None)
    assert shown["pauses"] == []
    assert studio.turn(instance, "start", at(40))["time_start"] == at(40)


def test_an_edit_of_something_else_leaves_a_paused_timer_alone(
    studio: Studio, instance: str
) -> None:
    studio.turn(instance, "start", at(31))
    before = studio.turn(instance, "pause", at(33))
    after = studio.api.edit(f"/instances/{instance}", notes="slow", section="Work")
    assert timing(after) == timing(before)
    assert after["pauses"] == before["pauses"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/action"),
        ({"action": "begin"}, "/action"),
        ({"action": "start", "at": "yesterday"}, "/at"),
        ({"action": "start", "at": "2026-01-31T09:30:00"}, "/at"),
        ({"action": "start", "at": "2126-01-31T09:30:00Z"}, "/at"),
        ({"action": "start", "at": "0001-01-01T00:00:00+14:00"}, "/at"),
        ({"action": "start", "at": "9999-12-31T23:59:59-12:00"}, "/at"),
        ({"action": "start", "switch": "yes"}, "/switch"),
        ({"action": "start", "speed": 2}, "/speed"),
    ],
)
def test_a_turn_that_cannot_be_is_refused_at_its_field(
    studio: Studio, instance: str, body: Any, pointer: str
) -> None:
    status, _, found = studio.api.refusal("PUT", f"/instances/{instance}/timer", body)
    assert (status, found) == (422, pointer)
    assert studio.shown(instance)["time_start"] is None


@pytest.fixture
def servers(address: str, tmp_path: Path) -> Iterator[list[Database]]:
    """Two servers on the same database, as two processes would have them."""
    from fractal_goals.app import open_database  # noqa: PLC0415 - as in conftest

    settings = load({"DATABASE_URL": address}, tmp_path)
    found = [open_database(settings) for _ in range(2)]
    yield found
    for one in found:
        one.close()


def test_of_many_starts_at_once_one_runs(studio: Studio, servers: list[Database]) -> None:
    session, scales = studio.session(), studio.scales()
    instances = [studio.instance(session, scales) for _ in range(8)]
    actor = Actor(studio.api.client.get("/api/v1/me").json()["id"])
    ready = threading.Barrier(len(instances))
    outcomes: list[str] = []

    def start(place: int) -> None:
        def command(work: Work) -> None:
            enter(work, studio.root, writes=True)
            turn_timer(work, instances[place], TimerTurn(action="start"))

        ready.wait()
        try:
            servers[place % 2].run_write(actor, command)
        except Conflict as error:
            outcomes.append(error.code)
        else:
            outcomes.append("started")

    threads = [threading.Thread(target=start, args=(place,)) for place in range(len(instances))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [*["another_timer_runs"] * 7, "started"]
    shown = studio.detail(session)["instances"]
    assert sum(one["time_start"] is not None for one in shown) == 1
