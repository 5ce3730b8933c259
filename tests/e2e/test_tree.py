"""The tree as an outline: found, grown, ordered and pruned, with the keyboard alone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Site
from tests.support.accessibility import axe


@pytest.fixture
def fractal(page: Page, site: Site, request: pytest.FixtureRequest) -> str:
    """A small tree, open in the browser; its id."""
    root = site.fractal(f"Music, for {request.node.name}"[:200])
    technique = site.goal(root, "LongTermGoal", "Technique", root, deadline="2099-01-01")
    scales = site.goal(root, "MidTermGoal", "Scales", technique)
    site.goal(root, "ShortTermGoal", "Thirds at 120", scales)
    site.goal(root, "ShortTermGoal", "Sixths at 100", scales)
    site.goal(root, "LongTermGoal", "Répertoire", root)
    page.goto(f"{site.address}/fractals/{root}/tree")
    return root


def node(page: Page, name: str) -> Locator:
    """The row of a goal."""
    return page.get_by_role("treeitem", name=name)


def names(page: Page) -> list[str]:
    """The goals in the order of the page."""
    return page.locator(".node__name").all_inner_texts()


@pytest.mark.usefixtures("fractal")
def test_the_outline_is_walked_and_folded_with_arrow_keys(page: Page) -> None:
    node(page, "Technique").focus()
    node(page, "Technique").press("ArrowDown")
    expect(node(page, "Scales")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(node(page, "Thirds at 120")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(node(page, "Scales")).to_have_attribute("aria-expanded", "false")
    expect(node(page, "Thirds at 120")).to_be_hidden()
    page.keyboard.press("End")
    expect(node(page, "Répertoire")).to_be_focused()
    assert axe(page) == []


@pytest.mark.usefixtures("fractal")
def test_a_goal_is_added_where_it_may_stand_and_shown(page: Page) -> None:
    node(page, "Scales").focus()
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog", name="New goal")
    expect(dialog.get_by_label("Name")).to_be_focused()
    assert dialog.get_by_label("Level").locator("option:not([hidden])").all_inner_texts() == [
        "Short-term goal"
    ]
    assert axe(page) == []
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("Give it a name.")).to_be_visible()
    page.keyboard.type("Tenths at 80")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(node(page, "Tenths at 80")).to_be_focused()


def test_a_goal_is_renamed_completed_and_reopened_by_undo(
    page: Page, site: Site, fractal: str
) -> None:
    node(page, "Thirds at 120").focus()
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog", name="Edit goal")
    dialog.get_by_label("Name").fill("Thirds at 132")
    page.keyboard.press("Enter")
    expect(node(page, "Thirds at 132")).to_be_focused()
    page.keyboard.press("c")
    expect(node(page, "Thirds at 132, done")).to_have_count(0)
    expect(
        page.get_by_role("treeitem", name="Short-term goal, done: Thirds at 132")
    ).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("treeitem", name="Short-term goal: Thirds at 132")).to_be_visible()
    goals = site.call("GET", f"/fractals/{fractal}/goals?completed=true")["items"]
    assert goals == []


@pytest.mark.usefixtures("fractal")
def test_goals_change_places_by_keys_and_go_back_by_undo(page: Page) -> None:
    node(page, "Sixths at 100").click(position={"x": 60, "y": 12})
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".node__name").nth(3)).to_have_text("Sixths at 100")
    expect(node(page, "Sixths at 100")).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    expect(node(page, "Sixths at 100")).to_have_attribute("aria-level", "3")
    assert names(page)[1:] == [
        "Technique", "Scales", "Thirds at 120", "Sixths at 100", "Répertoire",
    ]  # fmt: skip
    page.get_by_role("button", name="Undo").click()
    expect(node(page, "Sixths at 100")).to_have_attribute("aria-level", "4")
    page.keyboard.press("m")
    dialog = page.get_by_role("dialog", name="Move goal")
    assert axe(page) == []
    dialog.get_by_label("Under").select_option(label="\u2003Répertoire")
    dialog.get_by_role("button", name="Move").click()
    expect(node(page, "Sixths at 100")).to_have_attribute("aria-level", "3")
    assert names(page)[-1] == "Sixths at 100"


@pytest.mark.usefixtures("fractal")
def test_a_deleted_goal_comes_back_with_all_below_it(page: Page) -> None:
    node(page, "Scales").click(position={"x": 60, "y": 12})
    page.keyboard.press("Delete")
    expect(node(page, "Scales")).to_have_count(0)
    expect(node(page, "Thirds at 120")).to_have_count(0)
    expect(node(page, "Technique")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(node(page, "Thirds at 120")).to_be_visible()


@pytest.mark.usefixtures("fractal")
def test_search_shows_matches_and_the_way_to_them(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("REPERT")
    expect(page.get_by_text("1 goal found")).to_be_visible()
    expect(node(page, "Répertoire")).to_be_visible()
    expect(node(page, "Technique")).to_be_hidden()
    assert axe(page) == []
    page.keyboard.press("Enter")
    expect(node(page, "Répertoire")).to_be_focused()


@pytest.mark.usefixtures("fractal")
def test_the_keys_are_on_a_sheet(page: Page) -> None:
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet.get_by_text("Complete or reopen")).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_the_picture_of_a_tree_can_be_read_without_script(
    page: Page, site: Site, fractal: str
) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()
    plain.goto(f"{site.address}/fractals/{fractal}/tree")
    expect(plain.get_by_text("Thirds at 120")).to_be_visible()
    context.close()
