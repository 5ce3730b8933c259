"""`/me`: the person who asks."""

from typing import Annotated

from litestar import Controller

from fractal_goals.accounts.commands import edit_me
from fractal_goals.accounts.queries import me
from fractal_goals.accounts.schemas import Me, MeEdit
from fractal_goals.web.answers import shaped
from fractal_goals.web.caller import Caller
from fractal_goals.web.operations import body_like, edits, reads

TAG = "You"


class MeApi(Controller):
    """The person who asks."""

    path = "/me"

    @reads("/", tag=TAG)
    async def read_me(self, caller: Caller) -> Me:
        """Who you are, and what "today" means to you."""
        return shaped(Me, await caller.read_own(me))

    @edits("/", tag=TAG)
    async def edit_me(
        self,
        caller: Caller,
        data: Annotated[MeEdit, body_like({"time_zone": "Europe/Berlin", "day_start_hour": 4})],
    ) -> Me:
        """Change your time zone, the hour your day starts, or your name."""
        return shaped(Me, await caller.write_own(edit_me, data))
