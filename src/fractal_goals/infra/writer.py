"""Group commit: SQLite has one writer, so this process has one too.

Requests queue; a thread runs each in a savepoint and commits the group once,
so that many requests share the price of one fsync. An answer leaves only
after the commit that made it durable.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

import sqlalchemy as sa

T = TypeVar("T")
Job = Callable[[sa.Connection], Any]
Entry = tuple[Job, "Future[Any]"]
MAX_GROUP = 64


class GroupWriter:
    """A thread with the only writing connection."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._queue: queue.SimpleQueue[Entry | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._state = threading.Lock()
        self._closed = False
        # Of the thread alone:
        self._ended = False
        self._connection: sa.Connection | None = None

    def submit(self, job: Callable[[sa.Connection], T]) -> "Future[T]":
        """Queue a job; its future is done when the job's group is committed.

        A future that is cancelled before its turn leaves its job undone.
        """
        future: Future[T] = Future()
        with self._state:
            if self._closed:
                message = "the writer is closed"
                raise RuntimeError(message)
            if not self._thread.is_alive():
                self._thread.start()
            self._queue.put((job, future))
        return future

    def close(self) -> None:
        """Commit what is queued and end the thread."""
        with self._state:
            self._closed = True
            self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._ended:
            entry = self._queue.get()
            if entry is None:
                break
            if _is_wanted(entry):
                self._commit_group(entry)
        self._disconnect()

    def _commit_group(self, first: Entry) -> None:
        """Run `first` and what waits behind it, commit once, then answer all of them."""
        group, outcomes = [first], []
        try:
            connection = self._connect()
            with connection.begin():
                outcomes.append(_attempt(connection, first[0]))
                while len(group) < MAX_GROUP and (entry := self._next()) is not None:
                    group.append(entry)
                    outcomes.append(_attempt(connection, entry[0]))
        except BaseException as error:  # noqa: BLE001 - handed to every caller of the group
            self._disconnect()
            outcomes = [(None, error)] * len(group)
        for (_, future), (result, failure) in zip(group, outcomes, strict=True):
            if failure is None:
                future.set_result(result)
            else:
                future.set_exception(failure)

    def _next(self) -> Entry | None:
        """What is queued next, or None where nothing is."""
        while True:
            try:
                entry = self._queue.get_nowait()
            except queue.Empty:
                return None
            if entry is None:
                self._ended = True
                return None
            if _is_wanted(entry):
                return entry

    def _connect(self) -> sa.Connection:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(writes=True)
        return self._connection

    def _disconnect(self) -> None:
        """Let go of the connection; after a failure the next group gets a fresh one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()


def _is_wanted(entry: Entry) -> bool:
    """Whether the job was not cancelled; from now on it cannot be, so its answer will fit."""
    return entry[1].set_running_or_notify_cancel()


def _attempt(connection: sa.Connection, job: Job) -> tuple[Any, BaseException | None]:
    """Run one job in a savepoint, so that its failure is its own.

    Where the disk fails, SQLite ends the whole transaction by itself: then nothing of
    the group may be taken for done, and nothing more may run outside of a transaction.
    """
    try:
        with connection.begin_nested():
            return job(connection), None
    except Exception as error:
        driver: Any = connection.connection.driver_connection
        if not driver.in_transaction:
            raise
        return None, error
