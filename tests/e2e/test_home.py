"""From an empty installation to a first fractal, and back."""

import gzip

from playwright.sync_api import Page, Response, expect

from tests.e2e.conftest import Site
from tests.support.accessibility import axe

FIRST_PAGE_BYTES = 60_000


def begin_anew(site: Site) -> None:
    """Leave nothing but the trash."""
    for fractal in site.call("GET", "/fractals")["items"]:
        site.call("DELETE", f"/fractals/{fractal['id']}")


def test_a_newcomer_begins_with_one_large_goal(page: Page, site: Site) -> None:
    begin_anew(site)
    page.goto(site.address)
    expect(page.get_by_role("heading", name="What are you working towards?")).to_be_visible()
    assert axe(page) == []

    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Give it a name.")).to_be_visible()
    field = page.get_by_label("Your ultimate goal")
    expect(field).to_be_focused()
    assert axe(page) == []

    field.fill("Play the Goldberg Variations")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("treeitem", name="Play the Goldberg Variations")).to_be_visible()
    expect(page.get_by_role("heading", name="Break it down")).to_be_visible()


def test_a_taken_name_is_told_at_its_field_and_keeps_what_was_typed(page: Page, site: Site) -> None:
    fractal_id = site.fractal("Run a marathon")
    page.goto(site.address)
    page.get_by_role("button", name="New fractal").click()
    name = page.get_by_label("What do you want to reach?")
    name.fill("run a MARATHON")
    page.get_by_label("Why does it matter?").fill("To breathe.")
    page.get_by_role("button", name="Start this fractal").click()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_be_focused()
    expect(page.get_by_label("Why does it matter?")).to_have_value("To breathe.")
    assert axe(page) == []
    page.get_by_role("button", name="Cancel").click()
    site.call("DELETE", f"/fractals/{fractal_id}")


def test_a_deleted_fractal_comes_back_by_undo(page: Page, site: Site) -> None:
    begin_anew(site)
    fractal_id = site.fractal("Learn Japanese")
    site.fractal("Stay")
    page.goto(site.address)
    card = page.locator(f"#fractal-{fractal_id}")
    card.get_by_label("Actions for Learn Japanese").click()
    card.get_by_role("button", name="Delete").click()
    expect(card).to_have_count(0)
    assert axe(page) == []
    page.get_by_role("button", name="Undo").click()
    expect(card).to_be_visible()


def test_the_demonstration_comes_and_goes_with_a_click(page: Page, site: Site) -> None:
    begin_anew(site)
    page.goto(site.address)
    page.get_by_role("button", name="Load the demonstration").click()
    expect(page.get_by_text("This is a demonstration.")).to_be_visible()
    expect(page.get_by_role("treeitem").first).to_be_visible()
    page.goto(site.address)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="What are you working towards?")).to_be_visible()


def test_the_first_page_is_small_and_asks_nobody_else(page: Page, site: Site) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it must be a function
    page.goto(site.address)
    page.wait_for_load_state("networkidle")
    assert all(answer.url.startswith(site.address) for answer in answers)
    assert sum(len(gzip.compress(answer.body())) for answer in answers) <= FIRST_PAGE_BYTES


def test_settings_say_where_the_person_lives(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/settings")
    zone = page.get_by_label("Time zone")
    zone.fill("Mars/Olympus")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("no IANA time zone")).to_be_visible()
    assert axe(page) == []
    zone.fill("Asia/Tokyo")
    page.get_by_label("Your day starts at").select_option("4:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    me = site.call("GET", "/me")
    assert (me["time_zone"], me["day_start_hour"]) == ("Asia/Tokyo", 4)
