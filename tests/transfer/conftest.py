"""A database with a local owner, and what importing into it does."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from fractal_goals.accounts.queries import identify
from fractal_goals.app import local_owner, open_database
from fractal_goals.infra.database import Database
from fractal_goals.infra.settings import load
from fractal_goals.infra.work import Actor, Work
from fractal_goals.transfer.importing import import_source, preview_source
from fractal_goals.transfer.report import Report

ZONE = "Europe/Berlin"


class Opened:
    """A database, its owner, and ways to act on it and to look at it."""

    def __init__(self, database: Database, owner_id: str) -> None:
        self.database = database
        self.owner_id = owner_id

    def write(self, command: Callable[[Work], Any], root_id: str | None = None) -> Any:
        """Run a command as the owner, in a fractal or outside."""
        return self.database.run_write(Actor(self.owner_id), _as_person(command, root_id))

    def imports(self, content: Any, zone: str | None = None, *, dry_run: bool = False) -> Report:
        """Import decoded content, or only look what would happen."""
        actor, database = Actor(self.owner_id), self.database
        report: Report
        if dry_run:
            preview = _as_person(lambda work: preview_source(work, content, zone), None)
            report = database.run_read(actor, preview)
        else:
            command = _as_person(lambda work: import_source(work, content, zone), None)
            report = database.run_write(actor, command)
        return report

    def rows(self, statement: str, **parameters: Any) -> list[Any]:
        """The rows of a statement."""
        with self.database.engine.connect() as connection:
            return list(connection.execute(sa.text(statement), parameters))


def _as_person(command: Callable[[Work], Any], root_id: str | None) -> Callable[[Work], Any]:
    def run(work: Work) -> Any:
        identify(work)
        work.entered = root_id
        return command(work)

    return run


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Iterator[Opened]:
    """An empty database with a local owner in Berlin, of both kinds."""
    settings = load({"DATABASE_URL": database_url, "FRACTAL_TIME_ZONE": ZONE}, tmp_path)
    database = open_database(settings)
    yield Opened(database, local_owner(database, settings))
    database.close()
