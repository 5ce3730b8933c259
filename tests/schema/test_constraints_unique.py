"""What may be there once is there once: among living rows, ignoring case, NULLs being equal."""

import pytest
import sqlalchemy as sa

from fractal_goals.tables import metadata
from tests.schema.garden import ABROAD, HOME, NOW, Garden, Row, table
from tests.schema.violations import Violation, refusal

TRASHED: Row = {"deleted_at": NOW, "deletion_id": "d"}
INDEXES = {
    str(index.name): of.name
    for of in metadata.tables.values()
    for index in of.indexes
    if index.unique
}
LIVING_NAMES = sorted(name for name in INDEXES if name.endswith("_living_name"))
# A row of these holds the values that another may not have.
OTHERS = {
    "uq_goals_living_root_name",
    "uq_metric_values_living_place",
    "uq_users_email",
    "uq_users_username",
}


def test_every_unique_index_has_its_test() -> None:
    assert {*LIVING_NAMES, *OTHERS} == INDEXES.keys()


def test_the_only_unique_constraint_is_the_anchor_of_owners() -> None:
    """Its first column is the primary key: it exists to be pointed at, and can never be broken."""
    found = {
        str(constraint.name)
        for of in metadata.tables.values()
        for constraint in of.constraints
        if isinstance(constraint, sa.UniqueConstraint)
    }
    assert found == {"uq_fractals_root_id_user_id"}


def assert_taken(garden: Garden, index: str, row: Row) -> None:
    """The row is refused, by this index."""
    found = refusal(garden.connection, sa.insert(table(INDEXES[index])), row)
    assert found == Violation("unique", index)


@pytest.mark.parametrize("index", LIVING_NAMES)
def test_a_name_is_taken_once_among_living_rows(garden: Garden, index: str) -> None:
    of = INDEXES[index]
    first = garden.plant(of, name="Scales")
    scope = {"activity_id": first["activity_id"]} if "activity_id" in first else {}
    for name in ("Scales", "scales", "SCALES"):
        assert_taken(garden, index, garden.row(of, name=name, **scope))
    garden.plant(of, name="Scales", **scope, **TRASHED)
    garden.plant(of, name="Scales 2", **scope)
    garden.plant(of, name="Scales", root_id=ABROAD)
    if scope:
        garden.plant(of, name="Scales")


@pytest.mark.parametrize("index", LIVING_NAMES)
def test_a_trashed_name_is_free_and_comes_back_only_if_it_is(garden: Garden, index: str) -> None:
    of = table(INDEXES[index])
    old = garden.plant(of.name, name="Scales", **TRASHED)
    scope = {"activity_id": old["activity_id"]} if "activity_id" in old else {}
    garden.plant(of.name, name="scales", **scope)
    restore = sa.update(of).where(of.c.id == old["id"]).values(deleted_at=None, deletion_id=None)
    assert refusal(garden.connection, restore) == Violation("unique", index)


def test_a_root_name_is_taken_once_per_owner(garden: Garden) -> None:
    index = "uq_goals_living_root_name"
    me = garden.plant("users")["id"]

    def root(name: str, owner: str, **more: object) -> Row:
        root_id = garden.plant("fractals", user_id=owner)["root_id"]
        own = {"root_id": root_id, "id": root_id, "type": "UltimateGoal", "user_id": owner}
        return garden.row("goals", **own, parent_goal_id=None, name=name, **more)

    first = root("Piano", me)
    goals = sa.insert(table("goals"))
    garden.connection.execute(goals, first)
    assert_taken(garden, index, root("piano", me))
    for allowed in (
        root("piano", me, **TRASHED),
        root("Violin", me),
        root("Piano", garden.plant("users")["id"]),
        garden.row("goals", root_id=first["root_id"], parent_goal_id=first["id"], name="Piano"),
    ):
        garden.connection.execute(goals, allowed)


@pytest.mark.parametrize("column", ["username", "email"])
def test_a_person_is_known_by_one_name_and_address(garden: Garden, column: str) -> None:
    garden.plant("users", **{column: "Ada@example.org"})
    assert_taken(garden, f"uq_users_{column}", garden.row("users", **{column: "ada@EXAMPLE.org"}))
    garden.plant("users", email=None)
    garden.plant("users", email=None)


@pytest.mark.parametrize("with_set", [True, False], ids=["in a set", "outside sets"])
@pytest.mark.parametrize("with_split", [True, False], ids=["in a split", "without split"])
def test_a_place_holds_one_living_value(
    garden: Garden, *, with_set: bool, with_split: bool
) -> None:
    row = garden.row("metric_values")
    if with_set:
        instance = row["activity_instance_id"]
        its_set = garden.plant("activity_sets", activity_instance_id=instance)
        row["activity_set_id"] = its_set["id"]
    if with_split:
        row["split_definition_id"] = garden.plant("split_definitions")["id"]
    garden.connection.execute(sa.insert(table("metric_values")), row)
    index = "uq_metric_values_living_place"
    assert_taken(garden, index, row | {"id": "again"})
    for elsewhere in (
        TRASHED,
        {"metric_definition_id": garden.plant("metric_definitions")["id"]},
        {"split_definition_id": garden.plant("split_definitions")["id"]},
        {"activity_instance_id": garden.plant("activity_instances")["id"], "activity_set_id": None},
    ):
        other = row | {"id": garden.row("metric_values")["id"]} | elsewhere
        garden.connection.execute(sa.insert(table("metric_values")), other)


def test_a_value_lies_in_a_set_of_its_own_instance(garden: Garden) -> None:
    elsewhere = garden.plant("activity_sets", root_id=HOME)
    row = garden.row("metric_values") | {"activity_set_id": elsewhere["id"]}
    found = refusal(garden.connection, sa.insert(table("metric_values")), row)
    assert found.kind == "foreign key"
