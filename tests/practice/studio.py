"""A fractal in which one practises, as a script sees it."""

import itertools
from typing import Any

from tests.support.api import FractalApi

START = "2026-01-31T09:30:00Z"
_numbers = itertools.count()


class Studio:
    """Short spellings of what tests of practice need; rows are as the API answers them."""

    def __init__(self, fractal: FractalApi) -> None:
        self.api = fractal
        self.root = fractal.id

    def goal(self, type_: str = "ShortTermGoal", parent: str | None = None, **more: Any) -> str:
        """A goal; its id."""
        body = {"type": type_, "name": f"Goal {next(_numbers)}", "parent_id": parent or self.root}
        return str(self.api.make("/goals", **body, **more)["id"])

    def activity(self, *metrics: dict[str, Any], splits: tuple[str, ...] = ()) -> Any:
        """An activity with these metrics."""
        return self.api.make(
            "/activities",
            name=f"Activity {next(_numbers)}",
            metrics=list(metrics),
            splits=[{"name": name} for name in splits],
        )

    def scales(self) -> Any:
        """An activity with one metric, without sets."""
        return self.activity({"name": "Tempo", "unit": "bpm"})

    def press(self, splits: tuple[str, ...] = ()) -> Any:
        """An activity with weight (which decides) times repetitions."""
        return self.activity(
            {"name": "Weight", "unit": "kg", "is_multiplicative": True, "is_top_set_metric": True},
            {"name": "Repetitions", "is_multiplicative": True},
            splits=splits,
        )

    def session(self, start: str | None = START, **more: Any) -> str:
        """A session that has started, planned with `start=None`; its id."""
        if start is not None:
            more["session_start"] = start
        return str(self.api.make("/sessions", **more)["id"])

    def instance(self, session: str, activity: Any, **more: Any) -> str:
        """An activity in a session; the instance's id."""
        body = {"activity_definition_id": activity["id"], **more}
        answer = self.api.ask("POST", f"/sessions/{session}/instances", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def shown(self, instance: str) -> Any:
        """An instance as it is read."""
        return self.api.read(f"/instances/{instance}")

    def detail(self, session: str) -> Any:
        """A session as it is read."""
        return self.api.read(f"/sessions/{session}")

    def put_sets(self, instance: str, *sets: Any) -> Any:
        """Replace an instance's sets; the instance as it is read then."""
        return self._put(f"/instances/{instance}/sets", list(sets))

    def put_values(self, instance: str, *values: Any) -> Any:
        """Replace an instance's values outside of sets."""
        return self._put(f"/instances/{instance}/values", list(values))

    def turn(self, instance: str, action: str, at: str | None = None, **more: Any) -> Any:
        """Start, pause, resume or stop an instance's timer."""
        return self._put(f"/instances/{instance}/timer", _turn(action, at, more))

    def turn_session(self, session: str, action: str, at: str | None = None) -> Any:
        """Start, pause or resume a session."""
        return self._put(f"/sessions/{session}/timer", _turn(action, at, {}))

    def finish(self, session: str, end: str | None = None) -> Any:
        """Finish a session."""
        body = None if end is None else {"session_end": end}
        return self._put(f"/sessions/{session}/completion", body)

    def reopen(self, session: str) -> None:
        """Reopen a session."""
        assert self.api.ask("DELETE", f"/sessions/{session}/completion").status_code == 204

    def _put(self, path: str, body: Any) -> Any:
        answer = self.api.ask("PUT", path, body)
        assert answer.status_code == 200, answer.text
        return answer.json()


def _turn(action: str, at: str | None, more: dict[str, Any]) -> dict[str, Any]:
    return {"action": action, **({} if at is None else {"at": at}), **more}


def values(activity: Any, *numbers: float | None, split: int | None = None) -> list[Any]:
    """One value per metric of an activity, in order, in a split or in none; None leaves out."""
    of_split = {} if split is None else {"split_definition_id": activity["splits"][split]["id"]}
    return [
        {"metric_definition_id": metric["id"], "value": number, **of_split}
        for metric, number in zip(activity["metrics"], numbers, strict=False)
        if number is not None
    ]


def a_set(activity: Any, *numbers: float | None, **more: Any) -> dict[str, Any]:
    """A set with one value per metric; `id` and `kind` as said."""
    return {"values": values(activity, *numbers), **more}


def numbers_in(shown: Any) -> list[list[float]]:
    """The numbers of an instance's sets, in order."""
    return [[value["value"] for value in one["values"]] for one in shown["sets"]]
