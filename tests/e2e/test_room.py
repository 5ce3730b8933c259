"""An hour of practice on the phone: started, logged, interrupted, finished."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import Site
from tests.e2e.room import Ground, Room, prepare, value_of
from tests.support.accessibility import axe

on_the_phone = pytest.mark.parametrize("page", ["phone"], indirect=True)


@pytest.fixture
def ground(site: Site, request: pytest.FixtureRequest) -> Ground:
    """A fractal of the test's own."""
    return prepare(site, request.node.name[:150])


@pytest.fixture
def room(page: Page, ground: Ground) -> Room:
    """A room, not entered yet."""
    return Room(page, ground)


def start_for_every_goal(page: Page, ground: Ground) -> None:
    """Start a session from today, for all goals; its room opens with its clock running."""
    page.goto(f"{ground.site.address}{ground.path}/today")
    page.get_by_role("button", name="Choose first").click()
    dialog = page.get_by_role("dialog", name="Start practice")
    for goal in ground.goals:
        dialog.get_by_label(goal).check()
    dialog.get_by_role("button", name="Start the clock").click()
    expect(page).to_have_url(re.compile(r"/sessions/[^/]+/room$"))
    clock = page.get_by_role("timer", name="Time of the session")
    expect(clock).to_have_text(re.compile(r"^0:0\d$"))


def finish(page: Page) -> None:
    """Say how it was, and finish: the report opens."""
    page.get_by_role("button", name="Finish", exact=True).click()
    dialog = page.get_by_role("dialog", name="How was it?")
    dialog.get_by_role("group", name="Focus").get_by_label("8", exact=True).check()
    dialog.get_by_role("button", name="More Interruptions").click()
    dialog.get_by_label("Notes").fill("The left hand drags.")
    dialog.get_by_role("button", name="Finish session").click()
    expect(page).to_have_url(re.compile(r"/sessions/[^/]+$"))


def test_an_hour_is_logged_from_today_to_the_report(page: Page, ground: Ground, room: Room) -> None:
    ground.practised_before()
    start_for_every_goal(page, ground)
    room.add("Bench press")
    expect(room.card("Bench press")).to_contain_text(re.compile("77.5 kg . 8 . 77.5 kg . 7"))
    room.row("Bench press", 1).get_by_role("button", name="last 77.5").click()
    expect(room.field("Bench press", 1, "Weight")).to_have_value("77.5")
    room.field("Bench press", 1, "Reps").fill("9")
    room.card("Bench press").get_by_role("button", name="Add set").click()
    expect(room.field("Bench press", 2, "Reps")).to_have_value("9")
    room.row("Bench press", 2).get_by_role("button", name="More: Weight").click()
    expect(room.field("Bench press", 2, "Weight")).to_have_value("78")
    expect(room.card("Bench press")).to_contain_text("2 sets yield 1,399.5")

    room.add("Scales")
    left, right = (room.field("Scales", 1, f"{side}, Tempo") for side in ("Left", "Right"))
    expect(left).to_have_attribute("placeholder", "88")
    left.fill("90")
    page.keyboard.press("Enter")
    expect(right).to_be_focused()
    right.fill("92,5")
    room.card("Scales").get_by_text("Notes").click()
    page.get_by_label("Notes on Scales").fill("Thumb under.")
    finish(page)

    report = page.get_by_role("main")
    for text in ("The left hand drags.", "Thumb under.", "8 of 10", "92.5", *ground.goals):
        expect(report).to_contain_text(text)
    bench = page.get_by_role("article", name="Bench press")
    expect(bench.get_by_role("row", name=re.compile("^1"))).to_contain_text("1 more, better")
    expect(bench).to_contain_text("The session before")
    assert axe(page) == []


@on_the_phone
def test_a_reload_in_the_middle_loses_nothing(page: Page, ground: Ground, room: Room) -> None:
    session = ground.session()
    instance = ground.add(session, ground.bench)
    room.enter(session)
    room.field("Bench press", 1, "Weight").fill("80")
    page.reload()
    expect(room.field("Bench press", 1, "Weight")).to_have_value("80")
    room.saved()
    assert ground.sets(instance) == [[80.0]]


@on_the_phone
def test_what_is_entered_without_a_connection_is_stored_once_it_is_back(
    page: Page, ground: Ground, room: Room
) -> None:
    session = ground.session()
    instance = ground.add(session, ground.bench)
    room.enter(session)
    page.context.set_offline(True)
    for number, (weight, reps) in enumerate((("80", "8"), ("82.5", "6")), start=1):
        if number > 1:
            room.card("Bench press").get_by_role("button", name="Add set").click()
        room.field("Bench press", number, "Weight").fill(weight)
        room.field("Bench press", number, "Reps").fill(reps)
    room.turn("Bench press", "Start")
    room.says("Not saved . retrying")
    assert ground.sets(instance) == []
    page.context.set_offline(False)
    room.saved()
    assert ground.sets(instance) == [[80.0, 8.0], [82.5, 6.0]]
    assert ground.call("GET", f"/instances/{instance}")["time_start"] is not None


@on_the_phone
def test_a_killed_browser_sends_what_was_left_when_it_comes_back(
    page: Page, ground: Ground, room: Room
) -> None:
    session = ground.session()
    instance = ground.add(session, ground.bench)
    room.enter(session)

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/api/**", refuse)
    room.field("Bench press", 1, "Weight").fill("80")
    room.card("Bench press").get_by_role("button", name="Add set").click()
    page.close()
    assert ground.sets(instance) == []
    again = page.context.new_page()
    back = Room(again, ground)
    back.enter(session)
    expect(back.field("Bench press", 2, "Weight")).to_have_value("80")
    back.saved()
    assert ground.sets(instance) == [[80.0], [80.0]]


def test_one_clock_runs_and_another_asks_to_switch(page: Page, ground: Ground, room: Room) -> None:
    session = ground.session()
    bench, scales = (ground.add(session, one) for one in (ground.bench, ground.scales))
    room.enter(session)
    room.turn("Bench press", "Start")
    room.turn("Scales", "Start")
    question = page.get_by_role("dialog", name="One clock at a time")
    expect(question).to_contain_text("“Bench press” is running")
    assert axe(page) == []
    question.get_by_role("button", name="Leave it running").click()
    expect(room.clock_button("Scales", "Start")).to_be_visible()

    room.turn("Scales", "Start")
    question.get_by_role("button", name="Switch to “Scales”").click()
    expect(room.clock_button("Bench press", "Resume")).to_be_visible()
    expect(room.clock_button("Scales", "Pause")).to_be_visible()
    room.saved()
    assert ground.call("GET", f"/instances/{scales}")["pauses"] == []
    (pause,) = ground.call("GET", f"/instances/{bench}")["pauses"]
    assert pause["resumed_at"] is None


def test_a_clock_of_another_session_offers_to_switch(
    page: Page, ground: Ground, room: Room
) -> None:
    other = ground.add(ground.session(name="Elsewhere"), ground.reading)
    ground.call("PUT", f"/instances/{other}/timer", {"action": "start"})
    session = ground.session()
    ground.add(session, ground.bench)
    room.enter(session)
    room.turn("Bench press", "Start")
    question = page.get_by_role("dialog", name="One clock at a time")
    expect(question).to_contain_text("“Sight reading” is running")
    expect(question).to_contain_text("Pause it and go on with “Bench press”?")
    question.get_by_role("button", name="Switch to “Bench press”").click()
    expect(room.clock_button("Bench press", "Pause")).to_be_visible()
    room.saved()


def test_done_stops_the_clock_and_opens_the_next_activity(
    page: Page, ground: Ground, room: Room
) -> None:
    session = ground.session()
    bench = ground.add(session, ground.bench)
    ground.add(session, ground.scales)
    room.enter(session)
    room.turn("Bench press", "Start")
    room.card("Bench press").get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Start: Scales")).to_be_visible()
    expect(page.get_by_role("button", name="Resume: Bench press")).to_be_hidden()
    room.saved()
    stored = ground.call("GET", f"/instances/{bench}")
    assert (stored["completed"], stored["time_stop"] is None) == (True, False)
    room.card("Bench press").get_by_role("button", name="Not done yet").click()
    room.saved()
    assert ground.call("GET", f"/instances/{bench}")["completed"] is False


@on_the_phone
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("4000", "This must be 400 or less."),
        ("-1", "This must be 0 or more."),
        ("8o", "This is not a number."),
    ],
)
def test_what_cannot_be_stored_is_said_at_the_field_and_kept(
    page: Page, ground: Ground, room: Room, typed: str, message: str
) -> None:
    session = ground.session()
    instance = ground.add(session, ground.bench)
    room.enter(session)
    room.field("Bench press", 1, "Weight").fill(typed)
    room.field("Bench press", 1, "Reps").fill("8")
    page.keyboard.press("Tab")
    weight = room.field("Bench press", 1, "Weight")
    expect(weight).to_have_accessible_description(message)
    room.says("Check the marked field")
    assert axe(page) == []
    page.reload()
    expect(weight).to_have_value(typed)
    expect(weight).to_have_accessible_description(message)
    assert ground.sets(instance) == [[8.0]]
    weight.fill("80")
    page.keyboard.press("Tab")
    room.saved()
    assert ground.sets(instance) == [[80.0, 8.0]]


def test_a_removed_set_comes_back(page: Page, ground: Ground, room: Room) -> None:
    session = ground.session()
    weight = ground.bench["metrics"][0]["id"]
    sets: list[dict[str, Any]] = [
        {"values": [{"metric_definition_id": weight, "value": kilos}]} for kilos in (70, 75, 80)
    ]
    instance = ground.add(session, ground.bench, sets=sets)
    room.enter(session)
    room.row("Bench press", 2).get_by_role("button", name="Remove set 2").click()
    expect(room.field("Bench press", 2, "Weight")).to_have_value("80")
    room.saved()
    assert ground.sets(instance) == [[70.0], [80.0]]
    page.get_by_role("button", name="Undo").click()
    expect(room.field("Bench press", 2, "Weight")).to_have_value("75")
    room.saved()
    assert ground.sets(instance) == [[70.0], [75.0], [80.0]]


def test_activities_change_their_order_and_leave(page: Page, ground: Ground, room: Room) -> None:
    session = ground.session()
    for activity in (ground.bench, ground.scales, ground.reading):
        ground.add(session, activity)
    room.enter(session)

    def order() -> list[str]:
        return [
            one["activity"]["name"]
            for one in ground.call("GET", f"/sessions/{session}")["instances"]
        ]

    room.card("Sight reading").locator("summary[aria-label='Actions for Sight reading']").click()
    room.card("Sight reading").get_by_role("button", name="Move up").click()
    room.saved()
    assert order() == ["Bench press", "Sight reading", "Scales"]
    room.card("Bench press").locator("summary[aria-label='Actions for Bench press']").click()
    page.get_by_role("button", name="Remove from this session").first.click()
    expect(page.get_by_role("heading", name="Bench press", level=3)).to_be_hidden()
    assert order() == ["Sight reading", "Scales"]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Bench press", level=3)).to_be_visible()


@on_the_phone
def test_a_newcomer_makes_an_activity_and_logs_its_first_set(
    page: Page, site: Site, room: Room
) -> None:
    root = site.fractal("Nothing yet")
    page.goto(f"{site.address}/fractals/{root}/today")
    page.get_by_role("button", name="Start now").click()
    page.get_by_role("button", name="Add activity").click()
    dialog = page.get_by_role("dialog", name="Add activity")
    dialog.get_by_label("What do you do?").fill("Push-ups")
    dialog.get_by_label("What do you count?").fill("Repetitions")
    dialog.get_by_role("button", name="Make it and add it").click()
    field = room.field("Push-ups", 1, "Repetitions")
    field.fill("12")
    room.saved()
    page.reload()
    expect(field).to_have_value("12")
    assert axe(page) == []


def test_the_session_pauses_and_goes_on(page: Page, ground: Ground, room: Room) -> None:
    session = ground.session(session_start=None)
    room.enter(session)
    page.get_by_role("button", name="Start", exact=True).first.click()
    page.get_by_role("button", name="Pause the session").click()
    expect(page.get_by_role("button", name="Go on with the session")).to_be_visible()
    room.saved()
    assert ground.call("GET", f"/sessions/{session}")["pauses"][0]["resumed_at"] is None
    page.reload()
    page.get_by_role("button", name="Go on with the session").click()
    room.saved()
    assert ground.call("GET", f"/sessions/{session}")["pauses"][0]["resumed_at"] is not None


@on_the_phone
def test_what_one_wants_to_reach_right_now_is_ticked_off(
    page: Page, ground: Ground, room: Room
) -> None:
    session = ground.session()
    room.enter(session)
    page.get_by_text("What do you want to reach right now?").click()
    page.get_by_role("textbox", name="Immediate goal").fill("Bars 9 to 16")
    page.keyboard.press("Enter")
    goal = page.get_by_role("checkbox", name="Bars 9 to 16")
    goal.click()
    expect(goal).to_be_checked()
    (stored,) = ground.call("GET", f"/sessions/{session}")["immediate_goals"]
    assert (stored["name"], stored["completed"]) == ("Bars 9 to 16", True)


def test_a_value_in_no_split_is_shown_beside_the_splits_and_survives_a_save(
    page: Page, ground: Ground, room: Room
) -> None:
    tempo = ground.scales["metrics"][0]["id"]
    left = ground.scales["splits"][0]["id"]
    session = ground.session(session_start="2026-01-03T08:00:00Z")
    values = [value_of(tempo, 60.1234567), value_of(tempo, 80, left)]
    instance = ground.add(session, ground.scales, sets=[{"values": values}])
    room.enter(session)
    expect(room.field("Scales", 1, "Whole, Tempo")).to_have_value("60.1234567")
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        room.field("Scales", 1, "Right, Tempo").fill("84")
        room.field("Scales", 1, "Right, Tempo").blur()
    assert sorted(ground.sets(instance)[0]) == [60.1234567, 80, 84]
    page.goto(f"{ground.site.address}{ground.path}/sessions/{session}")
    expect(page.get_by_role("columnheader", name="Whole")).to_be_visible()
    expect(page.get_by_role("region", name="Sets of Scales")).to_contain_text("60.123")


def lose_answer(route: Route) -> None:
    """Let a request arrive, and its answer be lost on the way back."""
    route.fetch()
    route.abort()


@on_the_phone
def test_a_start_whose_answer_is_lost_starts_once(page: Page, ground: Ground, room: Room) -> None:
    page.route("**/timer", lose_answer, times=1)
    page.goto(f"{ground.site.address}{ground.path}/today")
    page.get_by_role("button", name="Start now").click()
    expect(page).to_have_url(re.compile(r"/sessions/[^/]+/room$"))
    planned = ground.session(session_start=None)
    room.enter(planned)
    page.route("**/timer", lose_answer, times=1)
    page.get_by_role("button", name="Start", exact=True).first.click()
    expect(page.get_by_role("button", name="Pause the session")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_hidden()


def test_escape_asks_before_it_throws_away_what_was_typed(
    page: Page, ground: Ground, room: Room
) -> None:
    room.enter(ground.session())
    dialog = page.get_by_role("dialog", name="Add activity")
    question = page.get_by_role("dialog", name="Leave what you typed?")
    opener = page.get_by_role("button", name="Add activity")
    opener.click()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    opener.click()
    dialog.get_by_text("A new activity").click()
    field = dialog.get_by_label("What do you do?")
    field.fill("Push-ups")
    for _ in range(2):
        page.keyboard.press("Escape")
        expect(question).to_be_visible()
        page.keyboard.press("Escape")
        expect(question).to_be_hidden()
    expect(field).to_have_value("Push-ups")
    page.keyboard.press("Escape")
    question.get_by_role("button", name="Leave it").click()
    expect(dialog).to_be_hidden()
    opener.click()
    expect(field).to_have_value("")


@on_the_phone
def test_what_was_typed_at_finishing_waits_for_the_next_opening(
    page: Page, ground: Ground, room: Room
) -> None:
    room.enter(ground.session())
    dialog = page.get_by_role("dialog", name="How was it?")
    page.get_by_role("button", name="Finish", exact=True).click()
    dialog.get_by_label("Notes").fill("The left hand drags.")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    room.add("Bench press")
    page.get_by_role("button", name="Finish", exact=True).click()
    expect(dialog.get_by_label("Notes")).to_have_value("The left hand drags.")
