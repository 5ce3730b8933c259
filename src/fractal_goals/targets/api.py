"""`/fractals/{f}/goals/{g}/targets` and `/fractals/{f}/targets`: what a goal must meet."""

from typing import Annotated, Any

from litestar import Controller, Response

from fractal_goals.kit.paging import page_of
from fractal_goals.targets.commands import create_target, delete_target, edit_target
from fractal_goals.targets.queries.targets import list_targets, target_detail
from fractal_goals.targets.schemas import TargetEdit, TargetNew, TargetPage, TargetRow
from fractal_goals.web.answers import created, deleted, shaped
from fractal_goals.web.caller import Caller
from fractal_goals.web.operations import body_like, creates, edits, reads, removes

TAG = "Targets"
TARGET = {
    "name": "Scales at 120",
    "activity_definition_id": "01k5scales",
    "conditions": [{"metric_definition_id": "01k5tempo", "comparison": ">=", "value": 120.0}],
}
EXAMPLE = {
    "id": "01k5target",
    "root_id": "01k5fractal",
    "goal_id": "01k5goal",
    "name": "Scales at 120",
    "activity_definition_id": "01k5scales",
    "activity": {"id": "01k5scales", "name": "Scales"},
    "conditions": [
        {
            "id": "01k5condition",
            "metric_definition_id": "01k5tempo",
            "name": "Tempo",
            "unit": "bpm",
            "comparison": ">=",
            "value": 120.0,
        }
    ],
    "met": True,
    "met_session_id": "01k5session",
    "met_session": {
        "id": "01k5session",
        "name": "Morning scales",
        "session_start": "2026-01-31T09:30:00Z",
    },
    "sort_order": 0,
    "met_instance_id": "01k5instance",
    "version": 2,
    "created_at": "2026-01-02T08:00:00Z",
    "updated_at": "2026-01-31T10:00:00Z",
}


class GoalTargetsApi(Controller):
    """The targets of one goal."""

    path = "/fractals/{f:str}/goals/{g:str}/targets"

    @reads("/", tag=TAG)
    async def list_targets(
        self, caller: Caller, f: str, g: str, limit: int | None = None, cursor: str | None = None
    ) -> TargetPage:
        """A goal's targets in their order, each with what met it first."""
        return shaped(TargetPage, await caller.read(f, list_targets, g, page_of(limit, cursor)))

    @creates("/", tag=TAG, shape=TargetRow, example=EXAMPLE)
    async def create_target(
        self, caller: Caller, f: str, g: str, data: Annotated[TargetNew, body_like(TARGET)]
    ) -> Response[Any]:
        """Give a goal a target. What was practised before can meet it at once."""
        target_id, row, is_new = await caller.write(f, create_target, g, data)
        return created(row, f"/api/v1/fractals/{f}/targets/{target_id}", is_new=is_new)


class TargetsApi(Controller):
    """Single targets."""

    path = "/fractals/{f:str}/targets"

    @reads("/{t:str}", tag=TAG)
    async def read_target(self, caller: Caller, f: str, t: str) -> TargetRow:
        """One target."""
        return shaped(TargetRow, await caller.read(f, target_detail, t))

    @edits("/{t:str}", tag=TAG)
    async def edit_target(
        self,
        caller: Caller,
        f: str,
        t: str,
        data: Annotated[TargetEdit, body_like({"name": "Scales at 126"})],
    ) -> TargetRow:
        """Change a target; it is compared with all evidence anew."""
        return shaped(TargetRow, await caller.write(f, edit_target, t, data))

    @removes("/{t:str}", tag=TAG)
    async def delete_target(self, caller: Caller, f: str, t: str) -> Response[None]:
        """Put a target into the trash. Its goal may complete or reopen."""
        return deleted(await caller.write(f, delete_target, t))
