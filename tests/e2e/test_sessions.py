"""The list of sessions, and the report of one."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site
from tests.e2e.room import Ground, prepare
from tests.support.accessibility import axe

MANY = 60


@pytest.fixture
def ground(site: Site, request: pytest.FixtureRequest) -> Ground:
    """A fractal of the test's own."""
    return prepare(site, request.node.name[:150])


def at(ground: Ground, place: str) -> str:
    """The address of a place of the fractal."""
    return f"{ground.site.address}{ground.path}/{place}"


def finished(ground: Ground, name: str, day: str, **more: object) -> str:
    """A session of an hour in the morning; its id."""
    times = {"session_start": f"{day}T08:00:00Z", "session_end": f"{day}T09:00:00Z"}
    made: str = ground.call("POST", "/sessions", {"name": name, **times, **more})["id"]
    ground.call("PUT", f"/sessions/{made}/completion", {"session_end": times["session_end"]})
    return made


def test_an_empty_list_says_how_to_begin(page: Page, ground: Ground) -> None:
    page.goto(at(ground, "sessions"))
    expect(page.get_by_role("heading", name="Your first session")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Start practice").first.click()
    expect(page.get_by_role("dialog", name="Start practice")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Plan it for later").click()
    expect(page.get_by_role("main")).to_contain_text("Not started yet")
    assert ground.call("GET", "/sessions")["items"][0]["session_start"] is None


def test_the_list_is_newest_first_by_month_and_grows(page: Page, ground: Ground) -> None:
    for number in range(MANY):
        finished(ground, f"Session {number}", str(date(2025, 11, 1) + timedelta(days=number)))
    page.goto(at(ground, "sessions"))
    rows = page.locator(".sitting")
    expect(rows).to_have_count(50)
    expect(rows.first).to_contain_text(f"Session {MANY - 1}")
    expect(rows.first).to_contain_text("1 h 00 min")
    months = page.get_by_role("heading", level=2)
    expect(months).to_have_text(["December 2025", "November 2025"])
    page.get_by_role("link", name="Earlier sessions").click()
    expect(rows).to_have_count(MANY)
    expect(rows.last).to_contain_text("Session 0")
    expect(months).to_have_text(["December 2025", "November 2025"])
    expect(page.get_by_role("link", name="Earlier sessions")).to_have_count(0)


def test_sessions_are_found_by_goal_activity_text_and_day(page: Page, ground: Ground) -> None:
    goal = next(iter(ground.goals.values()))
    with_goal = finished(ground, "With a goal", "2026-01-02", parent_goal_ids=[goal])
    ground.add(with_goal, ground.bench)
    finished(ground, "Without one", "2026-01-03", notes="A word nobody else uses: zephyr.")
    page.goto(at(ground, "sessions"))
    page.get_by_label("Search names and notes").fill("zephyr")
    page.keyboard.press("Enter")
    expect(page.locator(".sitting")).to_have_count(1)
    expect(page.locator(".sitting")).to_contain_text("Without one")
    expect(page).to_have_url(re.compile(r"\?q=zephyr$"))
    page.get_by_role("link", name="All sessions").first.click()

    page.get_by_text("More filters").click()
    page.get_by_label("Goal", exact=True).select_option(goal)
    page.get_by_label("Activity", exact=True).select_option(label="Bench press")
    page.get_by_label("From", exact=True).fill("2026-01-02")
    page.get_by_label("To", exact=True).fill("2026-01-02")
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.locator(".sitting")).to_have_count(1)
    expect(page.locator(".sitting")).to_contain_text("With a goal")
    assert axe(page) == []
    page.get_by_label("To", exact=True).fill("2026-01-01")
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()


def test_a_running_session_leads_back_to_its_room(page: Page, ground: Ground) -> None:
    session = ground.session(name="Running now")
    page.goto(at(ground, "sessions"))
    row = page.locator(".sitting")
    expect(row).to_contain_text("running")
    row.get_by_role("link", name="Running now").click()
    expect(page).to_have_url(at(ground, f"sessions/{session}/room"))


def test_practice_for_a_goal_starts_from_the_tree(page: Page, ground: Ground) -> None:
    page.goto(at(ground, f"tree#n-{ground.goals['Bench 80 kg for eight']}"))
    page.get_by_role("button", name="Practise").click()
    expect(page).to_have_url(re.compile("/room$"))
    expect(page.get_by_role("link", name="Bench 80 kg for eight")).to_be_visible()


def test_the_details_of_a_session_are_edited_where_they_are_wrong(
    page: Page, ground: Ground
) -> None:
    session = finished(ground, "Morning", "2026-01-02", focus_score=4)
    page.goto(at(ground, f"sessions/{session}"))
    page.get_by_role("button", name="Edit details").click()
    dialog = page.get_by_role("dialog", name="Edit session")
    assert axe(page) == []
    dialog.get_by_label("End", exact=True).fill("2026-01-02T07:00:00")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_label("End", exact=True)).to_have_accessible_description(
        re.compile("end is before the start", re.IGNORECASE)
    )
    start = dialog.get_by_label("Start", exact=True).input_value()
    dialog.get_by_label("End", exact=True).fill(f"{start[:10]}T23:59:59")
    dialog.get_by_role("group", name="Focus").get_by_label("none").check()
    dialog.get_by_role("group", name="Energy").get_by_label("9", exact=True).check()
    dialog.get_by_label("Tags").fill("outside")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    stored = ground.call("GET", f"/sessions/{session}")
    assert (stored["focus_score"], stored["energy_level"], stored["tags"]) == (None, 9, ["outside"])
    expect(page.get_by_role("main")).to_contain_text("9 of 10")


def test_the_goals_of_a_session_are_chosen_afterwards(page: Page, ground: Ground) -> None:
    session = finished(ground, "Morning", "2026-01-02")
    page.goto(at(ground, f"sessions/{session}"))
    page.get_by_role("button", name="Choose its goals").click()
    dialog = page.get_by_role("dialog", name="Goals of this session")
    dialog.get_by_role("checkbox").first.check()
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("navigation", name=re.compile("^Way to"))).to_contain_text(
        "A secure technique"
    )


def test_a_session_is_reopened_and_deleted_with_a_way_back(page: Page, ground: Ground) -> None:
    session = finished(ground, "Morning", "2026-01-02")
    page.goto(at(ground, f"sessions/{session}"))
    page.locator("summary[aria-label='More actions']").click()
    page.get_by_role("button", name="Reopen").click()
    expect(page.get_by_role("link", name=re.compile("Resume")).first).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Correct values")).to_be_visible()
    page.locator("summary[aria-label='More actions']").click()
    page.get_by_role("button", name="Delete").click()
    expect(page).to_have_url(at(ground, "sessions"))
    expect(page.get_by_role("heading", name="Your first session")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Morning")).to_be_visible()


def test_a_report_is_read_without_scripts(page: Page, ground: Ground) -> None:
    before = ground.practised_before()
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    reader = context.new_page()
    reader.goto(at(ground, f"sessions/{before}"))
    bench = reader.get_by_role("article", name="Bench press")
    expect(bench.get_by_role("row", name=re.compile("^1"))).to_contain_text("77.5")
    expect(bench).to_contain_text("Yield 1,762.5")
    reader.goto(at(ground, f"sessions/{before}/room"))
    expect(reader.get_by_role("heading", name="The session before")).to_be_visible()
    context.close()
