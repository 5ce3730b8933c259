"""The pages of the fractal slice: all fractals, and the tree of one."""

from typing import Any

from litestar import Response, get

from fractal_goals.fractals.queries.fractals import demonstrations, list_fractals
from fractal_goals.fractals.queries.outline import outline
from fractal_goals.kit.paging import MAX_LIMIT, Page
from fractal_goals.web.rendering import Pages


@get("/", include_in_schema=False)
async def home_page(pages: Pages) -> Response[Any]:
    """Every fractal; in an empty installation, where to begin."""
    return await pages.show(
        "fractals/home.html",
        fractals=lambda work: list_fractals(work, Page(MAX_LIMIT)),
        demonstration=lambda work: {"present": bool(demonstrations(work))},
    )


@get("/fractals/{f:str}/tree", include_in_schema=False)
async def tree_page(pages: Pages, f: str, *, sessions: bool = False) -> Response[Any]:
    """The tree of a fractal, with or without its practice sessions."""
    return await pages.show(
        "fractals/tree.html",
        fractal_id=f,
        section="tree",
        outline=lambda work: outline(work, with_sessions=sessions),
    )


FRACTAL_PAGES = (home_page, tree_page)
