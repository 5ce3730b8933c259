"""Fixtures: fractals of their own on one database of each kind per module.

A folder's conftest imports those that its tests use.
"""

from collections.abc import Iterator

import pytest
from litestar.testing import TestClient
from litestar.types import ASGIApp

from fractal_goals.infra.settings import load
from tests.support.api import FractalApi, new_fractal
from tests.support.databases import Databases
from tests.support.gym import Gym, House, open_house


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A migrated database for a whole module: fractals do not see each other."""
    if request.param == "sqlite":
        yield databases.sqlite(tmp_path_factory.mktemp("gym"))
    else:
        with databases.postgresql() as url:
            yield url


@pytest.fixture(scope="module")
def house(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The database, to be written to without HTTP."""
    yield from open_house(database_url, tmp_path_factory.mktemp("house"))


@pytest.fixture
def gym(house: House) -> Gym:
    """An empty fractal."""
    return house.gym()


@pytest.fixture(scope="module")
def client(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient[ASGIApp]]:
    """A client of the whole application."""
    # Imported late: while one slice is broken, tests of the others still run.
    from fractal_goals.app import create_app  # noqa: PLC0415

    settings = load({"DATABASE_URL": database_url}, tmp_path_factory.mktemp("data"))
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as made:
        yield made


@pytest.fixture
def fractal(client: TestClient[ASGIApp]) -> FractalApi:
    """An empty fractal, as a script sees it."""
    return new_fractal(client)
