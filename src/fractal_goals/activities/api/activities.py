"""`/fractals/{f}/activities`: drills with their metrics and splits."""

from typing import Annotated, Any

from litestar import Controller, Response

from fractal_goals.activities.api.examples import ACTIVITY, ACTIVITY_MADE
from fractal_goals.activities.commands.activities import (
    create_activity,
    delete_activity,
    edit_activity,
    place_activity,
)
from fractal_goals.activities.queries import activity_detail, list_activities
from fractal_goals.activities.schemas import (
    ActivityEdit,
    ActivityNew,
    ActivityPage,
    ActivityPlace,
    ActivityRow,
)
from fractal_goals.kit.paging import page_of
from fractal_goals.web.answers import created, deleted, shaped
from fractal_goals.web.caller import Caller
from fractal_goals.web.operations import body_like, creates, edits, reads, removes, replaces

TAG = "Activities"


class ActivitiesApi(Controller):
    """Activities of one fractal."""

    path = "/fractals/{f:str}/activities"

    @reads("/", tag=TAG)
    async def list_activities(
        self,
        caller: Caller,
        f: str,
        group_id: str | None = None,
        q: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ActivityPage:
        """Activities by `sort_order`, then name; `q` is looked for in names."""
        page = page_of(limit, cursor)
        raw = await caller.read(f, list_activities, page, group_id=group_id, q=q)
        return shaped(ActivityPage, raw)

    @creates("/", tag=TAG, shape=ActivityRow, example=ACTIVITY_MADE)
    async def create_activity(
        self, caller: Caller, f: str, data: Annotated[ActivityNew, body_like(ACTIVITY)]
    ) -> Response[Any]:
        """Add an activity with its metrics and splits, in the order of the lists."""
        activity_id, row, is_new = await caller.write(f, create_activity, data)
        return created(row, f"/api/v1/fractals/{f}/activities/{activity_id}", is_new=is_new)

    @reads("/{activity_id:str}", tag=TAG)
    async def read_activity(self, caller: Caller, f: str, activity_id: str) -> ActivityRow:
        """One activity with its metrics (also retired ones) and splits."""
        return shaped(ActivityRow, await caller.read(f, activity_detail, activity_id))

    @edits("/{activity_id:str}", tag=TAG)
    async def edit_activity(
        self,
        caller: Caller,
        f: str,
        activity_id: str,
        data: Annotated[ActivityEdit, body_like({"description": "Three times ten"})],
    ) -> ActivityRow:
        """Change an activity. A list that is sent replaces the list; values recorded stay."""
        return shaped(ActivityRow, await caller.write(f, edit_activity, activity_id, data))

    @replaces("/{activity_id:str}/place", tag=TAG)
    async def place_activity(
        self,
        caller: Caller,
        f: str,
        activity_id: str,
        data: Annotated[ActivityPlace, body_like({"sort_order": 0})],
    ) -> ActivityRow:
        """Put an activity at a place in its group or in another one."""
        return shaped(ActivityRow, await caller.write(f, place_activity, activity_id, data))

    @removes("/{activity_id:str}", tag=TAG)
    async def delete_activity(self, caller: Caller, f: str, activity_id: str) -> Response[None]:
        """Put an activity into the trash; what was recorded with it stays to be seen."""
        return deleted(await caller.write(f, delete_activity, activity_id))
