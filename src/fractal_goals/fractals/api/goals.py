"""`/fractals/{f}/goals`: the nodes of the tree."""

from typing import Annotated, Any

from litestar import Controller, Response
from litestar.params import Parameter

from fractal_goals.fractals.api.examples import COMPLETION, GOAL, GOAL_MADE, MOVE
from fractal_goals.fractals.commands.goals import (
    complete_goal,
    create_goal,
    delete_goal,
    edit_goal,
    reopen_goal,
)
from fractal_goals.fractals.commands.moving import move_goal
from fractal_goals.fractals.queries.goals import goal_detail, list_goals
from fractal_goals.fractals.rules import GoalType
from fractal_goals.fractals.schemas import (
    Completion,
    GoalDetail,
    GoalEdit,
    GoalMove,
    GoalNew,
    GoalPage,
)
from fractal_goals.kit.paging import page_of
from fractal_goals.web.answers import created, deleted, shaped
from fractal_goals.web.caller import Caller
from fractal_goals.web.operations import body_like, creates, edits, reads, removes, replaces

TAG = "Goals"


class GoalsApi(Controller):
    """Goals of one fractal."""

    path = "/fractals/{f:str}/goals"

    @reads("/", tag=TAG)
    async def list_goals(
        self,
        caller: Caller,
        f: str,
        goal_type: Annotated[GoalType | None, Parameter(query="type")] = None,
        completed: bool | None = None,
        parent_id: str | None = None,
        q: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> GoalPage:
        """Goals, oldest first; `q` is looked for in names."""
        page = page_of(limit, cursor)
        raw = await caller.read(
            f, list_goals, page, type_=goal_type, completed=completed, parent_id=parent_id, q=q
        )
        return shaped(GoalPage, raw)

    @creates("/", tag=TAG, shape=GoalDetail, example=GOAL_MADE)
    async def create_goal(
        self, caller: Caller, f: str, data: Annotated[GoalNew, body_like(GOAL)]
    ) -> Response[Any]:
        """Add a goal at a legal place in the tree."""
        goal_id, row, is_new = await caller.write(f, create_goal, data)
        return created(row, f"/api/v1/fractals/{f}/goals/{goal_id}", is_new=is_new)

    @reads("/{g:str}", tag=TAG)
    async def read_goal(self, caller: Caller, f: str, g: str) -> GoalDetail:
        """One goal with the path to its root and its children."""
        return shaped(GoalDetail, await caller.read(f, goal_detail, g))

    @edits("/{g:str}", tag=TAG)
    async def edit_goal(
        self,
        caller: Caller,
        f: str,
        g: str,
        data: Annotated[GoalEdit, body_like({"deadline": "2031-06-30"})],
    ) -> GoalDetail:
        """Change a goal."""
        return shaped(GoalDetail, await caller.write(f, edit_goal, g, data))

    @removes("/{g:str}", tag=TAG)
    async def delete_goal(self, caller: Caller, f: str, g: str) -> Response[None]:
        """Put a goal with its subtree into the trash."""
        return deleted(await caller.write(f, delete_goal, g))

    @replaces("/{g:str}/parent", tag=TAG)
    async def move_goal(
        self, caller: Caller, f: str, g: str, data: Annotated[GoalMove, body_like(MOVE)]
    ) -> GoalDetail:
        """Move a goal with its subtree, or reorder it among its siblings."""
        return shaped(GoalDetail, await caller.write(f, move_goal, g, data))

    @replaces("/{g:str}/completion", tag=TAG)
    async def complete_goal(
        self,
        caller: Caller,
        f: str,
        g: str,
        data: Annotated[Completion | None, body_like(COMPLETION)] = None,
    ) -> GoalDetail:
        """Complete a goal by hand."""
        return shaped(GoalDetail, await caller.write(f, complete_goal, g, data))

    @removes("/{g:str}/completion", tag=TAG)
    async def reopen_goal(self, caller: Caller, f: str, g: str) -> None:
        """Reopen a goal; it stays open until its evidence changes."""
        await caller.write(f, reopen_goal, g)
