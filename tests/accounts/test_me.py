"""The local owner, and what "today" means to them."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from litestar.testing import TestClient
from litestar.types import ASGIApp

from fractal_goals.accounts.commands import ensure_local_owner
from fractal_goals.app import create_app, local_owner, open_database
from fractal_goals.infra.settings import load
from fractal_goals.infra.work import Actor, Work

Client = TestClient[ASGIApp]
ME = "/api/v1/me"


def test_a_local_owner_exists_from_the_start_and_stays_the_same(
    database_url: str, tmp_path: Path
) -> None:
    settings = load({"DATABASE_URL": database_url, "FRACTAL_TIME_ZONE": "Asia/Tokyo"}, tmp_path)
    found = []
    for _ in range(2):
        with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
            found.append(client.get(ME).json())
    assert found[0] == found[1]
    assert found[0]["time_zone"] == "Asia/Tokyo"
    assert found[0]["is_admin"] is True
    assert "password_hash" not in found[0]


def test_two_first_starts_at_once_make_one_owner(database_url: str, tmp_path: Path) -> None:
    settings = load({"DATABASE_URL": database_url}, tmp_path)
    one, other = open_database(settings), open_database(settings)
    has_made = Event()

    def start_slowly(work: Work) -> str:
        made = ensure_local_owner(work, "UTC")
        has_made.set()
        time.sleep(0.3)
        return made

    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(one.run_write, Actor(user_id=""), start_slowly)
        has_made.wait(5)
        assert local_owner(other, settings) == slow.result()
    one.close()
    other.close()


def test_a_person_changes_their_zone_and_day(client: Client) -> None:
    answer = client.patch(ME, json={"time_zone": "Europe/Berlin", "day_start_hour": 4})
    assert answer.status_code == 200
    me = client.get(ME).json()
    assert (me["time_zone"], me["day_start_hour"], me["version"]) == ("Europe/Berlin", 4, 2)


def test_what_cannot_be_is_refused_at_its_field(client: Client) -> None:
    before = client.get(ME).json()
    for body, pointer in (
        ({"time_zone": "Mars/Olympus"}, "/time_zone"),
        ({"day_start_hour": 24}, "/day_start_hour"),
        ({"day_start_hour": None}, "/day_start_hour"),
        ({"is_admin": True}, "/is_admin"),
        ({"display_name": "a\nb"}, "/display_name"),
    ):
        answer = client.patch(ME, json=body)
        assert answer.status_code == 422, body
        assert answer.json()["errors"][0]["pointer"] == pointer
    assert client.get(ME).json() == before


def test_a_stale_edit_is_refused(client: Client) -> None:
    client.patch(ME, json={"day_start_hour": 1})
    answer = client.patch(ME, json={"day_start_hour": 2}, headers={"if-match": '"1"'})
    assert answer.status_code == 412
    assert answer.json()["current_version"] == 2
    assert client.get(ME).json()["day_start_hour"] == 1
