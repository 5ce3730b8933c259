"""Every page with two years of practice on it: nothing sticks out, and axe is silent."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site
from tests.support.accessibility import axe

PLACES = (
    "today tree tree?sessions=true goals/{goal} goals/{root} sessions sessions/{session} "
    "sessions/{session}/room activities activities/new activities/{activity} templates "
    "templates/new templates/{template} insights"
).split()


@pytest.fixture(scope="module")
def ids(site: Site) -> dict[str, str]:
    """The ids of a demonstration's rows, by what they are."""
    root = site.call("POST", "/demonstration")["id"]

    def first(of: str) -> Any:
        return site.call("GET", f"/fractals/{root}/{of}")["items"][0]["id"]

    return {
        "root": root,
        "goal": first("goals?type=ShortTermGoal&completed=false"),
        "session": first("sessions?completed=true"),
        "activity": first("activities"),
        "template": first("templates"),
    }


@pytest.fixture(autouse=True)
def _scheme(page: Page) -> None:
    """Dark on the phone and light on the desktop, so that every page is seen in both."""
    is_phone = page.viewport_size == {"width": 390, "height": 844}
    page.emulate_media(color_scheme="dark" if is_phone else "light")


@pytest.mark.parametrize("place", PLACES)
def test_a_page_holds_what_two_years_bring(
    page: Page, site: Site, ids: dict[str, str], place: str
) -> None:
    page.goto(f"{site.address}/fractals/{ids['root']}/{place.format(**ids)}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    assert axe(page) == []


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("address", ["/", "/settings", "/fractals/nowhere/tree"])
def test_a_page_outside_a_fractal_is_as_tidy(page: Page, site: Site, address: str) -> None:
    page.goto(f"{site.address}{address}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    assert axe(page) == []


@pytest.mark.parametrize("place", ["today", "tree", "goals/{goal}", "activities/{activity}"])
def test_text_may_grow_to_twice_its_size(
    page: Page, site: Site, ids: dict[str, str], place: str
) -> None:
    page.goto(f"{site.address}/fractals/{ids['root']}/{place.format(**ids)}")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
