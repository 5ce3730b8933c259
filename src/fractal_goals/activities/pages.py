"""The pages of the activities slice: the catalogue of drills, and the builder of one.

What the templates get, beside the frame (`person`, `fractal`, `section`, `today`, …):

- `activities/list.html`: `groups` and `activities`, each `{items: […], next_cursor}` as the API
  answers them, whole and in order (`sort_order`, then name). An activity has `group_id` and
  `group` null where it has no group or its group lies in the trash.
- `activities/edit.html`: `activity` as `GET /api/v1/fractals/{f}/activities/{id}` answers it, none
  for a new one; `groups` as above. `activity.metrics` includes retired ones (`is_active` false).

Writing from these pages: rows of `metrics` and `splits` that carry their `id` stay the same rows.
To put an activity or a group elsewhere, one request does it and the others make room:
`PUT …/activities/{id}/place {group_id?, sort_order?}` and `PUT …/activity-groups/{id}/place
{sort_order?}`, with `sort_order` as the place counted from 0, last where it is omitted. (A PATCH
of `sort_order` sets the number alone.)
"""

from typing import Any

from litestar import Response, get

from fractal_goals.activities.queries import activity_detail, list_activities, list_groups
from fractal_goals.infra.work import Work
from fractal_goals.kit.paging import EVERYTHING
from fractal_goals.web.rendering import Pages

SECTION = "activities"


@get("/fractals/{f:str}/activities", include_in_schema=False)
async def activities_page(pages: Pages, f: str) -> Response[Any]:
    """Every activity by group."""
    return await pages.show(
        "activities/list.html",
        fractal_id=f,
        section=SECTION,
        groups=_groups,
        activities=lambda work: list_activities(work, EVERYTHING),
    )


@get("/fractals/{f:str}/activities/new", include_in_schema=False)
async def new_activity_page(pages: Pages, f: str) -> Response[Any]:
    """The builder of a new activity."""
    return await pages.show(
        "activities/edit.html",
        fractal_id=f,
        section=SECTION,
        activity=lambda _work: None,
        groups=_groups,
    )


@get("/fractals/{f:str}/activities/{activity_id:str}", include_in_schema=False)
async def activity_page(pages: Pages, f: str, activity_id: str) -> Response[Any]:
    """The builder of an activity that is there."""
    return await pages.show(
        "activities/edit.html",
        fractal_id=f,
        section=SECTION,
        activity=lambda work: activity_detail(work, activity_id),
        groups=_groups,
    )


def _groups(work: Work) -> bytes:
    return list_groups(work, EVERYTHING)


ACTIVITY_PAGES = (activities_page, new_activity_page, activity_page)
