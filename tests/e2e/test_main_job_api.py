"""The main job through the API: import, start, log, finish, and see what it served."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from litestar.types import ASGIApp

from tests.e2e.room import value_of
from tests.transfer.old_server import runner, written

FRACTAL = Path(sys.executable).with_name("fractal")
ROOT = "/api/v1/fractals/marathon"


@pytest.fixture(autouse=True)
def troubles() -> None:
    """No browser is needed here."""


@pytest.fixture
def imported(client: TestClient[ASGIApp], database_url: str, tmp_path: Path) -> TestClient[ASGIApp]:
    """A client of an installation into which a file of the old server was imported."""
    file = tmp_path / "goals_db.json"
    file.write_bytes(written(runner()))
    subprocess.run(
        [FRACTAL, "import", file, "--data-dir", tmp_path / "data"],
        env={**os.environ, "DATABASE_URL": database_url},
        check=True,
        capture_output=True,
    )
    return client


def sent(client: TestClient[ASGIApp], method: str, path: str, body: Any = None) -> Any:
    """The decoded answer to a request that succeeds."""
    answer = client.request(method, f"{ROOT}{path}", json=body)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def practised(
    client: TestClient[ASGIApp], day: str, activity: dict[str, Any], kilos: float
) -> dict[str, Any]:
    """A finished session for both goals: two sets on each side."""
    body = {"parent_goal_ids": ["base", "hills"], "session_start": f"{day}T08:00:00Z"}
    session = sent(client, "POST", "/sessions", body)
    path = f"/sessions/{session['id']}"
    drill = {"activity_definition_id": activity["id"]}
    instance = sent(client, "POST", f"{path}/instances", drill)
    weight, reps = (metric["id"] for metric in activity["metrics"])
    left, right = (split["id"] for split in activity["splits"])
    sets = [
        {
            "values": [
                value_of(metric, value, split)
                for split in (left, right)
                for metric, value in ((weight, kilos + number), (reps, 8))
            ]
        }
        for number in range(2)
    ]
    sent(client, "PUT", f"/instances/{instance['id']}/sets", sets)
    end = {"session_end": f"{day}T09:00:00Z"}
    finished: dict[str, Any] = sent(client, "PUT", f"{path}/completion", end)
    return finished


def test_from_an_old_file_to_a_session_against_last_time(imported: TestClient[ASGIApp]) -> None:
    tree = sent(imported, "GET", "/tree")
    assert {"marathon", "base", "hills"} <= {goal["id"] for goal in tree["goals"]}

    activity = sent(
        imported,
        "POST",
        "/activities",
        {
            "name": "Lunges",
            "has_sets": True,
            "metrics": [
                {"name": "Weight", "unit": "kg", "is_multiplicative": True},
                {"name": "Reps", "unit": "", "is_multiplicative": True},
            ],
            "splits": [{"name": "Left"}, {"name": "Right"}],
        },
    )
    first = practised(imported, "2026-01-05", activity, 20)
    second = practised(imported, "2026-01-07", activity, 22.5)

    shown = sent(imported, "GET", f"/sessions/{second['id']}")
    assert shown["completed"] is True
    assert shown["total_duration_seconds"] == 3600
    assert [goal["id"] for goal in shown["parent_goals"]] == ["base", "hills"]
    (instance,) = shown["instances"]
    assert [value["value"] for value in instance["sets"][1]["values"]] == [23.5, 23.5, 8, 8]
    assert instance["yield"] == 2 * 8 * (22.5 + 23.5)

    last = sent(imported, "GET", f"/instances/{instance['id']}/last-time")["last_time"]
    assert last["session"]["id"] == first["id"]
    assert last["sets"][0]["values"][0]["value"] == 20

    for goal in ("base", "hills"):
        sessions = sent(imported, "GET", f"/goals/{goal}/sessions")["items"]
        assert [one["id"] for one in sessions[:2]] == [second["id"], first["id"]]
