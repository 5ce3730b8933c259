"""What a fractal's rows need to lie together, on one machine and on Citus.

`root_id` leads every key, every reference and every unique index of the fractal-scoped
tables, and no trigger stands on them.
"""

import pytest
import sqlalchemy as sa

from fractal_goals.tables import metadata

# On Citus these are copied to every node; all others are distributed by `root_id`.
REFERENCE = {"users", "fractals", "memberships"}
SCOPED = sorted(metadata.tables.keys() - REFERENCE)
POSTGRES_NAME = 63
# A root's name is unique per owner, whose fractals may lie on different nodes: there the
# index gets `root_id` too, and the command checks.
PER_OWNER = {"uq_goals_living_root_name"}


def names(columns: object) -> list[str]:
    return [column.name for column in columns]  # type: ignore[attr-defined]


def expressions(index: sa.Index) -> list[str]:
    return [getattr(part, "name", None) or str(part) for part in index.expressions]


@pytest.mark.parametrize("name", SCOPED)
def test_root_id_leads_the_primary_key(name: str) -> None:
    assert names(metadata.tables[name].primary_key)[0] == "root_id"


@pytest.mark.parametrize("name", SCOPED)
def test_root_id_leads_every_foreign_key_on_both_sides(name: str) -> None:
    for key in metadata.tables[name].foreign_key_constraints:
        assert key.column_keys[0] == "root_id", key.name
        assert key.elements[0].column.name == "root_id", key.name


@pytest.mark.parametrize("name", SCOPED)
def test_root_id_leads_every_index(name: str) -> None:
    for index in metadata.tables[name].indexes:
        if index.name not in PER_OWNER:
            assert expressions(index)[0] == "root_id", index.name


@pytest.mark.parametrize("name", SCOPED)
def test_a_scoped_table_points_at_its_fractal(name: str) -> None:
    targets = [
        key.referred_table.name
        for key in metadata.tables[name].foreign_key_constraints
        if key.column_keys == ["root_id"]
    ]
    assert targets == ["fractals"]


def test_sqlite_stores_rows_in_the_order_of_their_keys() -> None:
    with_rowid = [
        name for name, of in metadata.tables.items() if of.dialect_options["sqlite"]["with_rowid"]
    ]
    assert with_rowid == []


def test_every_constraint_has_a_name_that_postgresql_keeps_whole() -> None:
    for of in metadata.tables.values():
        parts: list[sa.Constraint | sa.Index] = [*of.constraints, *of.indexes]
        for part in parts:
            assert part.name is not None, (of.name, part)
            assert len(str(part.name)) <= POSTGRES_NAME, part.name


def test_no_trigger_stands_on_any_table_but_the_history_of_sqlite(
    connection: sa.Connection,
) -> None:
    if connection.dialect.name == "sqlite":
        question = "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        expected = ["history"]
    else:
        question = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        expected = []
    assert list(connection.exec_driver_sql(question).scalars()) == expected
