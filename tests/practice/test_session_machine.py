"""Whatever one does, in whichever order: sessions are what a stopwatch and a notebook say."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    rule,
    run_state_machine_as_test,
)

from tests.practice.sittings import Model, Sitting
from tests.practice.studio import Studio, a_set
from tests.support.api import new_fractal

NUMBERS = st.integers(0, 20).map(float)
SETS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", "d"]), NUMBERS),
    unique_by=lambda one: one[0],
    max_size=4,
)


class Practice(RuleBasedStateMachine):
    """One fractal; after each step the session it was about is compared with the model."""

    client: Any
    living: Bundle[str] = Bundle("living")
    trashed: Bundle[tuple[str, str]] = Bundle("trashed")
    instances: Bundle[tuple[str, str]] = Bundle("instances")

    @initialize()
    def begin(self) -> None:
        """An empty fractal with one activity."""
        self.studio = Studio(new_fractal(self.client))
        self.press = self.studio.press()
        self.model = Model()

    @rule(target=living, started=st.booleans())
    def make(self, started: bool) -> str:  # noqa: FBT001 - drawn by Hypothesis
        """Plan or start a session."""
        self.model.pass_minute()
        session = self.studio.session(self.model.now if started else None)
        self.model.sittings[session] = Sitting()
        if started:
            self.model.sittings[session].clock.state = "running"
        self.compare(session)
        return session

    @rule(target=instances, session=living, sets=SETS)
    def add(self, session: str, sets: list[tuple[str, float]]) -> tuple[str, str]:
        """Add an activity with sets."""
        self.model.pass_minute()
        given = [a_set(self.press, number, id=name) for name, number in sets]
        sitting = self.model.sittings[session]
        instance = self.studio.instance(session, self.press, sets=given)
        sitting.instances[instance] = type(sitting.clock)()
        sitting.sets[instance] = sets
        self.compare(session)
        return session, instance

    @rule(
        place=instances,
        action=st.sampled_from(["start", "pause", "resume", "stop"]),
        switch=st.booleans(),
    )
    def turn(self, place: tuple[str, str], action: str, switch: bool) -> None:  # noqa: FBT001
        """Turn an instance's timer."""
        self.model.pass_minute()
        session, instance = place
        sitting = self.model.sittings[session]
        if instance in sitting.instances and not sitting.in_trash:
            body = {"action": action, "at": self.model.now, "switch": switch}
            answer = self.studio.api.ask("PUT", f"/instances/{instance}/timer", body)
            self.agree(answer, self.model.turn(sitting, instance, action, switch=switch))
            self.compare(session)

    @rule(session=living, action=st.sampled_from(["start", "pause", "resume"]))
    def turn_session(self, session: str, action: str) -> None:
        """Turn a session's own timer."""
        self.model.pass_minute()
        sitting = self.model.sittings[session]
        body = {"action": action, "at": self.model.now}
        answer = self.studio.api.ask("PUT", f"/sessions/{session}/timer", body)
        self.agree(answer, self.model.turn_session(sitting, action))
        self.compare(session)

    @rule(place=instances, sets=SETS)
    def log(self, place: tuple[str, str], sets: list[tuple[str, float]]) -> None:
        """Replace an instance's sets, twice, as a shaky connection does."""
        self.model.pass_minute()
        session, instance = place
        sitting = self.model.sittings[session]
        if instance in sitting.instances and not sitting.in_trash:
            given = [a_set(self.press, number, id=name) for name, number in sets]
            first = self.studio.put_sets(instance, *given)
            assert self.studio.put_sets(instance, *given) == first
            sitting.sets[instance] = sets
            self.compare(session)

    @rule(session=living)
    def finish(self, session: str) -> None:
        """Finish a session."""
        self.model.pass_minute()
        sitting = self.model.sittings[session]
        self.studio.finish(session, self.model.now)
        self.model.finish(sitting)
        self.compare(session)

    @rule(session=living)
    def reopen(self, session: str) -> None:
        """Reopen a session."""
        self.model.pass_minute()
        sitting = self.model.sittings[session]
        self.studio.reopen(session)
        self.model.reopen(sitting)
        self.compare(session)

    @rule(target=trashed, session=consumes(living))
    def delete(self, session: str) -> tuple[str, str]:
        """Put a session into the trash."""
        self.model.pass_minute()
        sitting = self.model.sittings[session]
        deletion = self.studio.api.remove(f"/sessions/{session}")
        # The pause of a deletion is of the present, which is later than any step here.
        for clock in sitting.instances.values():
            clock.state = "paused for good" if clock.state == "running" else clock.state
        sitting.in_trash = True
        return session, deletion

    @rule(target=living, place=consumes(trashed))
    def restore(self, place: tuple[str, str]) -> str:
        """Bring a session back."""
        self.model.pass_minute()
        session, deletion = place
        assert self.studio.api.restore(deletion).status_code == 204
        sitting = self.model.sittings[session]
        sitting.in_trash = False
        for instance, clock in list(sitting.instances.items()):
            if clock.state == "paused for good":
                self.studio.api.remove(f"/instances/{instance}")
                del sitting.instances[instance], sitting.sets[instance]
        self.compare(session)
        return session

    def agree(self, answer: Any, refusal: str | None) -> None:
        """The product refuses what the model refuses, for the same reason."""
        found = None if answer.status_code == 200 else answer.json()["code"]
        assert found == refusal, answer.text

    def compare(self, session: str) -> None:
        """The session is as the model has it."""
        sitting, shown = self.model.sittings[session], self.studio.detail(session)
        assert shown["completed"] is sitting.finished
        total = sitting.clock.seconds if sitting.finished else None
        assert shown["total_duration_seconds"] == total
        assert state(shown["session_start"], shown["session_end"], shown["pauses"]) == (
            "stopped" if sitting.finished else sitting.clock.state
        )
        assert [one["id"] for one in shown["instances"]] == list(sitting.instances)
        for one in shown["instances"]:
            clock = sitting.instances[one["id"]]
            found = state(one["time_start"], one["time_stop"], one["pauses"])
            assert found == clock.state
            seconds = clock.seconds if found == "stopped" else None
            assert one["duration_seconds"] == seconds
            assert one["completed"] is (one["id"] in sitting.ticked)
            sets = [(each["id"], each["values"][0]["value"]) for each in one["sets"]]
            assert sets == sitting.sets[one["id"]]
            best = max(sets, key=lambda each: each[1])[0] if sets else None
            assert one["best_set_id"] == best


def state(start: str | None, stop: str | None, pauses: list[Any]) -> str:
    if start is None:
        return "unstarted"
    if stop is not None:
        return "stopped"
    return "paused" if any(one["resumed_at"] is None for one in pauses) else "running"


@pytest.mark.usefixtures("client")
def test_sessions_are_what_a_stopwatch_and_a_notebook_say(client: Any) -> None:
    machine = type("OnThisDatabase", (Practice,), {"client": client})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=8, stateful_step_count=25, deadline=None)
    )
