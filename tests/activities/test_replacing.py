"""Whatever list is sent, it is what is there afterwards, and rows that were named are kept."""

import uuid
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.support.api import FractalApi

NAMES = st.sampled_from(["A", "a", "B", "É", "é", "Straße", "STRASSE", "C", "D"])
BOUNDS = st.none() | st.integers(-5, 5)


class Lists(RuleBasedStateMachine):
    """One activity whose list of metrics is replaced again and again; `model` is what it holds."""

    fractal: FractalApi

    @initialize()
    def make(self) -> None:
        """Begin with an activity without metrics."""
        self.row = self.fractal.make("/activities", name=uuid.uuid4().hex, metrics=[])
        self.path = f"/activities/{self.row['id']}"
        self.model: list[dict[str, Any]] = []

    @rule(data=st.data())
    def replace(self, data: Any) -> None:
        """Send a list of kept, renamed and new metrics in any order."""
        kept = (
            data.draw(st.lists(st.sampled_from(self.model), unique_by=lambda one: one["id"]))
            if (self.model)
            else []
        )
        items = [
            {"id": one["id"]} | data.draw(st.just({}) | st.fixed_dictionaries({"name": NAMES}))
            for one in kept
        ]
        items += data.draw(
            st.lists(st.fixed_dictionaries({"name": NAMES, "min_value": BOUNDS}), max_size=3)
        )
        items = data.draw(st.permutations(items))
        stored = {one["id"]: one for one in self.model}
        wanted = [{**stored.get(item.get("id", ""), {}), **item} for item in items]
        folded = [one["name"].casefold() for one in wanted]
        answer = self.fractal.ask("PATCH", self.path, {"metrics": items})
        if len(set(folded)) < len(folded):
            assert answer.status_code == 422
            assert answer.json()["code"] == "name_twice"
        else:
            assert answer.status_code == 200, answer.text
            self.model = answer.json()["metrics"]
            self.compare(wanted)
        assert self.fractal.read(self.path)["metrics"] == self.model

    def compare(self, wanted: list[dict[str, Any]]) -> None:
        """The metrics are those that were sent, in order; those with an id are the same rows."""
        assert len(self.model) == len(wanted)
        for place, (row, item) in enumerate(zip(self.model, wanted, strict=True)):
            assert row["sort_order"] == place
            assert {name: row[name] for name in item if name != "sort_order"} == {
                name: value for name, value in item.items() if name != "sort_order"
            }


def test_a_list_that_is_sent_is_the_list(fractal: FractalApi) -> None:
    machine = type("OnThisFractal", (Lists,), {"fractal": fractal})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=40, stateful_step_count=8, deadline=None)
    )
