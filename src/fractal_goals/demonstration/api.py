"""`/demonstration`: a fractal with two years of plausible practice, in one click."""

from typing import Any

from litestar import Controller, Response

from fractal_goals.demonstration.commands import make_demonstration, remove_demonstration
from fractal_goals.fractals.schemas import FractalRow
from fractal_goals.web.answers import created, deleted
from fractal_goals.web.caller import Caller
from fractal_goals.web.operations import creates, removes

TAG = "Demonstration"
MADE = {
    "id": "demo-01kf0000000000000000000000",
    "root_id": "demo-01kf0000000000000000000000",
    "name": "Become a working classical guitarist",
    "description": "A demonstration: this practice was made up by the program.",
    "deadline": None,
    "completed": False,
    "goal_count": 60,
    "session_count": 276,
    "last_activity": "2026-01-30T18:02:00Z",
    "version": 1,
    "created_at": "2024-01-31T23:00:00Z",
    "updated_at": "2024-01-31T23:00:00Z",
}


class DemonstrationApi(Controller):
    """Something to look at, before there is anything of one's own."""

    path = "/demonstration"

    @creates("/", tag=TAG, shape=FractalRow, example=MADE)
    async def make_demonstration(self, caller: Caller) -> Response[Any]:
        """Make a demonstration fractal: two years of a guitarist's practice, all made up."""
        root_id, row = await caller.write_own(make_demonstration)
        return created(row, f"/api/v1/fractals/{root_id}", is_new=True)

    @removes("/", tag=TAG)
    async def remove_demonstration(self, caller: Caller) -> Response[None]:
        """Put the demonstration fractal into the trash; of several, the latest."""
        return deleted(await caller.write_own(remove_demonstration))
