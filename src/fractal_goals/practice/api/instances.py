"""`/fractals/{f}/instances`: activities performed in sessions."""

from typing import Annotated

from litestar import Controller, Response

from fractal_goals.practice.api.examples import SETS, VALUES
from fractal_goals.practice.commands.instances import delete_instance, edit_instance
from fractal_goals.practice.commands.recording import replace_sets, replace_values
from fractal_goals.practice.commands.timing import turn_timer
from fractal_goals.practice.queries.instances import instance_detail
from fractal_goals.practice.queries.last_time import last_time
from fractal_goals.practice.schemas import (
    InstanceEdit,
    InstanceShown,
    LastTime,
    Sets,
    TimerTurn,
    Values,
)
from fractal_goals.web.answers import deleted, shaped
from fractal_goals.web.caller import Caller
from fractal_goals.web.operations import body_like, edits, reads, removes, replaces

TAG = "Instances"


class InstancesApi(Controller):
    """Activities performed in sessions of one fractal."""

    path = "/fractals/{f:str}/instances/{i:str}"

    @reads("/", tag=TAG)
    async def read_instance(self, caller: Caller, f: str, i: str) -> InstanceShown:
        """One instance with its sets, values, yield and best set."""
        return shaped(InstanceShown, await caller.read(f, instance_detail, i))

    @edits("/", tag=TAG)
    async def edit_instance(
        self,
        caller: Caller,
        f: str,
        i: str,
        data: Annotated[InstanceEdit, body_like({"notes": "Slower, cleaner"})],
    ) -> InstanceShown:
        """Change an instance, or move it to another place in its session."""
        return shaped(InstanceShown, await caller.write(f, edit_instance, i, data))

    @removes("/", tag=TAG)
    async def delete_instance(self, caller: Caller, f: str, i: str) -> Response[None]:
        """Put an instance with its sets and values into the trash."""
        return deleted(await caller.write(f, delete_instance, i))

    @replaces("/sets", tag=TAG)
    async def replace_sets(
        self, caller: Caller, f: str, i: str, data: Annotated[Sets, body_like(SETS)]
    ) -> InstanceShown:
        """Log sets: the whole list. Ids keep their rows; one left out goes to the trash."""
        return shaped(InstanceShown, await caller.write(f, replace_sets, i, data))

    @replaces("/values", tag=TAG)
    async def replace_values(
        self, caller: Caller, f: str, i: str, data: Annotated[Values, body_like(VALUES)]
    ) -> InstanceShown:
        """Log values outside of sets: the whole list. One left out goes to the trash."""
        return shaped(InstanceShown, await caller.write(f, replace_values, i, data))

    @replaces("/timer", tag=TAG)
    async def turn_timer(
        self,
        caller: Caller,
        f: str,
        i: str,
        data: Annotated[TimerTurn, body_like({"action": "start", "switch": True})],
    ) -> InstanceShown:
        """Start, pause, resume or stop the timer. One runs at a time: `switch` pauses the other.

        409 `another_timer_runs` names that other one as `running`.
        """
        return shaped(InstanceShown, await caller.write(f, turn_timer, i, data))

    @reads("/last-time", tag=TAG)
    async def last_time(self, caller: Caller, f: str, i: str) -> LastTime:
        """What was done in the latest earlier session with the same activity."""
        return shaped(LastTime, await caller.read(f, last_time, i))
