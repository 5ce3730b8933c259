"""The API's description, read by a person who wants to write a script."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site
from tests.support.accessibility import axe


def test_an_operation_is_found_opened_and_followed_to_its_schema(page: Page, site: Site) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(f"{site.address}/api/docs#createGoal")
    operation = page.locator("#createGoal")
    expect(operation.get_by_text("Play the Goldberg Variations").first).to_be_visible()
    operation.get_by_role("link", name="GoalNew").click()
    expect(page.locator("#schema-GoalNew").get_by_text("parent_id")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    assert hosts == {site.address.split("/")[2]}


def test_nothing_in_it_is_inaccessible(page: Page, site: Site) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(f"{site.address}/api/docs")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert axe(page) == []
