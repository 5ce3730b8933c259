"""A goal: what it serves, what proves it, and practice from one press."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site
from tests.support.accessibility import axe


@pytest.fixture
def fractal(page: Page, site: Site) -> str:
    """A fractal with a short-term goal to practise and a drill to measure; its id."""
    root = site.fractal(f"Goals {page.viewport_size}")
    technique = site.goal(root, "LongTermGoal", "Technique", root)
    site.goal(root, "ShortTermGoal", "Thirds at 120", technique)
    site.call(
        "POST",
        f"/fractals/{root}/activities",
        {
            "name": "Scales",
            "metrics": [
                {"name": "Tempo", "unit": "bpm"},
                {"name": "Errors", "higher_is_better": False},
            ],
        },
    )
    return root


@pytest.fixture(autouse=True)
def _afterwards(site: Site, fractal: str) -> object:
    yield
    site.call("DELETE", f"/fractals/{fractal}")


def open_goal(page: Page, site: Site, fractal: str, name: str) -> str:
    """Go to a goal's page; the goal's id."""
    goals = site.call("GET", f"/fractals/{fractal}/goals?limit=200")["items"]
    goal_id: str = next(goal["id"] for goal in goals if goal["name"] == name)
    page.goto(f"{site.address}/fractals/{fractal}/goals/{goal_id}")
    return goal_id


def test_a_target_names_itself_from_its_conditions(page: Page, site: Site, fractal: str) -> None:
    goal_id = open_goal(page, site, fractal, "Thirds at 120")
    assert axe(page) == []
    page.get_by_role("button", name="Add a target").click()
    dialog = page.get_by_role("dialog", name="New target")
    dialog.get_by_role("button", name="Add target").click()
    expect(dialog.get_by_text("Give a number.")).to_be_visible()
    assert axe(page) == []
    dialog.get_by_label("Value").fill("120")
    dialog.get_by_role("button", name="And…").click()
    dialog.get_by_label("Metric").last.select_option("Errors")
    expect(dialog.get_by_label("Comparison").last).to_have_value("<=")
    dialog.get_by_label("Value").last.fill("2")
    dialog.get_by_role("button", name="Add target").click()
    name = "Tempo at least 120 bpm and Errors at most 2"
    expect(page.get_by_text(name)).to_be_visible()
    expect(page.get_by_text("not met yet")).to_be_visible()
    assert axe(page) == []
    made = site.call("GET", f"/fractals/{fractal}/goals/{goal_id}/targets")["items"][0]
    assert [(one["name"], one["comparison"], one["value"]) for one in made["conditions"]] == [
        ("Tempo", ">=", 120),
        ("Errors", "<=", 2),
    ]
    page.get_by_label(f"Delete {name}").click()
    expect(page.get_by_label(f"Delete {name}")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label(f"Delete {name}")).to_be_visible()


def test_practice_that_meets_its_target_completes_the_goal(
    page: Page, site: Site, fractal: str
) -> None:
    goal_id = open_goal(page, site, fractal, "Thirds at 120")
    path = f"/fractals/{fractal}"
    drill = site.call("GET", f"{path}/activities")["items"][0]
    tempo = drill["metrics"][0]["id"]
    condition = {"metric_definition_id": tempo, "comparison": ">=", "value": 120}
    site.call(
        "POST",
        f"{path}/goals/{goal_id}/targets",
        {"name": "Fast", "activity_definition_id": drill["id"], "conditions": [condition]},
    )
    session = site.call("POST", f"{path}/sessions", {"parent_goal_ids": [goal_id]})
    value = {"metric_definition_id": tempo, "value": 126}
    site.call(
        "POST",
        f"{path}/sessions/{session['id']}/instances",
        {"activity_definition_id": drill["id"], "values": [value]},
    )
    site.call("PUT", f"{path}/sessions/{session['id']}/completion")
    page.reload()
    expect(page.get_by_text("its targets were met")).to_be_visible()
    expect(page.get_by_text("met in")).to_be_visible()
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    assert axe(page) == []


def test_a_goal_grows_a_child_and_changes_its_name(page: Page, site: Site, fractal: str) -> None:
    open_goal(page, site, fractal, "Technique")
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog", name="New goal")
    dialog.get_by_label("Level").select_option("Short-term goal")
    dialog.get_by_label("Name").fill("Sixths at 100")
    dialog.get_by_label("Name").press("Enter")
    expect(page.get_by_role("link", name="Sixths at 100")).to_be_visible()
    page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name="Edit goal")
    dialog.get_by_label("Deadline").fill("2020-01-01")
    dialog.get_by_label("Name").fill("A sound technique")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_label("Deadline")).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_label("Name")).to_have_value("A sound technique")
    dialog.get_by_label("Deadline").fill("2099-01-01")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="A sound technique", level=1)).to_be_visible()
    expect(page).to_have_title(re.compile("^A sound technique"))


def test_practice_starts_from_a_goal_and_is_resumed_from_everywhere(
    page: Page, site: Site, fractal: str
) -> None:
    open_goal(page, site, fractal, "Thirds at 120")
    page.get_by_role("button", name="Practise").click()
    expect(page).to_have_url(re.compile(r"/sessions/[^/]+/room$"))
    room = page.url
    page.goto(f"{site.address}/fractals/{fractal}/tree")
    page.get_by_role("link", name="Resume").click()
    expect(page).to_have_url(room)
    page.goto(f"{site.address}/fractals/{fractal}")
    expect(page).to_have_url(re.compile("/today$"))
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    expect(page.get_by_role("link", name="Resume")).to_have_attribute(
        "href", room.removeprefix(site.address)
    )
    assert axe(page) == []
