"""The pages of the planning slice: all templates, and the builder of one.

What the HTML templates get, beside the frame (`person`, `fractal`, `section`, `today`, …):

- `planning/list.html`: `templates` as `GET /api/v1/fractals/{f}/templates` answers it, whole, by
  name: `{items: [{id, name, description, version, sections: [{id, name,
  planned_duration_seconds, sort_order, activities: [{id, activity_definition_id, name,
  sort_order}]}]}]}`. Activities in the trash are left out.
- `planning/edit.html`: `template` as such an item, none for a new one; `activities`
  `{items: […]}`, all that a plan can name, as the API answers them.

Writing from these pages: sections, and activities in them, that carry their `id` stay the same
rows, also where an activity moves to another section; what is left out goes to the trash.
"""

from typing import Any

from litestar import Response, get

from fractal_goals.activities.queries import list_activities
from fractal_goals.infra.work import Work
from fractal_goals.kit.paging import EVERYTHING
from fractal_goals.planning.queries import list_templates, template_detail
from fractal_goals.web.rendering import Pages

# Templates share the place of activities in the navigation.
SECTION = "activities"


@get("/fractals/{f:str}/templates", include_in_schema=False)
async def templates_page(pages: Pages, f: str) -> Response[Any]:
    """Every template."""
    return await pages.show(
        "planning/list.html",
        fractal_id=f,
        section=SECTION,
        templates=lambda work: list_templates(work, EVERYTHING),
    )


@get("/fractals/{f:str}/templates/new", include_in_schema=False)
async def new_template_page(pages: Pages, f: str) -> Response[Any]:
    """The builder of a new template."""
    return await pages.show(
        "planning/edit.html",
        fractal_id=f,
        section=SECTION,
        template=lambda _work: None,
        activities=_activities,
    )


@get("/fractals/{f:str}/templates/{template_id:str}", include_in_schema=False)
async def template_page(pages: Pages, f: str, template_id: str) -> Response[Any]:
    """The builder of a template that is there."""
    return await pages.show(
        "planning/edit.html",
        fractal_id=f,
        section=SECTION,
        template=lambda work: template_detail(work, template_id),
        activities=_activities,
    )


def _activities(work: Work) -> bytes:
    return list_activities(work, EVERYTHING)


TEMPLATE_PAGES = (templates_page, new_template_page, template_page)
