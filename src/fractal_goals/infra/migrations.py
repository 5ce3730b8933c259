"""Brings a database to a revision of the scripts in `migrations/`, or says where it stands.

Revisions are numbered by their file names (`0001_foundation.py`), one after the other,
so that a start can tell an up-to-date database by one SELECT, without Alembic.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from fractal_goals.infra.backup import verified_copy
from fractal_goals.infra.settings import Settings
from fractal_goals.infra.statistics import write_statistics
from fractal_goals.kit.errors import Conflict, Problem

if TYPE_CHECKING:
    from alembic.config import Config

_HERE = Path(__file__)
# In a wheel the scripts lie in the package; in a checkout beside `src`.
_PLACES = (_HERE.parents[1] / "migrations", _HERE.parents[3] / "migrations")
_VERSION = "SELECT version_num FROM alembic_version"
# An arbitrary number that only we use: two servers starting at once migrate one by one.
_POSTGRES_LOCK = 7_246_319


class State(StrEnum):
    """How a database compares with the scripts."""

    EMPTY = "empty"
    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"
    FOREIGN = "foreign"


@cache
def scripts() -> Path:
    """The folder of the migrations; `RuntimeError` where the installation lacks it."""
    for place in _PLACES:
        if (place / "env.py").is_file():
            return place
    message = "This installation has no migrations: install it again."
    raise RuntimeError(message)


@cache
def revisions() -> tuple[str, ...]:
    """Every revision, oldest first."""
    files = (scripts() / "versions").glob("[0-9]*_*.py")
    return tuple(sorted(file.name.partition("_")[0] for file in files))


def head() -> str:
    """The revision that this code needs."""
    return revisions()[-1]


def current(engine: sa.Engine) -> str | None:
    """The revision a database stands at, or None where it was never migrated."""
    try:
        return _stored_revision(engine)
    except (sa.exc.OperationalError, sa.exc.ProgrammingError):
        if not sa.inspect(engine).has_table("alembic_version"):
            return None
    # Another start made the table between the two looks, or what failed fails again.
    return _stored_revision(engine)


def _stored_revision(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        found = connection.exec_driver_sql(_VERSION).scalar()
    return None if found is None else str(found)


def state(engine: sa.Engine) -> State:
    """How a database compares with the scripts; a single SELECT where it is current."""
    found = current(engine)
    if found is None:
        if not set(sa.inspect(engine).get_table_names()) - {"alembic_version"}:
            return State.EMPTY
        # Another start may have made the tables just now.
        found = current(engine)
    if found is None:
        return State.FOREIGN
    if found == head():
        return State.CURRENT
    return State.OLDER if found in revisions() else State.NEWER


def bring_to_head(engine: sa.Engine, settings: Settings) -> Path | None:
    """Make or migrate the settings' database; the copy that was taken before, if any.

    A SQLite file with something in it is copied first, and the copy is verified.
    Raises `Conflict` for a database of a newer version, or of another program.
    """
    found = state(engine)
    if found is State.CURRENT:
        return None
    if found is State.NEWER:
        message = (
            f"The database is at revision {current(engine)}, and this version knows none after "
            f"{head()}: run the version that migrated it, or restore the copy taken before that."
        )
        raise Conflict(message, code="database_newer")
    if found is State.FOREIGN:
        message = "The database holds tables of another program. Choose another one."
        raise Conflict(message, code="database_foreign")
    copy = None
    if found is State.OLDER and settings.is_sqlite:
        copy = copy_before(settings, f"before-{head()}")
    upgrade(engine)
    return copy


def copy_before(settings: Settings, occasion: str) -> Path:
    """A verified copy of the SQLite file in the data folder's `backups`."""
    return verified_copy(settings.sqlite_file, settings.data_dir / "backups", occasion)


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Bring a database up to a revision, all or nothing."""
    from alembic import command

    with _migrating(engine) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: sa.Engine, revision: str = "-1") -> None:
    """Bring a database down to a revision (`base`: to nothing), all or nothing."""
    from alembic import command

    with _migrating(engine) as connection:
        command.downgrade(_config(connection), revision)


def _config(connection: sa.Connection) -> "Config":
    """Alembic's configuration for one run on a connection that is already in a transaction."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts()))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _migrating(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction in which tables may be rebuilt."""
    rebuild = _rebuilding_sqlite if engine.dialect.name == "sqlite" else _one_at_a_time
    with rebuild(engine) as connection:
        yield connection


@contextmanager
def _one_at_a_time(engine: sa.Engine) -> Iterator[sa.Connection]:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_POSTGRES_LOCK})")
        yield connection


@contextmanager
def _rebuilding_sqlite(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Foreign keys are off meanwhile, else dropping the old table would empty its children.

    They can only be switched outside of a transaction, and are checked before the commit.
    """
    with engine.connect().execution_options(writes=True) as connection:
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - a fresh connection has its driver's
        driver.execute("PRAGMA foreign_keys = OFF").close()
        try:
            with connection.begin():
                yield connection
                write_statistics(connection)
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                    message = f"The migration would leave {len(broken)} rows that point at nothing."
                    raise Problem(message, code="foreign_keys_broken")
        finally:
            driver.execute("PRAGMA foreign_keys = ON").close()
