"""The database: engines, transactions, and the one writer of the embedded file."""

import asyncio
import functools
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event, pool

from fractal_goals.infra.settings import Settings
from fractal_goals.infra.work import Actor, Step, Work
from fractal_goals.infra.writer import GroupWriter

T = TypeVar("T")
POSTGRES_POOL = 8
BUSY_TIMEOUT_MS = 10_000


def make_engine(settings: Settings) -> sa.Engine:
    """An engine for the settings' database; nothing is opened yet."""
    if settings.is_sqlite:
        return sqlite_engine(settings.sqlite_file)
    return sa.create_engine(
        settings.database_url, pool_size=POSTGRES_POOL, max_overflow=0, pool_pre_ping=True
    )


def sqlite_engine(file: Path) -> sa.Engine:
    """An engine on one SQLite file, with foreign keys, WAL and our own BEGIN."""
    engine = sa.create_engine(
        f"sqlite:///{file}",
        poolclass=pool.QueuePool,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def reading_engine(settings: Settings) -> sa.Engine:
    """An engine that cannot change the settings' database, not even a byte of its file."""
    if not settings.is_sqlite:
        return make_engine(settings)
    address = f"{settings.sqlite_file.as_uri()}?mode=ro&uri=true"
    return sa.create_engine(f"sqlite:///{address}", poolclass=pool.NullPool)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Switch the driver's own transactions off, and on what SQLite leaves off."""
    connection.isolation_level = None
    for pragma in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "temp_store = MEMORY",
        "cache_size = -16000",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: sa.Connection) -> None:
    """Take the write lock at once where a write is meant: a late one fails as `locked`."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Database:
    """Runs reads and writes, each as one `Work`; the answer of a write comes after its commit.

    `before_commit` steps see the finished Work inside its transaction; `settling` is
    the one of them that a command may ask for earlier (`Work.settle`).
    """

    def __init__(
        self,
        engine: sa.Engine,
        before_commit: Sequence[Step] = (),
        *,
        settling: Step | None = None,
    ) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._before_commit = tuple(before_commit)
        self._settling = settling
        self._writer = GroupWriter(engine) if self.is_sqlite else None
        self._threads = None if self.is_sqlite else ThreadPoolExecutor(POSTGRES_POOL, "database")

    def run_read(self, actor: Actor, query: Callable[[Work], T]) -> T:
        """Run `query` in a read transaction, on the calling thread."""
        with self.engine.connect() as connection:
            return query(Work(connection, actor))

    async def read(self, actor: Actor, query: Callable[[Work], T]) -> T:
        """Run `query` in a read transaction.

        SQLite answers on the event loop: its JSON is built in C, and a hop to a
        thread costs more than most reads. PostgreSQL waits in a thread.
        """
        if self._threads is None:
            return self.run_read(actor, query)
        call = functools.partial(self.run_read, actor, query)
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    def run_write(self, actor: Actor, command: Callable[[Work], T], **work: Any) -> T:
        """Run `command` in a write transaction and wait for its commit."""
        return self._submit(actor, command, work).result()

    async def write(self, actor: Actor, command: Callable[[Work], T], **work: Any) -> T:
        """Run `command` in a write transaction; returns once it is durable."""
        return await asyncio.wrap_future(self._submit(actor, command, work))

    def _submit(self, actor: Actor, command: Callable[[Work], T], work: Any) -> "Future[T]":
        job = functools.partial(self._perform, actor, command, work)
        if self._writer is not None:
            return self._writer.submit(job)
        assert self._threads is not None  # noqa: S101 - one of the two always exists
        return self._threads.submit(self._transact, job)

    def _transact(self, job: Callable[[sa.Connection], T]) -> T:
        with self.engine.begin() as connection:
            return job(connection)

    def _perform(
        self, actor: Actor, command: Callable[[Work], T], options: Any, connection: sa.Connection
    ) -> T:
        work = Work(connection, actor, settling=self._settling, **options)
        result = command(work)
        for step in self._before_commit:
            step(work)
        return result

    def ping(self) -> None:
        """Ask the database for a sign of life; raises what the driver raises."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")

    def close(self) -> None:
        """Finish what is queued and let go of every connection."""
        if self._writer is not None:
            self._writer.close()
        if self._threads is not None:
            self._threads.shutdown()
        self.engine.dispose()
