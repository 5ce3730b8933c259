"""The main job in a browser, from an old file to a session against last time."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Site
from tests.support.server import running_server
from tests.transfer.old_server import runner, written

FRACTAL = Path(sys.executable).with_name("fractal")
NAME = runner()[0]["name"]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server on an installation into which a file of the old server was imported."""
    file = tmp_path / "goals_db.json"
    file.write_bytes(written(runner()))
    data = tmp_path / "data"
    command = [str(FRACTAL), "import", str(file), "--data-dir", str(data)]
    subprocess.run(command, check=True, capture_output=True)
    with running_server(data) as address:
        yield Site(address)


def place(page: Page, name: str) -> None:
    """Go to a place by the navigation, wherever it stands on this screen."""
    page.get_by_role("link", name=name, exact=True).locator("visible=true").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def start(page: Page) -> None:
    """Start a session for two short-term goals."""
    place(page, "Sessions")
    page.get_by_role("button", name="Start practice").click()
    dialog = page.get_by_role("dialog", name="Start practice")
    for goal in ("Base", "Hills"):
        dialog.get_by_role("checkbox", name=goal).check()
    dialog.get_by_role("button", name="Start the clock").click()
    expect(page).to_have_url(re.compile("/room$"))


def build_activity(page: Page) -> None:
    """Build an activity with two metrics, two splits and sets, and come back to the room."""
    page.get_by_role("button", name="Add activity").click()
    page.get_by_role("link", name="More metrics, splits, bounds").click()
    page.get_by_label("Name", exact=True).fill("Lunges")
    for name in ("Weight", "Reps"):
        page.get_by_role("button", name="Add a metric").click()
        page.get_by_label("Metric", exact=True).last.fill(name)
    page.get_by_label("In sets").check()
    for name in ("Left", "Right"):
        page.get_by_role("button", name="Add a split").click()
        page.get_by_label("Name of the split").last.fill(name)
    page.get_by_role("button", name="Add activity").click()
    expect(page.get_by_role("link", name="Lunges")).to_be_visible()
    page.get_by_role("link", name=re.compile("Resume")).click()


def add(page: Page, name: str) -> Locator:
    """Add an activity to the session; its card."""
    page.get_by_role("button", name="Add activity").click()
    page.get_by_role("dialog").get_by_role("button", name=name).click()
    card = page.locator("room-card", has=page.get_by_role("heading", name=name, level=3))
    expect(card).to_be_visible()
    return card


def log(card: Locator, weights: tuple[str, str]) -> None:
    """Enter a set with a weight on each side and eight repetitions, and a copy of it."""
    for side, weight in zip(("Left", "Right"), weights, strict=True):
        card.get_by_role("textbox", name=f"{side}, Weight").fill(weight)
        card.get_by_role("textbox", name=f"{side}, Reps").fill("8")
    card.get_by_role("button", name="Add set").click()


def finish(page: Page) -> None:
    """Finish the session with a score; its report opens."""
    page.get_by_role("button", name="Finish", exact=True).click()
    dialog = page.get_by_role("dialog", name="How was it?")
    dialog.get_by_role("group", name="Focus").get_by_label("7", exact=True).check()
    dialog.get_by_role("button", name="Finish session").click()
    expect(page).to_have_url(re.compile("/sessions/[^/]+$"))


def test_from_an_old_file_to_a_session_against_last_time(page: Page, site: Site) -> None:
    page.goto(site.address)
    page.get_by_role("link", name=NAME).first.click()
    place(page, "Tree")
    for goal in ("Endurance", "Autumn block", "Base", "Hills"):
        expect(page.get_by_role("treeitem").get_by_text(goal, exact=True).first).to_be_attached()

    start(page)
    build_activity(page)
    log(add(page, "Lunges"), ("20", "20"))
    finish(page)
    expect(page.get_by_role("article", name="Lunges")).to_contain_text("The first time")

    start(page)
    card = add(page, "Lunges")
    expect(card).to_contain_text("Left 20 / ")
    log(card, ("22.5", "20"))
    finish(page)
    report = page.get_by_role("main")
    expect(report).to_contain_text("2 sets")
    row = page.get_by_role("article", name="Lunges").get_by_role("row", name=re.compile("^1"))
    expect(row).to_contain_text(re.compile(r"22\.5\s*▲ 2\.5 more, better"))
    expect(row).to_contain_text("= same")
    for goal in ("Base", "Hills"):
        served = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=goal))
        expect(served.first).to_contain_text("Autumn block")
    page.get_by_role("link", name="Base", exact=True).click()
    expect(page.get_by_role("heading", name="Base", level=1)).to_be_visible()
    expect(page.locator("main").get_by_role("link", name=re.compile("20"))).not_to_have_count(0)
