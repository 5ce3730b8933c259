"""Whatever is wrong in a request is told at its place, and nothing of it is stored."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from fractal_goals.app import describe
from tests.fuzzing.bad_values import MEANT, bad_bodies, good_body, id_places, is_allowed
from tests.fuzzing.world import METHODS, Operation, World, make_world
from tests.support.api import UNREADABLE, Client, refused
from tests.support.dump import dump

NAMES = [
    operation["operationId"]
    for methods in describe()["paths"].values()
    for method, operation in methods.items()
    if method in METHODS
]
WITH_BODY = [
    operation["operationId"]
    for methods in describe()["paths"].values()
    for operation in methods.values()
    if "requestBody" in operation
]
# There is none in the world.
WITHOUT_VERSION = {"removeDemonstration"}
BAD_IDS = ("nowhere", "x" * 5_000, "%F0%9F%8E%B8", "a'b%22c", "%2e%2e", "1 OR 1=1", "%25", "null")
BAD_QUERIES = {
    "limit": ("0", "201", "-1", "1.5", "many", "", "9" * 40),
    "cursor": ("x", "W10", "%F0%9F%8E%B8", "=" * 100),
    "from": ("yesterday", "2026-13-01", "2026-01-31T09:30:00", "0"),
    "to": ("tomorrow", "2026-02-30", "9" * 30),
    "type": ("PracticeSession", "ultimategoal", ""),
    "completed": ("maybe", "2"),
    "as": ("graph", ""),
}


@pytest.fixture(scope="module")
def world(shared_client: Client) -> World:
    """One of everything."""
    return make_world(shared_client)


@pytest.fixture
def unchanged(world: World, shared_engine: sa.Engine) -> Iterator[None]:
    """Nothing of what a test sends is stored."""
    _ = world
    before = dump(shared_engine)
    yield
    assert dump(shared_engine) == before


def operation_of(world: World, name: str) -> Operation:
    return next(one for one in world.operations() if one.name == name)


def send(world: World, operation: Operation, body: Any) -> httpx.Response:
    """Ask with a body, spelled as Python spells JSON: it lets NaN and surrogates through."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"content-type": "application/json"}
    return world.client.request(operation.method, operation.url(), content=content, headers=headers)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", WITH_BODY)
def test_a_wrong_value_is_told_at_its_place(world: World, name: str) -> None:
    operation = operation_of(world, name)
    tried = 0
    for pointer, body in bad_bodies(world, operation):
        status, code, told = refused(send(world, operation, body))
        assert status == 422, (pointer, body, code)
        assert told == pointer or told.startswith(f"{pointer}/"), (pointer, body)
        tried += 1
    assert tried > 20


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", WITH_BODY)
def test_an_id_of_nobody_and_one_of_another_fractal_are_refused_alike(
    world: World, name: str
) -> None:
    operation = operation_of(world, name)
    for pointer, body in id_places(operation):
        kind = pointer.rpartition("/")[2] if not pointer[-1].isdigit() else pointer.split("/")[-2]
        answers = []
        for row_id in ("nowhere", world.foreign[MEANT[kind]]):
            filled = json.loads(json.dumps(body).replace("{id}", row_id))
            answers.append(refused(send(world, operation, filled)))
        assert answers[0] == answers[1] == (422, "unknown_id", pointer)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", WITH_BODY)
def test_a_body_that_cannot_be_read_is_refused(world: World, name: str) -> None:
    operation = operation_of(world, name)
    for what, (content, status, code) in UNREADABLE.items():
        if not is_allowed(world, operation, content):
            assert refused(send(world, operation, content))[:2] == (status, code), what
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "*"):
        answer = world.client.request(
            operation.method, operation.url(), content=b"{}", headers={"content-type": kind}
        )
        assert refused(answer)[0] in {400, 415, 422}, kind


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("unchanged")
def test_an_id_in_the_address_that_is_nobodys_is_not_found(world: World, name: str) -> None:
    operation = operation_of(world, name)
    kinds = [one["name"] for one in operation.told.get("parameters", ()) if one["in"] == "path"]
    for kind in kinds:
        for bad in (*BAD_IDS, world.foreign[kind]):
            if kind == "f" and bad == world.foreign["f"]:
                continue
            url = operation.url(**{kind: bad})
            body = good_body(operation) if operation.body else None
            answer = world.client.request(operation.method, url, json=body)
            assert refused(answer)[:2] == (404, "not_found"), url


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_query_is_told_at_its_place(world: World, name: str) -> None:
    operation = operation_of(world, name)
    queried = {one["name"] for one in operation.told.get("parameters", ()) if one["in"] == "query"}
    for parameter in sorted(queried & BAD_QUERIES.keys()):
        for bad in BAD_QUERIES[parameter]:
            answer = world.client.request(operation.method, f"{operation.url()}?{parameter}={bad}")
            assert refused(answer) == (422, refused(answer)[1], f"/{parameter}"), bad
    answer = world.client.request(operation.method, f"{operation.url(f='x')}?q=%00")
    assert refused(answer)[0] == 400


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", NAMES)
def test_a_version_that_is_none_or_stale_is_refused(world: World, name: str) -> None:
    operation = operation_of(world, name)
    headers = [one["name"] for one in operation.told.get("parameters", ()) if one["in"] == "header"]
    if "If-Match" not in headers or name in WITHOUT_VERSION:
        return
    body = good_body(operation) if operation.body else None
    for version, status in (
        ("three", 400),
        ('"-1"', 400),
        ('"' + "9" * 19 + '"', 400),
        ('"999"', 412),
    ):
        answer = world.client.request(
            operation.method, operation.url(), json=body, headers={"if-match": version}
        )
        assert refused(answer)[0] == status, version


@pytest.mark.parametrize("name", WITH_BODY)
def test_what_is_right_is_accepted(world: World, name: str) -> None:
    """Else the tests above would prove nothing: a state may forbid it, its input does not."""
    operation = operation_of(world, name)
    assert send(world, operation, good_body(operation)).status_code in {200, 201, 409}
