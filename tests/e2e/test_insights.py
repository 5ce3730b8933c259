"""Insights: first the sentence, then the picture, then the table; and the year."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site
from tests.e2e.room import Ground, prepare, value_of
from tests.support.accessibility import axe

SCHEMES = ("light", "dark")


@pytest.fixture
def ground(site: Site, request: pytest.FixtureRequest) -> Ground:
    """A fractal of the test's own."""
    return prepare(site, request.node.name[:150])


def insights(ground: Ground, metric: dict[str, Any]) -> str:
    """The address of a metric's insights."""
    return f"{ground.site.address}{ground.path}/insights?metric={metric['id']}"


def scales_over(ground: Ground, weeks: int) -> None:
    """Scales twice a week, two beats faster every week, the left hand four behind."""
    tempo = ground.scales["metrics"][0]["id"]
    left, right = (split["id"] for split in ground.scales["splits"])
    first = datetime.now(UTC).replace(microsecond=0) - timedelta(weeks=weeks)
    for number in range(weeks * 2):
        start = first + timedelta(days=3.5 * number)
        session = ground.session(name=f"Scales {number}", session_start=stamp(start))
        values = [value_of(tempo, 76 + number, left), value_of(tempo, 80 + number, right)]
        ground.add(session, ground.scales, sets=[{"values": values}])
        end = {"session_end": stamp(start + timedelta(minutes=20))}
        ground.call("PUT", f"/sessions/{session}/completion", end)


def stamp(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_metric_is_told_drawn_and_listed(page: Page, ground: Ground, scheme: Any) -> None:
    scales_over(ground, weeks=6)
    page.emulate_media(color_scheme=scheme)
    page.goto(insights(ground, ground.scales["metrics"][0]))
    sentence = page.get_by_role("heading", level=2).first
    expect(sentence).to_have_text(re.compile(r"Scales: Tempo \+8 bpm in \d weeks, 2 sessions"))
    plot = page.get_by_role("img", name=re.compile("^Scales, Tempo: 24 values"))
    expect(plot).to_have_accessible_name(re.compile("best 91, best of the last session 91 bpm"))
    expect(plot.locator("canvas")).to_be_visible()
    expect(page.locator(".plot__key")).to_have_text(re.compile("Left.*Right.*Moving median"))
    table = page.get_by_role("table").filter(has_text="newest first")
    expect(table.get_by_role("row")).to_have_count(25)
    expect(table.get_by_role("row").nth(1)).to_contain_text("Scales 11")
    assert axe(page) == []


def test_the_pointer_reads_a_value(page: Page, ground: Ground) -> None:
    scales_over(ground, weeks=6)
    page.goto(insights(ground, ground.scales["metrics"][0]))
    box = page.locator("series-plot .u-over").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".plot__reading")).to_have_text(re.compile(r"\d+ \w+ 20\d\d: \d+ bpm, "))


def test_thin_data_is_called_thin(page: Page, ground: Ground) -> None:
    ground.practised_before()
    page.goto(insights(ground, ground.bench["metrics"][0]))
    expect(page.get_by_role("heading", level=2).first).to_contain_text(
        "too little to tell, 1 session so far"
    )
    assert axe(page) == []


def test_a_metric_without_values_says_where_they_come_from(page: Page, ground: Ground) -> None:
    page.goto(f"{ground.site.address}{ground.path}/insights")
    expect(page.get_by_role("main")).to_contain_text("Nothing is recorded for it yet")
    assert axe(page) == []


def test_another_metric_is_chosen(page: Page, ground: Ground) -> None:
    ground.practised_before()
    page.goto(f"{ground.site.address}{ground.path}/insights")
    page.get_by_label("Metric").select_option(label="Bench press: Reps")
    expect(page).to_have_url(insights(ground, ground.bench["metrics"][1]))
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Bench press, Reps")


def test_the_year_shows_days_and_months(page: Page, ground: Ground) -> None:
    scales_over(ground, weeks=6)
    page.goto(f"{ground.site.address}{ground.path}/insights")
    expect(page.get_by_role("main")).to_contain_text(
        "You practised on 12 days of the last 53 weeks"
    )
    year = page.get_by_role("table", name="Days of practice, a week in each row")
    expect(year.get_by_role("row")).to_have_count(54)
    expect(year.get_by_role("cell").filter(has_text="20 min")).to_have_count(12)
    page.get_by_text("The months in numbers").click()
    months = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="Month"))
    expect(months.get_by_role("row").nth(1)).to_contain_text("min")
    year.get_by_role("cell").filter(has_text="20 min").last.get_by_role("link").click()
    expect(page.locator(".sitting")).to_have_count(1)


def test_a_fractal_without_a_metric_says_what_to_do(
    page: Page, site: Site, request: pytest.FixtureRequest
) -> None:
    root = site.fractal(request.node.name)
    page.goto(f"{site.address}/fractals/{root}/insights")
    expect(page.get_by_role("heading", name="Nothing to measure yet")).to_be_visible()
    assert axe(page) == []
