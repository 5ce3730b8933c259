"""Connections and transactions: keys are checked, writers wait, readers do not."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from fractal_goals.infra.database import Database, make_engine
from fractal_goals.infra.settings import load
from fractal_goals.infra.work import Actor, Work

ME = Actor("me")
NUMBERS = sa.table("numbers", sa.column("number"))


@pytest.fixture
def engine(unmigrated_url: str, tmp_path: Path) -> Iterator[sa.Engine]:
    made = make_engine(load({"DATABASE_URL": unmigrated_url}, tmp_path))
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE numbers (number INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE uses (number INTEGER REFERENCES numbers)")
    yield made
    made.dispose()


@pytest.fixture
def database(engine: sa.Engine) -> Iterator[Database]:
    made = Database(engine)
    yield made
    made.close()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[sa.Engine]:
    made = make_engine(load({"DATABASE_URL": f"sqlite:///{tmp_path / 'file.db'}"}, tmp_path))
    yield made
    made.dispose()


def numbers(database: Database) -> list[int]:
    query = sa.select(NUMBERS.c.number).order_by(NUMBERS.c.number)
    return database.run_read(ME, lambda work: [int(row.number) for row in work.rows(query)])


def add(number: int) -> Callable[[Work], int]:
    def command(work: Work) -> int:
        work.connection.execute(sa.insert(NUMBERS).values(number=number))
        return number

    return command


def test_no_engine_opens_anything_before_it_is_used(tmp_path: Path) -> None:
    make_engine(load({"DATABASE_URL": f"sqlite:///{tmp_path / 'file.db'}"}, tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_every_connection_of_sqlite_checks_foreign_keys_and_is_durable(sqlite: sa.Engine) -> None:
    connections = [sqlite.connect() for _ in range(3)]
    for connection in connections:
        asked = ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
        full = 2
        assert found == [1, "wal", full, 10_000]
    for connection in connections:
        connection.close()


def test_a_row_that_points_at_nothing_is_refused(database: Database) -> None:
    def dangling(work: Work) -> None:
        work.connection.exec_driver_sql("INSERT INTO uses VALUES (7)")

    with pytest.raises(sa.exc.IntegrityError):
        database.run_write(ME, dangling)


def test_a_write_takes_the_lock_at_once_and_a_read_takes_none(sqlite: sa.Engine) -> None:
    begun: list[str] = []
    event.listen(
        sqlite, "before_cursor_execute", lambda *arguments: begun.append(str(arguments[2]))
    )
    with sqlite.connect() as reader, reader.begin():
        pass
    with sqlite.connect().execution_options(writes=True) as writer, writer.begin():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other_process(sqlite).execute("BEGIN IMMEDIATE")
        other_process(sqlite).execute("BEGIN")
    assert begun == ["BEGIN", "BEGIN IMMEDIATE"]


def other_process(engine: sa.Engine) -> sqlite3.Connection:
    """A connection that does not wait."""
    assert engine.url.database is not None
    return sqlite3.connect(engine.url.database, timeout=0, isolation_level=None)


def test_readers_see_what_was_committed_while_a_write_goes_on(database: Database) -> None:
    database.run_write(ME, add(1))
    inside, go_on = threading.Event(), threading.Event()

    def slow(work: Work) -> None:
        add(2)(work)
        inside.set()
        assert go_on.wait(10)

    writing = threading.Thread(target=database.run_write, args=(ME, slow))
    writing.start()
    assert inside.wait(10)
    assert numbers(database) == [1]
    go_on.set()
    writing.join()
    assert numbers(database) == [1, 2]


def test_what_a_failing_command_wrote_is_gone(database: Database) -> None:
    def fails(work: Work) -> None:
        add(1)(work)
        raise LookupError

    with pytest.raises(LookupError):
        database.run_write(ME, fails)
    assert numbers(database) == []
    assert database.run_write(ME, add(2)) == 2


def test_steps_before_the_commit_see_the_work_and_can_refuse_it(engine: sa.Engine) -> None:
    seen: list[Work] = []

    def step(work: Work) -> None:
        seen.append(work)
        if work.request_id == "bad":
            raise LookupError

    database = Database(engine, [step])
    database.run_write(ME, add(1), request_id="good")
    with pytest.raises(LookupError):
        database.run_write(ME, add(2), request_id="bad")
    assert [work.request_id for work in seen] == ["good", "bad"]
    assert numbers(database) == [1]
    database.close()


def test_many_writers_at_once_all_get_through(database: Database) -> None:
    async def everyone() -> list[int]:
        return await asyncio.gather(*(database.write(ME, add(number)) for number in range(100)))

    assert asyncio.run(everyone()) == list(range(100))
    assert numbers(database) == list(range(100))


def test_a_request_given_up_does_not_stop_the_others(database: Database) -> None:
    async def impatient() -> int:
        given_up = [asyncio.ensure_future(database.write(ME, add(n))) for n in range(1, 50)]
        await asyncio.sleep(0)
        for one in given_up:
            one.cancel()
        await asyncio.gather(*given_up, return_exceptions=True)
        return await database.write(ME, add(0))

    assert asyncio.run(impatient()) == 0
    assert 0 in numbers(database)
