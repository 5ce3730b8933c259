"""The one writer of SQLite: groups, and what a failing job may not do to them."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from fractal_goals.infra.database import sqlite_engine
from fractal_goals.infra.writer import MAX_GROUP, GroupWriter

WAIT = 10


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = sqlite_engine(tmp_path / "file.db")
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE numbers (number INTEGER PRIMARY KEY)")
    yield made
    made.dispose()


@pytest.fixture
def writer(engine: sa.Engine) -> Iterator[GroupWriter]:
    made = GroupWriter(engine)
    yield made
    made.close()


def numbers(engine: sa.Engine) -> list[int]:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT number FROM numbers ORDER BY number")
        return list(found.scalars())


def add(number: int) -> Any:
    def job(connection: sa.Connection) -> int:
        connection.exec_driver_sql("INSERT INTO numbers VALUES (?)", (number,))
        return number

    return job


class Held:
    """Keeps the writer busy with a first job, so that the next ones queue up behind it."""

    def __init__(self, writer: GroupWriter) -> None:
        self._go_on = threading.Event()
        started = threading.Event()

        def wait(_connection: sa.Connection) -> None:
            started.set()
            assert self._go_on.wait(WAIT)

        self.first = writer.submit(wait)
        assert started.wait(WAIT)

    def release(self) -> None:
        """Let the writer go on, and wait until the first job is answered."""
        self._go_on.set()
        self.first.result(WAIT)


def committed(engine: sa.Engine) -> list[None]:
    """Grows by one with each commit."""
    found: list[None] = []
    event.listen(engine, "commit", lambda _connection: found.append(None))
    return found


def test_a_job_alone_is_committed_at_once(engine: sa.Engine, writer: GroupWriter) -> None:
    assert writer.submit(add(1)).result(WAIT) == 1
    assert numbers(engine) == [1]


def test_jobs_that_queue_up_share_one_commit(engine: sa.Engine, writer: GroupWriter) -> None:
    commits = committed(engine)
    held = Held(writer)
    waiting = [writer.submit(add(number)) for number in range(MAX_GROUP - 1)]
    held.release()
    assert [one.result(WAIT) for one in waiting] == list(range(MAX_GROUP - 1))
    assert len(commits) == 1


def test_a_group_has_an_end(engine: sa.Engine, writer: GroupWriter) -> None:
    commits = committed(engine)
    held = Held(writer)
    waiting = [writer.submit(add(number)) for number in range(2 * MAX_GROUP)]
    held.release()
    for one in waiting:
        one.result(WAIT)
    assert len(commits) == 3
    assert numbers(engine) == list(range(2 * MAX_GROUP))


def test_no_answer_leaves_before_the_commit(engine: sa.Engine, writer: GroupWriter) -> None:
    answered_at_commit: list[list[bool]] = []
    held = Held(writer)
    waiting = [writer.submit(add(number)) for number in range(5)]
    event.listen(
        engine,
        "commit",
        lambda _connection: answered_at_commit.append([one.done() for one in waiting]),
    )
    held.release()
    for one in waiting:
        one.result(WAIT)
    assert answered_at_commit == [[False] * 5]


def test_a_failing_job_fails_alone(engine: sa.Engine, writer: GroupWriter) -> None:
    def fails(connection: sa.Connection) -> None:
        add(2)(connection)
        raise LookupError

    held = Held(writer)
    before, bad, twice, after = (writer.submit(job) for job in (add(1), fails, add(1), add(3)))
    held.release()
    assert (before.result(WAIT), after.result(WAIT)) == (1, 3)
    with pytest.raises(LookupError):
        bad.result(WAIT)
    with pytest.raises(sa.exc.IntegrityError):
        twice.result(WAIT)
    assert numbers(engine) == [1, 3]


def test_when_sqlite_ends_the_transaction_nobody_is_told_it_was_done(
    engine: sa.Engine, writer: GroupWriter
) -> None:
    """So it does where the disk is full, in the midst of a group."""

    def disk_full(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ROLLBACK")
        raise OSError

    held = Held(writer)
    group = [writer.submit(job) for job in (add(1), disk_full, add(3))]
    with pytest.raises(sa.exc.OperationalError):
        held.release()
    assert all(one.exception(WAIT) is not None for one in group[:2])
    told_done = [one.result(WAIT) for one in group if one.exception(WAIT) is None]
    assert numbers(engine) == told_done
    assert writer.submit(add(4)).result(WAIT) == 4


def test_a_commit_that_fails_is_told_to_all_and_the_writer_goes_on(
    engine: sa.Engine, writer: GroupWriter
) -> None:
    def dangling(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("INSERT INTO uses VALUES (99)")

    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE uses (number INTEGER REFERENCES numbers)")
    held = Held(writer)
    group = [writer.submit(job) for job in (add(1), dangling)]
    with pytest.raises(sa.exc.IntegrityError):
        held.release()
    assert all(isinstance(one.exception(WAIT), sa.exc.IntegrityError) for one in group)
    assert numbers(engine) == []
    assert writer.submit(add(2)).result(WAIT) == 2


def test_a_cancelled_job_is_not_done_and_harms_nobody(
    engine: sa.Engine, writer: GroupWriter
) -> None:
    held = Held(writer)
    before, cancelled, after = (writer.submit(add(number)) for number in (1, 2, 3))
    assert cancelled.cancel()
    assert not held.first.cancel()
    held.release()
    assert (before.result(WAIT), after.result(WAIT)) == (1, 3)
    assert numbers(engine) == [1, 3]


def test_a_database_that_cannot_be_opened_is_told_and_tried_again(tmp_path: Path) -> None:
    missing = tmp_path / "folder"
    writer = GroupWriter(sqlite_engine(missing / "file.db"))
    with pytest.raises(sa.exc.OperationalError):
        writer.submit(add(1)).result(WAIT)
    missing.mkdir()
    create = "CREATE TABLE numbers (number INTEGER PRIMARY KEY)"
    writer.submit(lambda connection: connection.exec_driver_sql(create).close()).result(WAIT)
    assert writer.submit(add(1)).result(WAIT) == 1
    writer.close()


def test_closing_finishes_what_is_queued_and_takes_no_more(engine: sa.Engine) -> None:
    writer = GroupWriter(engine)
    held = Held(writer)
    waiting = [writer.submit(add(number)) for number in range(10)]
    closing = threading.Thread(target=writer.close)
    closing.start()
    held.release()
    closing.join(WAIT)
    assert [one.result(0) for one in waiting] == list(range(10))
    with pytest.raises(RuntimeError, match="closed"):
        writer.submit(add(99))
