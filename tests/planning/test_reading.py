"""What reading templates costs, and what their pages show."""

from functools import partial

import sqlalchemy as sa

from tests.support.api import FractalApi, new_fractal
from tests.support.statements import asked_for, plan

TEMPLATES = "/templates"


def fill(fractal: FractalApi, drills: dict[str, str], first: int, last: int) -> None:
    """Templates with sections and activities, numbered."""
    activities = [{"activity_definition_id": one} for one in drills.values()]
    for number in range(first, last):
        sections = [{"name": f"Section {place}", "activities": activities} for place in range(3)]
        fractal.make(TEMPLATES, name=f"Plan {number}", sections=sections)


def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(
    fractal: FractalApi, drills: dict[str, str]
) -> None:
    counts = []
    for first, last in ((0, 10), (10, 20)):
        fill(fractal, drills, first, last)
        one = fractal.items(TEMPLATES)[0]["id"]
        counts.append(
            [
                len(asked_for(partial(fractal.read, TEMPLATES))),
                len(asked_for(partial(fractal.read, f"{TEMPLATES}/{one}"))),
                len(asked_for(partial(fractal.client.get, f"/fractals/{fractal.id}/templates"))),
            ]
        )
    assert counts[0] == counts[1]
    assert counts[0][:2] == [2, 2]


def test_a_plan_costs_the_same_however_much_is_in_it(
    fractal: FractalApi, drills: dict[str, str]
) -> None:
    def cost(number: int) -> int:
        entry = {"activity_definition_id": drills["Fugue"]}
        sections = [{"name": f"S{place}", "activities": [entry] * 5} for place in range(number)]
        body = {"name": f"Plan {number}", "sections": sections}
        return len(asked_for(lambda: fractal.ask("POST", TEMPLATES, body)))

    assert cost(10) == cost(20)


def test_templates_are_read_by_key_and_in_the_order_of_an_index(
    fractal: FractalApi, drills: dict[str, str], engine: sa.Engine
) -> None:
    fill(fractal, drills, 0, 30)
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    for statement in asked_for(partial(fractal.read, TEMPLATES, limit=5)):
        how = plan(engine, statement)
        for table in ("session_templates", "template_sections", "template_activities"):
            assert f"SCAN {table}" not in how, how
            assert f"Seq Scan on {table}" not in how, how
    assert "uq_session_templates_living_name" in how, how


def test_pages_show_templates_and_the_builder(fractal: FractalApi, drills: dict[str, str]) -> None:
    fill(fractal, drills, 0, 1)
    row = fractal.items(TEMPLATES)[0]
    foreign = new_fractal(fractal.client).make(TEMPLATES, name="Foreign")["id"]
    base = f"/fractals/{fractal.id}/templates"
    listed = fractal.client.get(base)
    assert listed.status_code == 200
    assert "Plan 0" in listed.text
    builder = fractal.client.get(f"{base}/{row['id']}")
    assert builder.status_code == 200
    for text in ("Plan 0", "Section 2", *drills):
        assert text in builder.text
    assert fractal.client.get(f"{base}/new").status_code == 200
    for absent in (foreign, "absent"):
        page = fractal.client.get(f"{base}/{absent}")
        assert (page.status_code, page.headers["content-type"][:9]) == (404, "text/html")
