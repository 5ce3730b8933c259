"""A gym on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fractal_goals.app import local_owner, open_database
from fractal_goals.infra.settings import load
from tests.support.gym import Gym


@pytest.fixture
def gym(database_url: str, tmp_path: Path) -> Iterator[Gym]:
    """An empty fractal of the local owner."""
    settings = load({"DATABASE_URL": database_url}, tmp_path)
    database = open_database(settings)
    yield Gym(database, local_owner(database, settings))
    database.close()
