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
MAX_GROUP = 64


class GroupWriter:
    """A thread with the only writing connection."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._queue: queue.SimpleQueue[tuple[Job, Future[Any]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._started = threading.Lock()
        self._closed = False

    def submit(self, job: Callable[[sa.Connection], T]) -> "Future[T]":
        """Queue a job; its future is done when the job's group is committed."""
        if self._closed:
            message = "the writer is closed"
            raise RuntimeError(message)
        with self._started:
            if not self._thread.is_alive():
                self._thread.start()
        future: Future[T] = Future()
        self._queue.put((job, future))
        return future

    def close(self) -> None:
        """Commit what is queued and end the thread."""
        self._closed = True
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def _run(self) -> None:
        with self._engine.connect().execution_options(writes=True) as connection:
            while (first := self._queue.get()) is not None:
                if not self._commit_group(connection, first):
                    return

    def _commit_group(self, connection: sa.Connection, first: tuple[Job, Future[Any]]) -> bool:
        """Run `first` and what waits behind it, commit once, answer all; False at the end."""
        outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
        goes_on = True
        entry: tuple[Job, Future[Any]] | None = first
        try:
            with connection.begin():
                while entry is not None:
                    outcomes.append(_attempt(connection, *entry))
                    if len(outcomes) == MAX_GROUP:
                        break
                    try:
                        entry = self._queue.get_nowait()
                    except queue.Empty:
                        break
                    goes_on = entry is not None
        except BaseException as error:  # noqa: BLE001 - handed to every caller of the group
            waiting = [future for future, _, _ in outcomes] or [first[1]]
            outcomes = [(future, None, error) for future in waiting]
        for future, result, failure in outcomes:
            if failure is None:
                future.set_result(result)
            else:
                future.set_exception(failure)
        return goes_on


def _attempt(
    connection: sa.Connection, job: Job, future: "Future[Any]"
) -> tuple["Future[Any]", Any, BaseException | None]:
    """Run one job in a savepoint, so that its failure is its own."""
    try:
        with connection.begin_nested():
            return future, job(connection), None
    except Exception as error:  # noqa: BLE001 - re-raised in the caller through its future
        return future, None, error
