"""The settings of the person who asks."""

from typing import Any

from litestar import Response, get

from fractal_goals.kit.clock import zone_names
from fractal_goals.web.rendering import Pages


@get("/settings", include_in_schema=False)
async def settings_page(pages: Pages) -> Response[Any]:
    """Time zone, start of the day, name."""
    return await pages.show(
        "accounts/settings.html", section="settings", zones=lambda _work: sorted(zone_names())
    )


ACCOUNT_PAGES = (settings_page,)
