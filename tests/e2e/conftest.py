"""A real server for the browser, and a hand on its API to prepare what a person finds."""

import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.server import running_server

PATIENCE_MS = 5_000


@dataclass(frozen=True)
class Site:
    """A running server."""

    address: str

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """One request to the API, `path` below `/api/v1`; the decoded answer."""
        request = urllib.request.Request(  # noqa: S310 - the address of our own server
            f"{self.address}/api/v1{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            content = answer.read()
        return json.loads(content) if content else None

    def fractal(self, name: str) -> str:
        """Make a fractal; its id."""
        made: str = self.call("POST", "/fractals", {"name": name})["id"]
        return made

    def goal(self, fractal_id: str, type_: str, name: str, parent_id: str, **more: Any) -> str:
        """Make a goal; its id."""
        body = {"type": type_, "name": name, "parent_id": parent_id, **more}
        made: str = self.call("POST", f"/fractals/{fractal_id}/goals", body)["id"]
        return made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server on an empty database; the tests of a module share it, each with its own fractal."""
    with running_server(tmp_path_factory.mktemp("data")) as address:
        yield Site(address)


@pytest.fixture(autouse=True)
def troubles(page: Page) -> Iterator[list[str]]:
    """What goes wrong behind a person's back fails the test."""
    page.set_default_timeout(PATIENCE_MS)
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "console", lambda message: found.append(message.text) if message.type == "error" else None
    )
    yield found
    expected = "Failed to load resource"  # an answer of 4xx, which the page is to show in words
    assert [one for one in found if not one.startswith(expected)] == []
