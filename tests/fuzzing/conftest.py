"""The whole application on a database that the tests of a module share, of both kinds."""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
import sqlalchemy as sa
from litestar.testing import TestClient

from fractal_goals.app import create_app
from fractal_goals.infra.database import make_engine
from fractal_goals.infra.settings import Settings, load
from tests.support.api import Client
from tests.support.databases import Databases


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_settings(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """Settings of a fresh database."""
    folder = tmp_path_factory.mktemp("shared")
    is_sqlite = request.param == "sqlite"
    fresh = nullcontext(databases.sqlite(folder)) if is_sqlite else databases.postgresql()
    with fresh as url:
        yield load({"DATABASE_URL": url}, folder)


@pytest.fixture(scope="module")
def shared_engine(shared_settings: Settings) -> Iterator[sa.Engine]:
    """A connection of the tests' own to that database."""
    made = make_engine(shared_settings)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def shared_client(shared_settings: Settings) -> Iterator[Client]:
    """A client of the application on that database."""
    with TestClient(create_app(shared_settings), base_url="http://127.0.0.1:8000") as made:
        yield made
