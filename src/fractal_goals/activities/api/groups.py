"""`/fractals/{f}/activity-groups`: folders of drills."""

from typing import Annotated, Any

from litestar import Controller, Response

from fractal_goals.activities.api.examples import GROUP, GROUP_MADE
from fractal_goals.activities.commands.groups import (
    create_group,
    delete_group,
    edit_group,
    place_group,
)
from fractal_goals.activities.queries import group_detail, list_groups
from fractal_goals.activities.schemas import GroupEdit, GroupNew, GroupPage, GroupPlace, GroupRow
from fractal_goals.kit.paging import page_of
from fractal_goals.web.answers import created, deleted, shaped
from fractal_goals.web.caller import Caller
from fractal_goals.web.operations import body_like, creates, edits, reads, removes, replaces

TAG = "Activities"


class GroupsApi(Controller):
    """Groups of activities in one fractal."""

    path = "/fractals/{f:str}/activity-groups"

    @reads("/", tag=TAG)
    async def list_groups(
        self, caller: Caller, f: str, limit: int | None = None, cursor: str | None = None
    ) -> GroupPage:
        """Groups by `sort_order`, then name."""
        return shaped(GroupPage, await caller.read(f, list_groups, page_of(limit, cursor)))

    @creates("/", tag=TAG, shape=GroupRow, example=GROUP_MADE)
    async def create_group(
        self, caller: Caller, f: str, data: Annotated[GroupNew, body_like(GROUP)]
    ) -> Response[Any]:
        """Add a group; without `sort_order` behind the others."""
        group_id, row, is_new = await caller.write(f, create_group, data)
        return created(row, f"/api/v1/fractals/{f}/activity-groups/{group_id}", is_new=is_new)

    @reads("/{group_id:str}", tag=TAG)
    async def read_group(self, caller: Caller, f: str, group_id: str) -> GroupRow:
        """One group."""
        return shaped(GroupRow, await caller.read(f, group_detail, group_id))

    @edits("/{group_id:str}", tag=TAG)
    async def edit_group(
        self,
        caller: Caller,
        f: str,
        group_id: str,
        data: Annotated[GroupEdit, body_like({"name": "Strength, at home"})],
    ) -> GroupRow:
        """Change a group."""
        return shaped(GroupRow, await caller.write(f, edit_group, group_id, data))

    @replaces("/{group_id:str}/place", tag=TAG)
    async def place_group(
        self,
        caller: Caller,
        f: str,
        group_id: str,
        data: Annotated[GroupPlace, body_like({"sort_order": 0})],
    ) -> GroupRow:
        """Put a group at a place among the others."""
        return shaped(GroupRow, await caller.write(f, place_group, group_id, data))

    @removes("/{group_id:str}", tag=TAG)
    async def delete_group(self, caller: Caller, f: str, group_id: str) -> Response[None]:
        """Put a group into the trash; its activities stay, without a group."""
        return deleted(await caller.write(f, delete_group, group_id))
