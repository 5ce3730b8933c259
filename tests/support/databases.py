"""Fresh databases for tests, of both kinds, each a copy of one that was migrated once."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import psycopg
from psycopg import sql

from fractal_goals.infra import migrations
from fractal_goals.infra.database import make_engine
from fractal_goals.infra.settings import load
from tests.support.isolation import DATABASE_PREFIX
from tests.support.postgres import cluster_url


class Databases:
    """Makes databases and throws them away; one per worker.

    `folder` is this worker's and `shared` the whole run's; `server` is the URL of a
    PostgreSQL to use instead of our own.
    """

    def __init__(self, folder: Path, shared: Path, run: int, server: str | None) -> None:
        self._folder = folder
        self._shared = shared
        self._run = run
        self._server = server

    @contextmanager
    def postgresql(self, *, migrated: bool = True) -> Iterator[str]:
        """The URL of a fresh PostgreSQL database."""
        name = self._create_postgresql(self._postgresql_template if migrated else "template0")
        try:
            yield self._url(name)
        finally:
            self._drop(name)

    def sqlite(self, folder: Path, *, migrated: bool = True) -> str:
        """The URL of a fresh SQLite file in `folder`."""
        file = folder / f"{uuid.uuid4().hex}.db"
        if migrated:
            shutil.copyfile(self._sqlite_template, file)
        return f"sqlite:///{file}"

    def close(self) -> None:
        """Drop the template, where one was made."""
        if "_administrator" in self.__dict__:
            if "_postgresql_template" in self.__dict__:
                self._drop(self._postgresql_template)
            self._administrator.close()

    @cached_property
    def administrator_url(self) -> str:
        """The URL that databases are made through; no test writes to that database itself."""
        url = self._server or cluster_url(self._shared, self._run)
        return url.replace("postgresql+psycopg://", "postgresql://", 1)

    @cached_property
    def _administrator(self) -> psycopg.Connection:
        return psycopg.connect(self.administrator_url, autocommit=True)

    @cached_property
    def _postgresql_template(self) -> str:
        name = self._create_postgresql("template0")
        migrate(self._url(name))
        return name

    @cached_property
    def _sqlite_template(self) -> Path:
        file = self._folder / "template.db"
        migrate(f"sqlite:///{file}")
        return file

    def _create_postgresql(self, template: str) -> str:
        name = f"{DATABASE_PREFIX}{uuid.uuid4().hex}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._administrator.execute(
            statement.format(sql.Identifier(name), sql.Identifier(template))
        )
        return name

    def _drop(self, name: str) -> None:
        statement = sql.SQL("DROP DATABASE {} WITH (FORCE)")
        self._administrator.execute(statement.format(sql.Identifier(name)))

    def _url(self, name: str) -> str:
        """The administrator's URL with another database in it."""
        address, _, options = self.administrator_url.partition("?")
        server = address.rpartition("/")[0]
        return f"{server}/{name}" + (f"?{options}" if options else "")


def migrate(url: str) -> None:
    """Bring an empty database to head, as `fractal serve` does."""
    engine = make_engine(load({"DATABASE_URL": url}))
    migrations.upgrade(engine)
    engine.dispose()
