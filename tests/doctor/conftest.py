"""A database that is migrated and sound, of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from fractal_goals.infra.database import make_engine
from fractal_goals.infra.settings import Settings, load
from tests.schema.conftest import connection, garden, shared_engine

__all__ = ["connection", "garden", "shared_engine"]


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return load({"DATABASE_URL": database_url}, tmp_path)


@pytest.fixture
def engine(settings: Settings) -> Iterator[sa.Engine]:
    made = make_engine(settings)
    yield made
    made.dispose()
