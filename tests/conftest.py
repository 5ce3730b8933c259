"""Fixtures that any test may use."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import sqlalchemy as sa
from litestar.testing import TestClient
from litestar.types import ASGIApp
from playwright.sync_api import Browser, Page

from fractal_goals.infra.database import make_engine
from fractal_goals.infra.settings import load
from tests.support import isolation
from tests.support.api import FractalApi, new_fractal
from tests.support.chromium import running_browser
from tests.support.databases import Databases

# Before any test module is imported: nothing may be opened at import either.
SERVER = isolation.isolate()

# Time limits depend on the machine; in CI the same code always sees the same examples.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

WINDOWS = {"phone": (390, 844), "desktop": (1280, 800)}


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Makes fresh databases, for fixtures of a wider scope than one test."""
    folder = tmp_path_factory.getbasetemp()
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    shared, run = (folder.parent, os.getppid()) if is_worker else (folder, os.getpid())
    made = Databases(folder, shared, run, SERVER)
    yield made
    made.close()


@pytest.fixture
def sqlite_url(databases: Databases, tmp_path: Path) -> str:
    """A migrated, empty SQLite database."""
    return databases.sqlite(tmp_path)


@pytest.fixture
def postgres_url(databases: Databases) -> Iterator[str]:
    """A migrated, empty PostgreSQL database."""
    with databases.postgresql() as url:
        yield url


@pytest.fixture(params=["sqlite_url", "postgres_url"], ids=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database: the test runs once on each kind."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def unmigrated_url(
    request: pytest.FixtureRequest, databases: Databases, tmp_path: Path
) -> Iterator[str]:
    """A database without a single table: the test runs once on each kind."""
    if request.param == "sqlite":
        yield databases.sqlite(tmp_path, migrated=False)
    else:
        with databases.postgresql(migrated=False) as url:
            yield url


@pytest.fixture
def client(database_url: str, tmp_path: Path) -> Iterator[TestClient[ASGIApp]]:
    """A client of the whole application on an empty database, of both kinds."""
    # Imported late: while one slice is broken, tests of the others still run.
    from fractal_goals.app import create_app  # noqa: PLC0415

    settings = load({"DATABASE_URL": database_url}, tmp_path)
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as made:
        yield made


@pytest.fixture
def fractal(client: TestClient[ASGIApp]) -> FractalApi:
    """A fractal with nothing in it but its root, as a script sees it."""
    return new_fractal(client, "Music")


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """A connection of the test's own to the database that `client` talks to."""
    made = make_engine(load({"DATABASE_URL": database_url}))
    yield made
    made.dispose()


@pytest.fixture
def stored(engine: sa.Engine) -> Callable[[], Any]:
    """Tells all that is stored behind `client`, to be compared with another moment."""
    from tests.support.dump import dump  # noqa: PLC0415 - as above

    return lambda: dump(engine)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium; per module, as Playwright keeps other tests from `asyncio.run`."""
    with running_browser() as running:
        yield running


@pytest.fixture(params=list(WINDOWS))
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """An empty page of a fresh profile: the test runs once on a phone and once on a desktop."""
    width, height = WINDOWS[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="en-GB",
        has_touch=request.param == "phone",
    )
    yield context.new_page()
    context.close()
