"""Session templates: plans of sections and activities, in order."""

from typing import Any

import sqlalchemy as sa

from fractal_goals.infra.work import Actor, Work
from fractal_goals.planning.queries import PlannedActivity, PlannedSection, template_plan
from tests.support.api import FractalApi, new_fractal

TEMPLATES = "/templates"
Plan = list[tuple[str, list[str]]]


def plan_of(row: Any) -> Plan:
    """A template's sections and the names of their activities."""
    return [
        (section["name"], [one["name"] for one in section["activities"]])
        for section in row["sections"]
    ]


def entries(*ids: str) -> list[dict[str, str]]:
    """Activities as a body lists them."""
    return [{"activity_definition_id": one} for one in ids]


def morning(fractal: FractalApi, drills: dict[str, str]) -> Any:
    """A template of two sections."""
    return fractal.make(
        TEMPLATES,
        name=" Morning ",
        description="Before breakfast",
        sections=[
            {
                "name": " Warm-up ",
                "planned_duration_seconds": 600,
                "activities": entries(drills["Scales"], drills["Étude"], drills["Scales"]),
            },
            {"name": "Piece", "activities": entries(drills["Fugue"])},
        ],
    )


def test_a_template_is_made_in_order_and_may_name_an_activity_twice(
    fractal: FractalApi, drills: dict[str, str]
) -> None:
    row = morning(fractal, drills)
    assert (row["name"], row["description"], row["version"]) == ("Morning", "Before breakfast", 1)
    assert plan_of(row) == [("Warm-up", ["Scales", "Étude", "Scales"]), ("Piece", ["Fugue"])]
    warm_up, piece = row["sections"]
    assert (warm_up["planned_duration_seconds"], warm_up["sort_order"]) == (600, 0)
    assert (piece["planned_duration_seconds"], piece["sort_order"]) == (None, 1)
    assert [one["sort_order"] for one in warm_up["activities"]] == [0, 1, 2]
    assert warm_up["activities"][0]["activity_definition_id"] == drills["Scales"]
    assert warm_up["activities"][0]["id"] != warm_up["activities"][2]["id"]


def test_a_template_may_be_empty(fractal: FractalApi) -> None:
    assert fractal.make(TEMPLATES, name="Empty")["sections"] == []


def test_an_edit_keeps_what_it_omits(fractal: FractalApi, drills: dict[str, str]) -> None:
    row = morning(fractal, drills)
    path = f"{TEMPLATES}/{row['id']}"
    edited = fractal.edit(path, name="Evening", description=None)
    assert edited["sections"] == row["sections"]
    assert (edited["name"], edited["description"], edited["version"]) == ("Evening", None, 2)
    warm_up, piece = ({"id": section["id"]} for section in row["sections"])
    reordered = fractal.edit(path, sections=[piece, {**warm_up, "planned_duration_seconds": None}])
    assert plan_of(reordered) == [("Piece", ["Fugue"]), ("Warm-up", ["Scales", "Étude", "Scales"])]
    assert reordered["sections"][1]["planned_duration_seconds"] is None
    assert reordered["version"] == 3
    same = [{"id": section["id"], "name": section["name"]} for section in reordered["sections"]]
    assert fractal.edit(path, sections=same) == reordered


def test_rows_with_their_ids_stay_the_same_rows_and_move(
    fractal: FractalApi, drills: dict[str, str], engine: sa.Engine
) -> None:
    row = morning(fractal, drills)
    warm_up, piece = row["sections"]
    first, second, third = warm_up["activities"]
    edited = fractal.edit(
        f"{TEMPLATES}/{row['id']}",
        sections=[
            {"name": "New", "activities": [{"id": third["id"]}, *entries(drills["Fugue"])]},
            {
                "id": piece["id"],
                "activities": [
                    {"id": second["id"], "activity_definition_id": drills["Fugue"]},
                    {"id": first["id"]},
                ],
            },
        ],
    )
    assert plan_of(edited) == [("New", ["Scales", "Fugue"]), ("Piece", ["Fugue", "Scales"])]
    new, kept = edited["sections"]
    assert kept["id"] == piece["id"]
    assert new["activities"][0]["id"] == third["id"]
    assert [one["id"] for one in kept["activities"]] == [second["id"], first["id"]]
    deletions = set()
    with engine.connect() as connection:
        for table, gone in (
            ("template_sections", warm_up["id"]),
            ("template_activities", piece["activities"][0]["id"]),
        ):
            query = f"SELECT id, deletion_id FROM {table} WHERE deleted_at IS NOT NULL"  # noqa: S608
            ((row_id, deletion_id),) = connection.exec_driver_sql(query).all()
            assert row_id == gone
            deletions.add(deletion_id)
    assert len(deletions) == 1
    assert fractal.restore(deletions.pop()).status_code == 204
    back = plan_of(fractal.read(f"{TEMPLATES}/{row['id']}"))
    assert sorted(back) == sorted(
        [("New", ["Scales", "Fugue"]), ("Warm-up", []), ("Piece", ["Fugue", "Fugue", "Scales"])]
    )


def test_a_trashed_activity_is_left_out_and_keeps_its_place(
    fractal: FractalApi, drills: dict[str, str]
) -> None:
    row = morning(fractal, drills)
    path = f"{TEMPLATES}/{row['id']}"
    deletion = fractal.remove(f"/activities/{drills['Scales']}")
    without = fractal.read(path)
    assert plan_of(without) == [("Warm-up", ["Étude"]), ("Piece", ["Fugue"])]
    assert fractal.items(TEMPLATES) == [without]
    # A list that is sent cannot leave out what it cannot see.
    sections = [
        {"id": section["id"], "activities": [{"id": one["id"]} for one in section["activities"]]}
        for section in without["sections"]
    ]
    assert plan_of(fractal.edit(path, sections=sections)) == plan_of(without)
    fractal.restore(deletion)
    assert sorted(plan_of(fractal.read(path))[0][1]) == ["Scales", "Scales", "Étude"]
    hidden = row["sections"][0]["activities"][0]["id"]
    fractal.remove(f"/activities/{drills['Scales']}")
    stolen = [{"name": "New", "activities": [{"id": hidden}]}]
    assert fractal.refusal("PATCH", path, {"sections": stolen}) == (
        422,
        "unknown_id",
        "/sections/0/activities/0/id",
    )


def test_a_trashed_activity_cannot_be_planned(fractal: FractalApi, drills: dict[str, str]) -> None:
    fractal.remove(f"/activities/{drills['Scales']}")
    foreign = new_fractal(fractal.client).make("/activities", name="Foreign")["id"]
    row = fractal.make(TEMPLATES, name="Morning")
    for activity_id in (drills["Scales"], foreign, "absent", ""):
        sections = [{"name": "A", "activities": entries(drills["Fugue"], activity_id)}]
        for method, path in (("POST", TEMPLATES), ("PATCH", f"{TEMPLATES}/{row['id']}")):
            assert fractal.refusal(method, path, {"name": "B", "sections": sections}) == (
                422,
                "unknown_id",
                "/sections/0/activities/1/activity_definition_id",
            )


def test_templates_are_listed_by_name(fractal: FractalApi) -> None:
    for name in ("b", "A", "d", "C", "e"):
        fractal.make(TEMPLATES, name=name)
    assert [row["name"] for row in fractal.items(TEMPLATES)] == ["A", "b", "C", "d", "e"]


def test_a_taken_name_is_refused_and_a_deleted_one_is_free(fractal: FractalApi) -> None:
    row = fractal.make(TEMPLATES, name="Übung")
    other = fractal.make(TEMPLATES, name="Other")
    taken = (409, "name_taken", "/name")
    assert fractal.refusal("POST", TEMPLATES, {"name": "übung"}) == taken
    assert fractal.refusal("PATCH", f"{TEMPLATES}/{other['id']}", {"name": "ÜBUNG"}) == taken
    assert fractal.edit(f"{TEMPLATES}/{row['id']}", name="übung")["name"] == "übung"
    deletion = fractal.remove(f"{TEMPLATES}/{row['id']}")
    fractal.make(TEMPLATES, name="ÜBUNG")
    assert fractal.restore(deletion).json()["code"] == "name_taken"


def test_a_deleted_template_is_nowhere_and_comes_back_whole(
    fractal: FractalApi, drills: dict[str, str]
) -> None:
    row = morning(fractal, drills)
    path = f"{TEMPLATES}/{row['id']}"
    deletion = fractal.remove(path)
    assert fractal.items(TEMPLATES) == []
    assert fractal.refusal("PATCH", path, {"name": "X"})[0] == 404
    assert fractal.refusal("DELETE", path)[0] == 404
    assert fractal.restore(deletion).status_code == 204
    assert fractal.read(path)["sections"] == row["sections"]


def test_a_retry_makes_nothing_new(fractal: FractalApi, drills: dict[str, str]) -> None:
    section = {"id": "s", "name": "A", "activities": [{"id": "e", **entries(drills["Fugue"])[0]}]}
    body = {"id": "morning", "name": "Morning", "sections": [section]}
    made = fractal.make(TEMPLATES, **body)
    assert made["sections"][0]["id"] == "s"
    assert made["sections"][0]["activities"][0]["id"] == "e"
    fractal.edit(f"{TEMPLATES}/morning", sections=[])
    again = fractal.ask("POST", TEMPLATES, body)
    assert (again.status_code, again.json()["sections"]) == (200, [])
    assert fractal.refusal("POST", TEMPLATES, {**body, "sections": []}) == (409, "id_taken", "-")


def test_a_stale_change_is_refused(fractal: FractalApi, drills: dict[str, str]) -> None:
    row = morning(fractal, drills)
    path = f"{TEMPLATES}/{row['id']}"
    assert fractal.edit(path, sections=[])["version"] == 2
    stale = (412, "stale", "-")
    assert fractal.refusal("PATCH", path, {"name": "X"}, if_match='"1"') == stale
    assert fractal.refusal("DELETE", path, if_match='"1"') == stale
    assert fractal.ask("DELETE", path, if_match='"2"').status_code == 204


def test_a_session_starts_from_what_lives_of_a_plan(
    fractal: FractalApi, drills: dict[str, str], engine: sa.Engine
) -> None:
    row = morning(fractal, drills)
    fractal.remove(f"/activities/{drills['Étude']}")
    with engine.connect() as connection:
        work = Work(connection, Actor("nobody"), entered=fractal.id)
        found = template_plan(work, row["id"])
        assert template_plan(work, "absent") == []
    scales, fugue = (PlannedActivity(drills[name], name) for name in ("Scales", "Fugue"))
    assert found == [
        PlannedSection("Warm-up", 600, (scales, scales)),
        PlannedSection("Piece", None, (fugue,)),
    ]
