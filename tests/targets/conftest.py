"""A gym on each kind of database."""

from collections.abc import Iterator

import pytest

from tests.support.databases import Databases
from tests.support.gym import Gym, House, open_house


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def house(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """One database of each kind for a whole module: every test has a fractal of its own."""
    yield from open_house(request.param, databases, tmp_path_factory.mktemp("house"))


@pytest.fixture
def gym(house: House) -> Gym:
    """An empty fractal."""
    return house.gym()
