"""The practice room as a person uses it, and what they find there."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Site

# What the room keeps in the browser until the server has it.
LEFT_BEHIND = "Object.keys(localStorage).filter((key) => /^(outbox|draft)-/.test(key))"


@dataclass(frozen=True)
class Ground:
    """A fractal with two short-term goals and three activities; ids by name."""

    site: Site
    root: str
    goals: dict[str, str]
    bench: dict[str, Any]
    scales: dict[str, Any]
    reading: dict[str, Any]

    @property
    def path(self) -> str:
        """The fractal's path, in the API and in pages alike."""
        return f"/fractals/{self.root}"

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """One request to the API below the fractal."""
        return self.site.call(method, f"{self.path}{path}", body)

    def session(self, **more: Any) -> str:
        """Start a session; its id."""
        body = {"session_start": "2026-01-05T08:00:00Z", **more}
        made: str = self.call("POST", "/sessions", body)["id"]
        return made

    def add(self, session_id: str, activity: dict[str, Any], **more: Any) -> str:
        """Add an activity to a session; the instance's id."""
        body = {"activity_definition_id": activity["id"], **more}
        made: str = self.call("POST", f"/sessions/{session_id}/instances", body)["id"]
        return made

    def sets(self, instance_id: str) -> list[list[float]]:
        """The stored values of each set, in order."""
        instance = self.call("GET", f"/instances/{instance_id}")
        return [[value["value"] for value in one["values"]] for one in instance["sets"]]

    def practised_before(self) -> str:
        """A finished session: three sets of bench press, one of scales; its id."""
        session = self.session(name="The session before", session_start="2026-01-02T08:00:00Z")
        weight, reps = (metric["id"] for metric in self.bench["metrics"])
        sets = [
            {"values": [value_of(weight, kilos), value_of(reps, count)]}
            for kilos, count in ((77.5, 8), (77.5, 7), (75, 8))
        ]
        self.add(session, self.bench, sets=sets)
        tempo = self.scales["metrics"][0]["id"]
        left, right = (split["id"] for split in self.scales["splits"])
        self.add(
            session,
            self.scales,
            sets=[{"values": [value_of(tempo, 88, left), value_of(tempo, 92, right)]}],
        )
        self.call("PUT", f"/sessions/{session}/completion", {"session_end": "2026-01-02T09:00:00Z"})
        return session


def value_of(metric_id: str, value: float, split_id: str | None = None) -> dict[str, Any]:
    """A value as the API takes it."""
    return {"metric_definition_id": metric_id, "split_definition_id": split_id, "value": value}


def prepare(site: Site, name: str) -> Ground:
    """A fresh fractal to practise in."""
    root = site.fractal(name)
    long = site.goal(root, "LongTermGoal", "A secure technique", root)
    goals = {
        goal: site.goal(root, "ShortTermGoal", goal, long)
        for goal in ("Scales in thirds at 96", "Bench 80 kg for eight")
    }

    def activity(name: str, **more: Any) -> Any:
        return site.call("POST", f"/fractals/{root}/activities", {"name": name, **more})

    bench = activity(
        "Bench press",
        has_sets=True,
        metrics=[
            {"name": "Weight", "unit": "kg", "is_multiplicative": True, "is_top_set_metric": True,
             "max_value": 400},
            {"name": "Reps", "unit": "", "is_multiplicative": True},
        ],
    )  # fmt: skip
    scales = activity(
        "Scales",
        has_sets=True,
        metrics=[{"name": "Tempo", "unit": "bpm", "max_value": 300}],
        splits=[{"name": "Left"}, {"name": "Right"}],
    )
    reading = activity("Sight reading", metrics=[{"name": "Pages", "unit": "pages"}])
    return Ground(site, root, goals, bench, scales, reading)


class Room:
    """The room of one session in the browser."""

    def __init__(self, page: Page, ground: Ground) -> None:
        """Take hold of the room that the page shows or will show."""
        self.page, self.ground = page, ground

    def enter(self, session_id: str) -> None:
        """Go to the room of a session."""
        self.page.goto(f"{self.ground.site.address}{self.ground.path}/sessions/{session_id}/room")

    def card(self, name: str) -> Locator:
        """The card of an activity, unfolded."""
        card = self.page.locator("room-card").filter(
            has=self.page.get_by_role("heading", name=name, level=3)
        )
        expect(card).to_be_visible()
        if card.locator("> details").get_attribute("open") is None:
            card.locator("summary").first.click()
        return card

    def row(self, name: str, number: int) -> Locator:
        """A set of an activity, counted from 1."""
        return self.card(name).get_by_role("listitem", name=f"Set {number}", exact=True)

    def field(self, name: str, number: int, label: str) -> Locator:
        """A field of a set."""
        return self.row(name, number).get_by_role("textbox", name=label)

    def add(self, name: str) -> None:
        """Add an activity by its dialog."""
        self.page.get_by_role("button", name="Add activity").click()
        self.page.get_by_role("dialog").get_by_role("button", name=name).click()
        expect(self.page.get_by_role("heading", name=name, level=3)).to_be_visible()

    def says(self, state: str) -> None:
        """Wait until the bar says whether everything is stored; `state` is a regular expression."""
        text = self.page.locator("#session-bar save-state [data-text]")
        expect(text).to_have_text(re.compile(f"^{state}"))

    def turn(self, name: str, action: str) -> None:
        """Press a button of an activity's clock: Start, Pause or Resume."""
        self.clock_button(name, action).click()

    def clock_button(self, name: str, action: str) -> Locator:
        """A button of an activity's clock."""
        return self.card(name).get_by_role("button", name=f"{action}: {name}")

    def saved(self) -> None:
        """Wait until everything entered is stored."""
        self.says("Saved")
        assert self.page.evaluate(LEFT_BEHIND) == []
