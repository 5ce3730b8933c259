"""Demonstration fractals in the database: sound, made and removed in one request."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from litestar.testing import TestClient
from litestar.types import ASGIApp

from fractal_goals.accounts.queries import identify
from fractal_goals.app import local_owner, open_database
from fractal_goals.demonstration.commands import Made, make_fractal
from fractal_goals.demonstration.story import Size
from fractal_goals.infra.settings import load
from fractal_goals.infra.work import Actor, Work
from tests.support.dump import dump

Client = TestClient[ASGIApp]
ONE_CLICK = "/api/v1/demonstration"
FRACTAL = Path(sys.executable).with_name("fractal")


def test_settling_what_was_made_changes_nothing(database_url: str, tmp_path: Path) -> None:
    """Every completion that is told is one that the evidence gives."""
    settings = load({"DATABASE_URL": database_url}, tmp_path)
    database = open_database(settings)
    owner = Actor(local_owner(database, settings))

    works: list[Work] = []

    def make(work: Work) -> Made:
        identify(work)
        works.append(work)
        return make_fractal(work, 3, len(works), Size(goals=90))

    for _ in range(4):
        made = database.run_write(owner, make)
        # The Work, as it was committed: settling comes after the command.
        assert {change.action for change in works[-1].changes} == {"create"}
        assert len(works[-1].changes) == made.rows
    database.close()


def test_one_click_makes_it_and_one_takes_it_away(client: Client) -> None:
    answer = client.post(ONE_CLICK)
    assert answer.status_code == 201
    made = answer.json()
    assert made["id"].startswith("demo-")
    assert answer.headers["location"] == f"/api/v1/fractals/{made['id']}"
    assert (made["goal_count"], made["session_count"] > 150) == (60, True)
    again = client.post(ONE_CLICK)
    assert (again.status_code, again.json()["code"]) == (409, "demonstration_present")
    removed = client.delete(ONE_CLICK)
    assert removed.status_code == 204
    assert client.get("/api/v1/fractals").json()["items"] == []
    assert client.delete(ONE_CLICK).status_code == 404
    back = client.post(f"/api/v1/trash/{removed.headers['deletion-id']}/restoration")
    assert back.status_code == 204
    assert (
        client.get(f"/api/v1/fractals/{made['id']}").json()["session_count"]
        == made["session_count"]
    )


def test_after_a_removal_it_can_be_made_again(client: Client) -> None:
    client.post(ONE_CLICK)
    client.delete(ONE_CLICK)
    assert client.post(ONE_CLICK).status_code == 201


def test_a_name_that_is_taken_gets_a_number(client: Client) -> None:
    client.post("/api/v1/fractals", json={"name": "BECOME a working classical guitarist"})
    assert client.post(ONE_CLICK).json()["name"] == "Become a working classical guitarist (2)"


@pytest.fixture
def data(tmp_path: Path, sqlite_url: str) -> Path:
    """A data folder with a migrated database."""
    folder = tmp_path / "data"
    folder.mkdir()
    Path(sqlite_url.removeprefix("sqlite:///")).rename(folder / "fractal.db")
    return folder


def fractal(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    command = [str(FRACTAL), *arguments, "--data-dir", str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_line_makes_what_the_doctor_finds_sound(data: Path) -> None:
    done = fractal("demo", "--fractals", "4", "--goals", "40", "--sessions", "40", data=data)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Made 4 demonstration fractals" in done.stdout
    checked = fractal("doctor", "--json", data=data)
    assert checked.returncode == 0, checked.stdout
    assert json.loads(checked.stdout)
    again = fractal("demo", "--fractals", "4", "--goals", "40", data=data)
    assert again.returncode == 5
    assert "Choose another --seed." in again.stderr


def test_the_same_seed_makes_the_same_database(tmp_path: Path) -> None:
    tables = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        settings = load({"DATABASE_URL": f"sqlite:///{tmp_path / name / 'fractal.db'}"}, tmp_path)
        fractal("demo", "--fractals", "1", "--goals", "30", "--seed", "9", data=tmp_path / name)
        database = open_database(settings)
        content = dump(database.engine)
        database.close()
        owner = content["users"][0][0]
        tables.append({name: _without(rows, owner) for name, rows in content.items()})
    del tables[0]["users"], tables[1]["users"], tables[0]["history"], tables[1]["history"]
    assert tables[0] == tables[1]


def _without(rows: list[tuple[object, ...]], owner: object) -> list[tuple[object, ...]]:
    """Rows without the owner's id, which is another one in each database."""
    return [tuple(value for value in row if value != owner) for row in rows]
