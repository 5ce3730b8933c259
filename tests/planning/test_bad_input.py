"""Broken input is a problem answer that names the field, and nothing is stored."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.api import UNREADABLE, FractalApi, new_fractal

TEMPLATES = "/templates"
# A body of a new template, and where it is wrong.
BAD: list[tuple[dict[str, Any], str]] = [
    ({"name": None}, "/name"),
    ({"name": ["A"]}, "/name"),
    ({"name": " "}, "/name"),
    ({"name": "x" * 201}, "/name"),
    ({"name": "a\x7fb"}, "/name"),
    ({"name": "A", "description": "x" * 20_001}, "/description"),
    ({"name": "A", "sort_order": 1}, "/sort_order"),
    ({"name": "A", "sections": None}, "/sections"),
    ({"name": "A", "sections": {}}, "/sections"),
    ({"name": "A", "sections": [{"name": "B"}] * 51}, "/sections"),
]
# A section that stands second, and where it is wrong. "{fugue}" is a living activity's id.
BAD_SECTIONS: list[tuple[Any, str]] = [
    (5, ""),
    ({}, "/name"),
    ({"name": ""}, "/name"),
    ({"name": "\N{NO-BREAK SPACE}"}, "/name"),
    ({"name": "a\nb"}, "/name"),
    ({"name": "B", "planned_duration_seconds": -1}, "/planned_duration_seconds"),
    ({"name": "B", "planned_duration_seconds": 0.5}, "/planned_duration_seconds"),
    ({"name": "B", "planned_duration_seconds": "60"}, "/planned_duration_seconds"),
    ({"name": "B", "planned_duration_seconds": 10**12}, "/planned_duration_seconds"),
    ({"name": "B", "sort_order": 1}, "/sort_order"),
    ({"name": "B", "id": "b b"}, "/id"),
    ({"name": "B", "activities": None}, "/activities"),
    ({"name": "B", "activities": ["fugue"]}, "/activities/0"),
    ({"name": "B", "activities": [{}]}, "/activities/0/activity_definition_id"),
    (
        {"name": "B", "activities": [{"activity_definition_id": None}]},
        "/activities/0/activity_definition_id",
    ),
    (
        {"name": "B", "activities": [{"activity_definition_id": "x" * 65}]},
        "/activities/0/activity_definition_id",
    ),
    (
        {"name": "B", "activities": [{"activity_definition_id": "{fugue}", "name": "Fugue"}]},
        "/activities/0/name",
    ),
    ({"name": "B", "activities": [{"activity_definition_id": "{fugue}"}] * 101}, "/activities"),
]


@pytest.fixture
def template(fractal: FractalApi) -> str:
    """The path of a template."""
    return f"{TEMPLATES}/{fractal.make(TEMPLATES, name='Morning')['id']}"


def test_what_is_no_body_at_all_is_refused(
    fractal: FractalApi, template: str, stored: Callable[[], Any]
) -> None:
    before = stored()
    for what, (body, status, code) in UNREADABLE.items():
        for method, path in (("POST", TEMPLATES), ("PATCH", template)):
            assert fractal.refusal(method, path, body)[:2] == (status, code), (what, method)
    assert stored() == before


def test_every_wrong_field_is_named(
    fractal: FractalApi, template: str, drills: dict[str, str], stored: Callable[[], Any]
) -> None:
    before = stored()
    sections = [
        ({"name": "A", "sections": [{"name": "A"}, section]}, f"/sections/1{where}")
        for section, where in BAD_SECTIONS
    ]
    for body, pointer in (*BAD, *sections):
        sent = filled(body, drills["Fugue"])
        assert fractal.refusal("POST", TEMPLATES, sent)[::2] == (422, pointer), str(body)[:200]
        assert fractal.refusal("PATCH", template, sent)[::2] == (422, pointer), str(body)[:200]
    assert stored() == before


def filled(value: Any, fugue: str) -> Any:
    """The value with the id of a living activity in it."""
    if isinstance(value, dict):
        return {name: filled(one, fugue) for name, one in value.items()}
    if isinstance(value, list):
        return [filled(one, fugue) for one in value]
    return fugue if value == "{fugue}" else value


def test_rows_of_another_template_or_none_are_unknown(
    fractal: FractalApi, template: str, drills: dict[str, str], stored: Callable[[], Any]
) -> None:
    fugue = {"activity_definition_id": drills["Fugue"]}
    body = {"sections": [{"name": "A", "activities": [fugue]}]}
    other = fractal.make(TEMPLATES, name="Other", **body)["sections"][0]
    before = stored()
    for section_id in (other["id"], "absent", ""):
        sections = [{"id": section_id, "name": "A"}]
        assert fractal.refusal("PATCH", template, {"sections": sections}) == (
            422,
            "unknown_id",
            "/sections/0/id",
        )
    for entry_id in (other["activities"][0]["id"], "absent"):
        sections = [{"name": "A", "activities": [fugue, {"id": entry_id, **fugue}]}]
        assert fractal.refusal("PATCH", template, {"sections": sections}) == (
            422,
            "unknown_id",
            "/sections/0/activities/1/id",
        )
    assert stored() == before


def test_rows_that_stand_twice_are_named(
    fractal: FractalApi, drills: dict[str, str], stored: Callable[[], Any]
) -> None:
    fugue = {"activity_definition_id": drills["Fugue"]}
    row = fractal.make(TEMPLATES, name="A", sections=[{"name": "A", "activities": [fugue]}])
    section = row["sections"][0]
    entry = {"id": section["activities"][0]["id"]}
    before = stored()
    path = f"{TEMPLATES}/{row['id']}"
    for sections, pointer in (
        ([{"id": section["id"]}, {"id": section["id"]}], "/sections/1/id"),
        ([{"name": "B", "activities": [entry, entry]}], "/sections/0/activities/1/id"),
        # The first section keeps its activities, and the second claims one of them.
        (
            [{"id": section["id"]}, {"name": "B", "activities": [entry]}],
            "/sections/1/activities/0/id",
        ),
    ):
        body = {"sections": sections}
        assert fractal.refusal("PATCH", path, body) == (422, "id_twice", pointer)
    assert stored() == before


def test_what_is_not_there_is_not_found_the_same_wherever_it_is(
    fractal: FractalApi, stored: Callable[[], Any]
) -> None:
    foreign = new_fractal(fractal.client).make(TEMPLATES, name="Foreign")["id"]
    trashed = fractal.make(TEMPLATES, name="Gone")["id"]
    fractal.remove(f"{TEMPLATES}/{trashed}")
    before = stored()
    answers = {
        fractal.ask(method, f"{TEMPLATES}/{row_id}", body).text
        for row_id in (foreign, trashed, "absent")
        for method, body in (("GET", None), ("PATCH", {"name": "Stolen"}), ("DELETE", None))
    }
    assert len(answers) == 1
    lost = FractalApi(fractal.client, "absent")
    assert lost.refusal("GET", TEMPLATES) == (404, "not_found", "-")
    assert lost.refusal("POST", TEMPLATES, {"name": "A"}) == (404, "not_found", "-")
    assert stored() == before


def test_a_page_that_cannot_be_is_refused(fractal: FractalApi) -> None:
    for query, pointer in (("limit=0", "/limit"), ("limit=x", "/limit"), ("cursor=x", "/cursor")):
        assert fractal.refusal("GET", f"{TEMPLATES}?{query}") == (422, "invalid", pointer)
