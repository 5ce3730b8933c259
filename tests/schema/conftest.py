"""A connection to a migrated database, whose changes are undone after each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from fractal_goals.infra.database import make_engine
from fractal_goals.infra.settings import load
from tests.schema.garden import Garden
from tests.support.databases import Databases


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_engine(
    request: pytest.FixtureRequest,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[sa.Engine]:
    """One migrated database of each kind for a whole module."""
    folder = tmp_path_factory.mktemp("schema")
    if request.param == "sqlite":
        yield from _opened(databases.sqlite(folder), folder)
    else:
        with databases.postgresql() as url:
            yield from _opened(url, folder)


def _opened(url: str, folder: Path) -> Iterator[sa.Engine]:
    engine = make_engine(load({"DATABASE_URL": url}, folder))
    yield engine
    engine.dispose()


@pytest.fixture
def connection(shared_engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection in a transaction that is rolled back."""
    with shared_engine.connect().execution_options(writes=True) as made:
        transaction = made.begin()
        yield made
        transaction.rollback()


@pytest.fixture
def garden(connection: sa.Connection) -> Garden:
    """Plants valid rows of every table."""
    return Garden(connection)
