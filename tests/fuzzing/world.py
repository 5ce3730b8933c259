"""A small fractal with one of everything, and the operations of the API to ask about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.support.api import Client, FractalApi, new_fractal

METHODS = ("get", "post", "put", "patch", "delete")
JSON = "application/json"


@dataclass(frozen=True)
class Operation:
    """One operation as the OpenAPI document tells it; `ids` fill its path."""

    method: str
    path: str
    told: dict[str, Any]
    ids: dict[str, str]

    @property
    def name(self) -> str:
        """How a finding names it."""
        return str(self.told["operationId"])

    @property
    def body(self) -> dict[str, Any] | None:
        """Its body's schema and example, if it takes one."""
        found: dict[str, Any] | None = self.told.get("requestBody", {}).get("content", {}).get(JSON)
        return found

    def url(self, **other: str) -> str:
        """Its address, with other ids than those of the world where given."""
        return self.path.format(**{**self.ids, **other})


@dataclass(frozen=True)
class World:
    """One of everything, and the same of another fractal."""

    client: Client
    document: dict[str, Any]
    mine: dict[str, str]
    foreign: dict[str, str]

    def operations(self) -> Iterator[Operation]:
        """Every operation, about what is mine."""
        for path, methods in self.document["paths"].items():
            for method in METHODS:
                if method in methods:
                    yield Operation(method, path, methods[method], self.mine)


def make_world(client: Client) -> World:
    """Two fractals with one of everything in each."""
    document = client.get("/api/openapi.json").json()
    foreign = _one_of_everything(new_fractal(client))
    return World(client, document, _one_of_everything(new_fractal(client)), foreign)


def _one_of_everything(fractal: FractalApi) -> dict[str, str]:
    """The ids of a fractal's rows, by the names that paths and bodies have for them."""
    group = fractal.make("/activity-groups", name="Technique")
    activity = fractal.make(
        "/activities",
        name="Scales",
        group_id=group["id"],
        metrics=[{"name": "Tempo", "unit": "bpm", "is_top_set_metric": True}],
        splits=[{"name": "Left"}],
    )
    plain = {"activity_definition_id": activity["id"]}
    template = fractal.make(
        "/templates", name="Morning", sections=[{"name": "A", "activities": [plain]}]
    )
    goal = fractal.make("/goals", type="ShortTermGoal", name="Evenly", parent_id=fractal.id)
    gone = fractal.make("/goals", type="ShortTermGoal", name="Gone", parent_id=fractal.id)
    session = fractal.make(
        "/sessions", parent_goal_ids=[goal["id"]], session_template_id=template["id"]
    )
    metric, split = activity["metrics"][0]["id"], activity["splits"][0]["id"]
    condition = {"metric_definition_id": metric, "comparison": ">=", "value": 100}
    target = fractal.ask(
        "POST", f"/goals/{goal['id']}/targets", {"name": "Fast", **plain, "conditions": [condition]}
    )
    return {
        "f": fractal.id,
        "g": goal["id"],
        "s": session["id"],
        "i": session["instances"][0]["id"],
        "m": metric,
        "split": split,
        "t": target.json()["id"],
        "activity_id": activity["id"],
        "group_id": group["id"],
        "template_id": template["id"],
        "deletion_id": fractal.remove(f"/goals/{gone['id']}"),
    }
