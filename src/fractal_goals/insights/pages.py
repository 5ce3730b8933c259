"""Pages that join several slices: today, a goal with its evidence, the plots.

What the templates get, beside the frame (`person`, `fractal`, `section`, `today`,
`running_session`):

- `insights/today.html`: `due` and `neglected`, lists of `{id, type, name, …}` with `deadline`, or
  with `last_practised` (an instant or none) and `idle_days`; `latest`, the last sessions as
  `{items}`; `templates` as `{items}`; `goals`, the open short-term goals as `{items}`.
- `insights/goal.html`: `goal` as the API answers it with `may_hold` (the types that may stand
  under it); `targets`, `sessions` (those below it, newest first), `activities`, each `{items, …}`;
  `practised` with `sessions`, how many of them were practice, and `last_practised` (an instant or
  none).
- `insights/insights.html`: `plot` with `activities` (each with `metrics`), `series` (as the API
  answers it, or none) and `trend` (`sittings`, `best`, `last`, `change`, `weeks`, `per_week`,
  `verdict`: none | thin | steady | better | worse, `is_thin`); `calendar` with `start` (a Monday),
  `end` and `days` (`{day, sessions, seconds}`, only those with practice).
"""

from typing import Any

import msgspec
from litestar import Response, get
from litestar.response import Redirect

from fractal_goals.activities.queries import list_activities
from fractal_goals.fractals.queries.goals import goal_detail, list_goals
from fractal_goals.fractals.rules import legal_children
from fractal_goals.infra.work import Work
from fractal_goals.insights.queries.overview import calendar, plotted
from fractal_goals.insights.queries.practised import (
    due_goals,
    neglected_goals,
    practice_below,
    sessions_below,
)
from fractal_goals.kit.paging import EVERYTHING, Page
from fractal_goals.planning.queries import list_templates
from fractal_goals.practice.queries.sessions import list_sessions
from fractal_goals.targets.queries.targets import list_targets
from fractal_goals.web.rendering import Pages

LATEST = Page(5)
OF_A_GOAL = Page(20)


@get("/fractals/{f:str}", include_in_schema=False)
async def fractal_page(f: str) -> Redirect:
    """A fractal opens on today."""
    return Redirect(f"/fractals/{f}/today")


@get("/fractals/{f:str}/today", include_in_schema=False)
async def today_page(pages: Pages, f: str) -> Response[Any]:
    """What is running, due, neglected, and what was done last."""
    return await pages.show(
        "insights/today.html",
        fractal_id=f,
        section="today",
        due=due_goals,
        neglected=neglected_goals,
        latest=lambda work: list_sessions(work, LATEST),
        templates=lambda work: list_templates(work, EVERYTHING),
        goals=lambda work: list_goals(work, EVERYTHING, type_="ShortTermGoal", completed=False),
    )


@get("/fractals/{f:str}/goals/{g:str}", include_in_schema=False)
async def goal_page(pages: Pages, f: str, g: str) -> Response[Any]:
    """A goal with its targets, its children and the practice that served it."""
    return await pages.show(
        "insights/goal.html",
        fractal_id=f,
        section="tree",
        goal=lambda work: _goal(work, g),
        targets=lambda work: list_targets(work, g, EVERYTHING),
        sessions=lambda work: sessions_below(work, g, OF_A_GOAL),
        practised=lambda work: practice_below(work, g),
        activities=lambda work: list_activities(work, EVERYTHING),
    )


@get("/fractals/{f:str}/insights", include_in_schema=False)
async def insights_page(pages: Pages, f: str, metric: str | None = None) -> Response[Any]:
    """A metric's series in words, as a picture and as a table; the year as a calendar."""
    return await pages.show(
        "insights/insights.html",
        fractal_id=f,
        section="insights",
        plot=lambda work: plotted(work, metric),
        calendar=calendar,
    )


def _goal(work: Work, goal_id: str) -> dict[str, Any]:
    goal: dict[str, Any] = msgspec.json.decode(goal_detail(work, goal_id))
    return {**goal, "may_hold": legal_children(goal["type"])}


INSIGHTS_PAGES = (fractal_page, goal_page, insights_page, today_page)
