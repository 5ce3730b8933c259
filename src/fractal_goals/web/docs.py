"""The API's description for people, rendered by what we serve ourselves."""

from typing import Any

from litestar import Response, get

from fractal_goals.web.rendering import Pages


@get("/api/docs", include_in_schema=False)
async def api_docs_page(pages: Pages) -> Response[Any]:
    """Every operation, to read and to try."""
    return await pages.show("web/api-docs.html")
