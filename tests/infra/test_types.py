"""Instants and documents mean the same on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fractal_goals.infra.database import make_engine
from fractal_goals.infra.settings import load
from fractal_goals.infra.types import Id, Instant, Json
from tests.support.databases import Databases

THINGS = sa.Table(
    "things",
    sa.MetaData(),
    sa.Column("number", sa.Integer),
    sa.Column("id", Id),
    sa.Column("at", Instant),
    sa.Column("document", Json),
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(
    datetime(1, 1, 3),  # noqa: DTZ001 - Hypothesis wants bounds without a zone
    datetime(9999, 12, 29),  # noqa: DTZ001
    timezones=ZONES,
)
DOCUMENTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abcä", max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
many = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[sa.Engine]:
    folder = tmp_path_factory.mktemp("types")
    if request.param == "sqlite":
        yield from _with_table(databases.sqlite(folder, migrated=False), folder)
    else:
        with databases.postgresql(migrated=False) as url:
            yield from _with_table(url, folder)


def _with_table(url: str, folder: Path) -> Iterator[sa.Engine]:
    engine = make_engine(load({"DATABASE_URL": url}, folder))
    THINGS.metadata.create_all(engine)
    yield engine
    engine.dispose()


def stored(engine: sa.Engine, column: sa.Column[Any], values: list[Any]) -> list[Any]:
    """What comes back, in the order of the column."""
    with engine.connect() as connection, connection.begin() as transaction:
        connection.execute(sa.insert(THINGS), [{column.name: value} for value in values])
        found = connection.execute(sa.select(column).order_by(column)).scalars().all()
        transaction.rollback()
    return list(found)


@many
@given(moments=st.lists(INSTANTS, min_size=1, max_size=8))
def test_instants_come_back_aware_and_sort_as_time_does(
    engine: sa.Engine, moments: list[datetime]
) -> None:
    found = stored(engine, THINGS.c.at, moments)
    assert found == sorted(moments)
    assert {moment.utcoffset() for moment in found} == {timedelta(0)}


def test_an_instant_of_another_zone_finds_itself(engine: sa.Engine) -> None:
    noon = datetime(2026, 1, 31, 12, 0, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    with engine.connect() as connection, connection.begin() as transaction:
        connection.execute(sa.insert(THINGS), {"number": 1, "at": noon})
        same = sa.select(THINGS.c.number).where(THINGS.c.at == noon.astimezone(UTC))
        assert connection.scalar(same) == 1
        transaction.rollback()


def test_no_instant_is_no_instant(engine: sa.Engine) -> None:
    assert stored(engine, THINGS.c.at, [None]) == [None]


def test_a_naive_instant_is_refused(engine: sa.Engine) -> None:
    naive = datetime(2026, 1, 31, 12, 0)  # noqa: DTZ001 - that is the point
    with pytest.raises(sa.exc.StatementError, match="naive instant"):
        stored(engine, THINGS.c.at, [naive])


def test_sqlite_keeps_an_instant_as_text_of_one_width(tmp_path: Path) -> None:
    engine = make_engine(load({"DATABASE_URL": f"sqlite:///{tmp_path / 'one.db'}"}, tmp_path))
    THINGS.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(sa.insert(THINGS), {"at": datetime(2026, 1, 31, 9, 30, tzinfo=UTC)})
        found = connection.exec_driver_sql("SELECT at, typeof(at) FROM things").one()
    engine.dispose()
    assert tuple(found) == ("2026-01-31T09:30:00.000000Z", "text")


@many
@given(document=DOCUMENTS.filter(lambda document: document is not None))
def test_documents_come_back_as_they_were(engine: sa.Engine, document: Any) -> None:
    with engine.connect() as connection, connection.begin() as transaction:
        connection.execute(sa.insert(THINGS), {"document": document})
        assert connection.scalar(sa.select(THINGS.c.document)) == document
        transaction.rollback()


def test_ids_sort_byte_by_byte(engine: sa.Engine) -> None:
    ids = ["b", "B", "a_", "a-", "a", "10", "9", "Z"]
    assert stored(engine, THINGS.c.id, ids) == sorted(ids)
