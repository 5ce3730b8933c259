"""`/fractals`: whole fractals, their trees, and bringing back what was deleted."""

from typing import Annotated, Any, Literal

from litestar import Controller, Response
from litestar.params import Parameter

from fractal_goals.fractals.api.examples import FRACTAL, FRACTAL_MADE
from fractal_goals.fractals.commands.fractals import create_fractal, delete_fractal, edit_fractal
from fractal_goals.fractals.commands.trash import restore, restore_fractal
from fractal_goals.fractals.queries.fractals import fractal_detail, list_fractals
from fractal_goals.fractals.queries.tree import nested_tree, tree
from fractal_goals.fractals.schemas import (
    FractalEdit,
    FractalNew,
    FractalPage,
    FractalRow,
    NestedTree,
    Tree,
)
from fractal_goals.kit.paging import page_of
from fractal_goals.web.answers import created, deleted, shaped
from fractal_goals.web.caller import Caller
from fractal_goals.web.operations import body_like, creates, edits, reads, removes, restores

TAG = "Fractals"


class FractalsApi(Controller):
    """Whole fractals."""

    path = "/fractals"

    @reads("/", tag=TAG)
    async def list_fractals(
        self, caller: Caller, limit: int | None = None, cursor: str | None = None
    ) -> FractalPage:
        """Your fractals, oldest first, with counts and last activity."""
        return shaped(FractalPage, await caller.read_own(list_fractals, page_of(limit, cursor)))

    @creates("/", tag=TAG, shape=FractalRow, example=FRACTAL_MADE)
    async def create_fractal(
        self, caller: Caller, data: Annotated[FractalNew, body_like(FRACTAL)]
    ) -> Response[Any]:
        """Start a fractal: this makes its ultimate goal."""
        root_id, row, is_new = await caller.write_own(create_fractal, data)
        return created(row, f"/api/v1/fractals/{root_id}", is_new=is_new)

    @reads("/{f:str}", tag=TAG)
    async def read_fractal(self, caller: Caller, f: str) -> FractalRow:
        """One fractal."""
        return shaped(FractalRow, await caller.read(f, fractal_detail, f))

    @edits("/{f:str}", tag=TAG)
    async def edit_fractal(
        self,
        caller: Caller,
        f: str,
        data: Annotated[FractalEdit, body_like({"name": "Become a pianist"})],
    ) -> FractalRow:
        """Change name, description or deadline."""
        return shaped(FractalRow, await caller.write(f, edit_fractal, data))

    @removes("/{f:str}", tag=TAG)
    async def delete_fractal(self, caller: Caller, f: str) -> Response[None]:
        """Put the fractal and all in it into the trash."""
        return deleted(await caller.write(f, delete_fractal))

    @reads("/{f:str}/tree", tag=TAG)
    async def read_tree(
        self,
        caller: Caller,
        f: str,
        shape: Annotated[Literal["flat", "nested"], Parameter(query="as")] = "flat",
    ) -> Tree | NestedTree:
        """Every goal and session: flat, or nested from the root goal down."""
        if shape == "nested":
            return shaped(NestedTree, await caller.read(f, nested_tree))
        return shaped(Tree, await caller.read(f, tree))

    @restores("/{f:str}/trash/{deletion_id:str}/restoration", tag=TAG)
    async def restore(self, caller: Caller, f: str, deletion_id: str) -> None:
        """Bring back what one deletion took."""
        await caller.write(f, restore, deletion_id)


@restores("/trash/{deletion_id:str}/restoration", tag=TAG)
async def restore_whole_fractal(caller: Caller, deletion_id: str) -> None:
    """Bring back a deleted fractal."""
    await caller.write_own(restore_fractal, deletion_id)
