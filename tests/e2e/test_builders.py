"""Building drills and plans: one screen each, put into order by keys."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Site
from tests.support.accessibility import axe


def metric_names(page: Page) -> list[str]:
    """The metrics in the order of the page."""
    return [field.input_value() for field in page.get_by_label("Metric", exact=True).all()]


def drills(page: Page) -> Locator:
    """The activities of the list, in order."""
    return page.locator(".drill .rows__main > a")


def test_a_drill_is_built_on_one_screen(page: Page, site: Site) -> None:
    root = site.fractal(f"Drill {page.viewport_size}")
    page.goto(f"{site.address}/fractals/{root}/activities")
    expect(page.get_by_role("heading", name="Your first drill")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="New activity").first.click()
    page.get_by_label("Name", exact=True).fill("Scales")
    for name in ("Tempo", "tempo"):
        page.get_by_role("button", name="Add a metric").click()
        page.keyboard.type(name)
    page.get_by_role("button", name="Add activity").click()
    second = page.get_by_label("Metric", exact=True).nth(1)
    expect(second).to_be_focused()
    expect(second).to_have_attribute("aria-invalid", "true")
    assert axe(page) == []

    second.fill("Wrong notes")
    page.get_by_label("Better is").nth(1).select_option("lower")
    page.get_by_role("button", name="Add a split").click()
    page.keyboard.type("Left")
    page.get_by_role("button", name="Add activity").click()
    expect(drills(page)).to_have_text(["Scales"])
    assert axe(page) == []
    made = site.call("GET", f"/fractals/{root}/activities")["items"][0]
    assert [(one["name"], one["higher_is_better"]) for one in made["metrics"]] == [
        ("Tempo", True),
        ("Wrong notes", False),
    ]
    assert [one["name"] for one in made["splits"]] == ["Left"]


def test_metrics_change_places_and_keep_their_rows(page: Page, site: Site) -> None:
    root = site.fractal(f"Metrics {page.viewport_size}")
    before = site.call(
        "POST",
        f"/fractals/{root}/activities",
        {"name": "Scales", "metrics": [{"name": "Tempo", "max_value": 240}, {"name": "Errors"}]},
    )
    page.goto(f"{site.address}/fractals/{root}/activities/{before['id']}")
    page.get_by_label("Move this metric down").first.click()
    page.get_by_label("Remove this metric").first.click()
    assert metric_names(page) == ["Tempo"]
    page.get_by_role("button", name="Undo").click()
    assert metric_names(page) == ["Errors", "Tempo"]
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    after = site.call("GET", f"/fractals/{root}/activities/{before['id']}")
    assert [one["id"] for one in after["metrics"]] == [
        one["id"] for one in reversed(before["metrics"])
    ]
    assert after["metrics"][1]["max_value"] == 240


def test_two_people_at_one_drill_are_told(page: Page, site: Site) -> None:
    root = site.fractal(f"Stale {page.viewport_size}")
    path = f"/fractals/{root}/activities"
    made = site.call("POST", path, {"name": "Scales"})
    page.goto(f"{site.address}{path}/{made['id']}")
    site.call("PATCH", f"{path}/{made['id']}", {"description": "Slowly."})
    page.get_by_label("Name", exact=True).fill("Slow scales")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").first).to_contain_text("changed elsewhere")
    assert axe(page) == []
    page.get_by_role("button", name="Save mine anyway").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    row = site.call("GET", f"{path}/{made['id']}")
    assert (row["name"], row["description"]) == ("Slow scales", "Slowly.")


def test_drills_are_put_into_order_and_groups(page: Page, site: Site) -> None:
    root = site.fractal(f"Order {page.viewport_size}")
    for name in ("Scales", "Sight reading"):
        site.call("POST", f"/fractals/{root}/activities", {"name": name})
    page.goto(f"{site.address}/fractals/{root}/activities")
    page.get_by_role("button", name="New group").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Technique")
    page.keyboard.press("Enter")
    group = page.get_by_role("region", name="Technique")
    expect(group).to_be_visible()
    with page.expect_response("**/place"):
        page.get_by_label("Move Sight reading up").click()
    expect(drills(page)).to_have_text(["Sight reading", "Scales"])
    with page.expect_response("**/place"):
        page.get_by_label("Move Sight reading up").press("Enter")
    expect(group.get_by_role("link", name="Sight reading")).to_be_visible()
    page.reload()
    expect(group.get_by_role("link", name="Sight reading")).to_be_visible()
    assert axe(page) == []
    group.get_by_label("Actions for the group Technique").click()
    group.get_by_role("button", name="Delete").click()
    expect(group).to_have_count(0)
    expect(drills(page)).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(group.get_by_role("link", name="Sight reading")).to_be_visible()


def test_a_plan_is_built_and_put_into_order(page: Page, site: Site) -> None:
    root = site.fractal(f"Plan {page.viewport_size}")
    for name in ("Scales", "Fugue"):
        site.call("POST", f"/fractals/{root}/activities", {"name": name})
    page.goto(f"{site.address}/fractals/{root}/templates")
    assert axe(page) == []
    page.get_by_role("link", name="New template").first.click()
    page.get_by_label("Name", exact=True).fill("Morning")
    page.get_by_label("Section", exact=True).fill("Warm-up")
    page.get_by_label("Minutes").fill("10")
    for name in ("Fugue", "Scales"):
        page.get_by_role("button", name="Add an activity").click()
        page.get_by_label("Activity", exact=True).last.select_option(name)
    page.get_by_label("Move this activity up").last.click()
    page.get_by_role("button", name="Add a section").click()
    page.get_by_role("button", name="Add template").click()
    expect(page.get_by_text("Give it a name.")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Section", exact=True).last.fill("The piece")
    page.get_by_role("button", name="Add template").click()
    expect(page.get_by_role("link", name="Morning")).to_be_visible()
    assert axe(page) == []
    plan = site.call("GET", f"/fractals/{root}/templates")["items"][0]
    assert [
        (section["planned_duration_seconds"], [one["name"] for one in section["activities"]])
        for section in plan["sections"]
    ] == [(600, ["Scales", "Fugue"]), (None, [])]
