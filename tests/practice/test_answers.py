"""What a write answers is what is read right after it, also where goals follow from it."""

from typing import Any

import pytest

from tests.practice.studio import Studio, values


class Scene:
    """A session with its own goal, which a person holds open although its target is met."""

    def __init__(self, studio: Studio) -> None:
        self.api = studio.api
        self.activity = studio.scales()
        self.served = studio.goal(completes_with_children=True)
        self.child = studio.goal("ImmediateGoal", self.served)
        self.session = studio.session(None, parent_goal_ids=[self.served])
        self.goal = studio.goal("ImmediateGoal", self.session)
        self.instance = studio.instance(self.session, self.activity)
        self.metric = self.activity["metrics"][0]["id"]
        self.target = self._target()
        studio.put_values(self.instance, *values(self.activity, 120))
        self.api.edit(f"/instances/{self.instance}", completed=True)
        assert self.api.read(f"/goals/{self.goal}")["completed"]
        assert self.api.ask("DELETE", f"/goals/{self.goal}/completion").status_code == 204
        assert not self.api.read(f"/goals/{self.goal}")["completed"]

    def _target(self) -> str:
        condition = {"metric_definition_id": self.metric, "comparison": ">=", "value": 100}
        body = {
            "name": "Fast",
            "activity_definition_id": self.activity["id"],
            "conditions": [condition],
        }
        answer = self.api.ask("POST", f"/goals/{self.goal}/targets", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def path(self, place: str) -> str:
        """A path whose `{…}` are rows of this scene."""
        return place.format(**{name: one for name, one in vars(self).items() if name != "api"})


@pytest.fixture
def scene(studio: Studio) -> Scene:
    """A scene of its own."""
    return Scene(studio)


WRITES: list[tuple[str, str, str, Any]] = [
    ("PUT", "/sessions/{session}", "/timer", {"action": "start"}),
    ("PUT", "/sessions/{session}", "/completion", None),
    ("PATCH", "/sessions/{session}", "", {"session_start": "2026-01-31T09:30:00Z"}),
    ("PUT", "/sessions/{session}", "/goals", {"goal_ids": []}),
    ("PATCH", "/instances/{instance}", "", {"completed": False}),
    ("PUT", "/instances/{instance}", "/timer", {"action": "start"}),
    ("PUT", "/instances/{instance}", "/values", []),
    ("PUT", "/instances/{instance}", "/sets", [{"values": []}]),
    ("PUT", "/goals/{goal}", "/completion", None),
    ("PUT", "/goals/{child}", "/completion", None),
    ("PATCH", "/goals/{served}", "", {"completes_with_children": False}),
    ("PUT", "/goals/{goal}", "/parent", {"parent_id": "{served}"}),
    ("PATCH", "/targets/{target}", "", {"name": "Faster"}),
]


@pytest.mark.parametrize(
    ("method", "row", "part", "body"),
    WRITES,
    ids=[f"{method} {row}{part}" for method, row, part, _ in WRITES],
)
def test_an_answer_is_what_is_read_after_it(
    scene: Scene, method: str, row: str, part: str, body: Any
) -> None:
    if isinstance(body, dict):
        body = {
            name: scene.path(one) if isinstance(one, str) else one for name, one in body.items()
        }
    answer = scene.api.ask(method, scene.path(row + part), body)
    assert answer.status_code == 200, answer.text
    assert answer.json() == scene.api.read(scene.path(row))


def test_starting_a_session_tells_that_its_goal_is_complete_by_it(scene: Scene) -> None:
    told = scene.api.put(f"/sessions/{scene.session}/timer", action="start")
    assert [one["completed"] for one in told["immediate_goals"]] == [True]
