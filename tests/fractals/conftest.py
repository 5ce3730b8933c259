"""Trees to work on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from fractal_goals.app import create_app
from fractal_goals.infra.settings import load
from tests.support.api import Client, FractalApi


@pytest.fixture
def sqlite_client(sqlite_url: str, tmp_path: Path) -> Iterator[Client]:
    """A client on SQLite alone, for searches that take many requests."""
    application = create_app(load({"DATABASE_URL": sqlite_url}, tmp_path))
    with TestClient(application, base_url="http://127.0.0.1:8000") as made:
        yield made


@pytest.fixture
def ladder(fractal: FractalApi) -> dict[str, str]:
    """One goal of each level, each under the one above; their ids by type."""
    ids = {"UltimateGoal": fractal.id}
    parent = fractal.id
    for level in "LongTerm MidTerm ShortTerm Immediate Micro Nano".split():
        goal = f"{level}Goal"
        parent = fractal.make("/goals", type=goal, name=level, parent_id=parent)["id"]
        ids[goal] = parent
    return ids
