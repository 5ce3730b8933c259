"""A model of sessions, minute by minute, that shares no rule with the product.

The product computes durations from instants. The model counts: with every step a minute
passes, in which what runs gets a minute older.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

ZERO = datetime(2026, 1, 31, 6, 0, tzinfo=UTC)
MINUTE = 60


@dataclass
class Clock:
    """A stopwatch: `state` and the seconds it has counted."""

    state: str = "unstarted"
    seconds: int = 0

    def pass_minute(self) -> None:
        """Count, if it runs."""
        if self.state == "running":
            self.seconds += MINUTE


@dataclass
class Sitting:
    """A session: its own clock, and those of its instances by id."""

    clock: Clock = field(default_factory=Clock)
    finished: bool = False
    in_trash: bool = False
    instances: dict[str, Clock] = field(default_factory=dict)
    sets: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    ticked: set[str] = field(default_factory=set)
    minutes_since_end: int = 0


class Model:
    """Every session of a fractal, and the time."""

    def __init__(self) -> None:
        self.sittings: dict[str, Sitting] = {}
        self.minute = 0

    @property
    def now(self) -> str:
        """The instant at which the next thing happens."""
        return (ZERO + timedelta(minutes=self.minute)).isoformat()

    def pass_minute(self) -> None:
        """A minute passes."""
        self.minute += 1
        for sitting in self.sittings.values():
            if sitting.finished:
                sitting.minutes_since_end += 1
            else:
                sitting.clock.pass_minute()
            for clock in sitting.instances.values():
                clock.pass_minute()

    def running(self) -> tuple[Sitting, str] | None:
        """The instance whose clock runs."""
        return next(
            (
                (sitting, instance)
                for sitting in self.sittings.values()
                if not sitting.in_trash
                for instance, clock in sitting.instances.items()
                if clock.state == "running"
            ),
            None,
        )

    def turn(self, sitting: Sitting, instance: str, action: str, *, switch: bool) -> str | None:
        """Turn an instance's clock; the code of the refusal, if it is refused."""
        clock = sitting.instances[instance]
        if refusal := _refusal(clock, action):
            return refusal
        wanted = {"start": "running", "resume": "running", "pause": "paused", "stop": "stopped"}
        if clock.state == wanted[action]:
            return None
        if wanted[action] == "running":
            if sitting.finished:
                return "session_finished"
            other = self.running()
            if other is not None and not switch:
                return "another_timer_runs"
            if other is not None:
                other[0].instances[other[1]].state = "paused"
            sitting.clock.state = "running"
            sitting.ticked -= {instance} if clock.state == "stopped" else set()
        if action == "stop":
            sitting.ticked.add(instance)
        clock.state = wanted[action]
        return None

    def turn_session(self, sitting: Sitting, action: str) -> str | None:
        """Turn a session's own clock; the code of the refusal, if it is refused."""
        if sitting.finished:
            return "session_finished"
        if refusal := _refusal(sitting.clock, action):
            return refusal
        sitting.clock.state = "paused" if action == "pause" else "running"
        if action == "pause":
            self.pause_in(sitting)
        return None

    def pause_in(self, sitting: Sitting) -> None:
        """Pause the clock that runs in a session."""
        for clock in sitting.instances.values():
            if clock.state == "running":
                clock.state = "paused"

    def finish(self, sitting: Sitting) -> None:
        """Finish a session; whatever was started in it stops."""
        if sitting.finished:
            return
        sitting.finished, sitting.minutes_since_end = True, 0
        sitting.clock.state = "running"
        for instance, clock in sitting.instances.items():
            if clock.state in {"running", "paused"}:
                clock.state = "stopped"
                sitting.ticked.add(instance)

    def reopen(self, sitting: Sitting) -> None:
        """Let a session go on: the time in between counts."""
        if sitting.finished:
            sitting.finished = False
            sitting.clock.seconds += sitting.minutes_since_end * MINUTE


def _refusal(clock: Clock, action: str) -> str | None:
    if action == "start":
        return None if clock.state == "unstarted" else "timer_started"
    if clock.state == "unstarted":
        return "timer_not_started"
    return "timer_stopped" if (action, clock.state) == ("pause", "stopped") else None
