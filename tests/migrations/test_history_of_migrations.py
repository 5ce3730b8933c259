"""Every step of the schema's history, from nothing to head and back."""

import re

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from fractal_goals.infra import migrations
from fractal_goals.infra.migrations import State
from fractal_goals.infra.shape import differences
from fractal_goals.tables import metadata
from tests.migrations.populate import POPULATED
from tests.migrations.rows import broken_references, counts, populate

REVISIONS = migrations.revisions()


def test_numbers_of_files_tell_what_alembic_reads_in_them() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.scripts()))
    scripts = ScriptDirectory.from_config(config)
    chain = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(chain)) == REVISIONS
    assert scripts.get_heads() == [migrations.head()]


def test_an_empty_database_becomes_what_the_models_say(engine: sa.Engine) -> None:
    assert migrations.state(engine) is State.EMPTY
    migrations.upgrade(engine)
    assert migrations.state(engine) is State.CURRENT
    assert migrations.current(engine) == migrations.head()
    assert differences(engine, metadata) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_one_down_and_up_again_is_the_same(engine: sa.Engine, revision: str) -> None:
    migrations.upgrade(engine, revision)
    if revision != REVISIONS[0]:  # Below the first there is nothing that could hold rows.
        populate(engine, revision)
    shape, rows = differences(engine, metadata), counts(engine)
    migrations.downgrade(engine, "-1")
    assert migrations.current(engine) != revision
    migrations.upgrade(engine, revision)
    assert differences(engine, metadata) == shape
    assert counts(engine) == rows
    assert broken_references(engine) == []


def test_all_the_way_down_leaves_no_table(engine: sa.Engine) -> None:
    migrations.upgrade(engine)
    migrations.downgrade(engine, "base")
    assert counts(engine) == {}
    assert migrations.state(engine) is State.EMPTY


def test_rows_are_kept_of_every_revision() -> None:
    """A new revision brings its rows: `python -m tests.migrations.populate`."""
    assert sorted(file.stem for file in POPULATED.glob("*.sql")) == list(REVISIONS)


@pytest.mark.parametrize("revision", REVISIONS)
def test_rows_of_every_revision_arrive_at_head(engine: sa.Engine, revision: str) -> None:
    migrations.upgrade(engine, revision)
    populate(engine, revision)
    before = counts(engine)
    assert [name for name, number in before.items() if number == 0] == []
    migrations.upgrade(engine)
    after = counts(engine)
    assert {name: after.get(name) for name in before} == before
    assert broken_references(engine) == []
    assert differences(engine, metadata) == []


CHANGES = {
    "a missing index": ("DROP INDEX ix_goals_parent", r"missing: CREATE INDEX ix_goals_parent "),
    "an index of another kind": (
        "CREATE UNIQUE INDEX extra ON goals (root_id, name)",
        r"unexpected: CREATE UNIQUE INDEX extra ",
    ),
    "an additional column": (
        "ALTER TABLE goals ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'",
        r"unexpected: goals[.:] ?mood (TEXT|text).*'calm'",
    ),
    "a missing table": ("DROP TABLE target_conditions", r"missing: target_conditions[.:]"),
}
POSTGRES_CHANGES = {
    "a missing rule": (
        "ALTER TABLE goals DROP CONSTRAINT ck_goals_deadline",
        r"missing: goals: ck_goals_deadline CHECK",
    ),
    "a weaker reference": (
        """ALTER TABLE targets DROP CONSTRAINT fk_targets_root_id_goal_id,
        ADD CONSTRAINT fk_targets_root_id_goal_id
        FOREIGN KEY (root_id, goal_id) REFERENCES goals (root_id, id)""",
        r"missing: targets: fk_targets_root_id_goal_id FOREIGN KEY .* ON DELETE CASCADE",
    ),
    "another type": (
        "ALTER TABLE metric_values ALTER COLUMN value TYPE numeric",
        r"missing: metric_values.value double precision NOT NULL",
    ),
}


@pytest.mark.parametrize("change", [*CHANGES, *POSTGRES_CHANGES])
def test_a_difference_from_the_models_is_told(engine: sa.Engine, change: str) -> None:
    if change in POSTGRES_CHANGES and engine.dialect.name == "sqlite":
        return
    statement, expected = (CHANGES | POSTGRES_CHANGES)[change]
    migrations.upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    found = differences(engine, metadata)
    assert any(re.match(expected, line) for line in found), found
