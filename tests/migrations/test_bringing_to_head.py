"""What a start does with the database that it finds."""

import itertools
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from fractal_goals.infra import migrations
from fractal_goals.infra.database import make_engine
from fractal_goals.infra.migrations import State, bring_to_head
from fractal_goals.infra.settings import Settings
from fractal_goals.infra.shape import differences
from fractal_goals.kit.errors import Conflict, Problem
from fractal_goals.tables import metadata
from tests.migrations.conftest import NEXT, Future
from tests.migrations.rows import broken_references, counts, everything, populate

# The rebuilt table has none of the indexes that reflection cannot read.
pytestmark = pytest.mark.filterwarnings("ignore:Skipped unsupported reflection")


def test_an_empty_database_is_made_without_a_copy(engine: sa.Engine, settings: Settings) -> None:
    assert bring_to_head(engine, settings) is None
    assert migrations.state(engine) is State.CURRENT
    assert not (settings.data_dir / "backups").exists()


def test_a_current_database_is_known_by_one_select(engine: sa.Engine, settings: Settings) -> None:
    bring_to_head(engine, settings)
    asked: list[str] = []
    event.listen(
        engine, "before_cursor_execute", lambda *arguments: asked.append(str(arguments[2]))
    )
    assert bring_to_head(engine, settings) is None
    assert [text for text in asked if text != "BEGIN"] == [
        "SELECT version_num FROM alembic_version"
    ]


def test_a_current_database_is_known_without_alembic(sqlite_url: str) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from fractal_goals.infra import migrations, settings\n"
        "from fractal_goals.infra.database import make_engine\n"
        "found = settings.load({'DATABASE_URL': sys.argv[1]}, Path('unused'))\n"
        "migrations.bring_to_head(make_engine(found), found)\n"
        "sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, sqlite_url], check=True)


def test_an_older_database_is_copied_and_migrated_with_all_its_rows(
    engine: sa.Engine, settings: Settings, future: Future
) -> None:
    migrations.upgrade(engine)
    populate(engine, migrations.head())
    before, shape = everything(engine), differences(engine, metadata)
    future.begin()
    assert migrations.state(engine) is State.OLDER
    copy = bring_to_head(engine, settings)
    assert migrations.current(engine) == NEXT
    assert {name: len(rows) for name, rows in before.items()} == counts(engine)
    assert broken_references(engine) == []
    found = [line.lower().replace(".", ": ") for line in differences(engine, metadata)]
    assert found == [*shape, "unexpected: activity_sets: mood text"]
    if engine.dialect.name == "sqlite":
        assert copy is not None
        assert copy.parent == settings.data_dir / "backups"
        assert_same_rows(copy, before)
    else:
        assert copy is None
    migrations.downgrade(engine, "-1")
    assert everything(engine) == before


def assert_same_rows(copy: object, rows: object) -> None:
    engine = sa.create_engine(f"sqlite:///{copy}")
    try:
        assert everything(engine) == rows
    finally:
        engine.dispose()


def test_a_migration_that_fails_changes_nothing(
    engine: sa.Engine, settings: Settings, future: Future
) -> None:
    migrations.upgrade(engine)
    populate(engine, migrations.head())
    before = everything(engine)
    future.begin(then="op.execute('INSERT INTO no_such_table VALUES (1)')")
    with pytest.raises(sa.exc.DBAPIError, match="no_such_table"):
        bring_to_head(engine, settings)
    assert everything(engine) == before
    assert differences(engine, metadata) == []
    assert migrations.state(engine) is State.OLDER


def test_a_migration_that_leaves_dangling_rows_changes_nothing(
    engine: sa.Engine, settings: Settings, future: Future
) -> None:
    """SQLite checks no key while tables are rebuilt; so all are checked before the commit."""
    migrations.upgrade(engine)
    populate(engine, migrations.head())
    before = everything(engine)
    future.begin(then="""op.execute("DELETE FROM users WHERE id = 'id-1'")""")
    with pytest.raises((Problem, sa.exc.IntegrityError), match=r"point at nothing|foreign key"):
        bring_to_head(engine, settings)
    assert everything(engine) == before


def test_foreign_keys_are_on_again_after_a_migration(engine: sa.Engine, settings: Settings) -> None:
    bring_to_head(engine, settings)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_newer_database_is_left_alone(engine: sa.Engine, settings: Settings) -> None:
    migrations.upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9998'")
    assert migrations.state(engine) is State.NEWER
    with pytest.raises(Conflict, match="revision 9998") as caught:
        bring_to_head(engine, settings)
    assert caught.value.code == "database_newer"
    assert migrations.current(engine) == "9998"


def test_a_database_of_another_program_is_left_alone(engine: sa.Engine, settings: Settings) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(Conflict, match="another program") as caught:
        bring_to_head(engine, settings)
    assert caught.value.code == "database_foreign"
    assert counts(engine) == {"recipes": 0}


def test_two_servers_that_start_at_once_migrate_once(engine: sa.Engine, settings: Settings) -> None:
    others = [make_engine(settings) for _ in range(3)]
    with ThreadPoolExecutor(len(others)) as threads:
        list(threads.map(migrations.upgrade, others))
    for other in others:
        other.dispose()
    assert migrations.state(engine) is State.CURRENT
    assert differences(engine, metadata) == []


@pytest.mark.parametrize("moment", range(1, 7))
def test_another_start_may_make_the_tables_between_any_two_looks(
    engine: sa.Engine, settings: Settings, moment: int
) -> None:
    other, looks = make_engine(settings), itertools.count(1)

    def look(*_: object) -> None:
        if next(looks) == moment:
            migrations.upgrade(other)

    event.listen(engine, "before_cursor_execute", look)
    assert migrations.state(engine) in {State.EMPTY, State.CURRENT}
    event.remove(engine, "before_cursor_execute", look)
    other.dispose()
    assert bring_to_head(engine, settings) is None
    assert migrations.state(engine) is State.CURRENT
