"""A studio of its own for every test, on one database of each kind per module."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from litestar.testing import TestClient
from litestar.types import ASGIApp

from fractal_goals.fractals.models import History
from fractal_goals.infra.database import make_engine
from fractal_goals.infra.settings import load
from fractal_goals.infra.work import table_of
from tests.practice.studio import Studio
from tests.support.api import FractalApi, new_fractal
from tests.support.databases import Databases

BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def address(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The URL of a database for a whole module: fractals do not see each other."""
    if request.param == "sqlite":
        yield databases.sqlite(tmp_path_factory.mktemp("studio"))
    else:
        with databases.postgresql() as url:
            yield url


@pytest.fixture(scope="module")
def client(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[ASGIApp]]:
    """A client of the whole application."""
    # Imported late: while one slice is broken, tests of the others still run.
    from fractal_goals.app import create_app  # noqa: PLC0415

    settings = load({"DATABASE_URL": address}, tmp_path_factory.mktemp("data"))
    with TestClient(create_app(settings), base_url=BASE) as made:
        yield made


@pytest.fixture
def fractal(client: TestClient[ASGIApp]) -> FractalApi:
    """A fractal with nothing in it but its root."""
    return new_fractal(client)


@pytest.fixture
def studio(fractal: FractalApi) -> Studio:
    """The same, with short spellings of what one does in practice."""
    return Studio(fractal)


@pytest.fixture
def history(address: str) -> Iterator[Callable[[str], list[Any]]]:
    """Tells the history of a fractal, oldest first."""
    engine = make_engine(load({"DATABASE_URL": address}))

    def told(root_id: str) -> list[Any]:
        table = table_of(History)
        mine = sa.select(table).where(table.c.root_id == root_id).order_by(table.c.id)
        with engine.connect() as connection:
            return list(connection.execute(mine))

    yield told
    engine.dispose()


@pytest.fixture
def another(client: TestClient[ASGIApp]) -> Callable[[], Studio]:
    """Makes more studios, on the same database."""
    return lambda: Studio(new_fractal(client))
