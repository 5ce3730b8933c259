"""The pages of the practice slice: the list of sessions, one as a report, and its practice room.

What the templates get, beside the frame (`person`, `fractal`, `section`, `today`, …):

- `practice/list.html`: `sessions` `{items, next_cursor}`, newest first, as `GET …/sessions` answers
  them (all fields of a session, `tags`, `parent_goals`, and `activities` in it as `{id, name}`,
  without instances); `filters` `{completed, goal_id, activity_id, from, to, tag, q}` as asked for,
  none where not; `goals` (the short-term ones) and `activities` to filter by: `{items}`, whole.
- `practice/report.html`: `session` as `GET …/sessions/{s}` answers it; `paths`, by each parent
  goal's id the way to it from the root, itself included, `[{id, type, name}]`; `last_times`.
- `practice/room.html`: `session`, `last_times`; `activities` and `groups` `{items}`, all that can
  be added, as the activities page has them; `running_timer` `{id, activity {id, name},
  practice_session_id, time_start}` of the one instance whose timer runs, in whichever session, or
  none.

`session` has every field of a session, `tags`, `parent_goals` `[{id, name, type, completed}]`,
`immediate_goals` `[{id, name, type, completed, sort_order}]`, `pauses` `[{paused_at, resumed_at}]`
and `instances` in order, each:

    {id, practice_session_id, section, sort_order, notes, completed, version,
     time_start, time_stop, duration_seconds, pauses [{paused_at, resumed_at}],
     activity {id, name, has_sets, has_splits, has_metrics,
               metrics [{id, name, unit, is_active, is_multiplicative, is_top_set_metric,
                         higher_is_better, min_value, max_value}], splits [{id, name}]},
     values [VALUE], sets [{id, kind, sort_order, values [VALUE]}], yield, best_set_id}
    VALUE = {metric_definition_id, name, unit, split_definition_id, split, value}

`activity.metrics` and `activity.splits` are what this instance may record: those offered now, and
retired ones that it has values for; where it has values in no split, the first split is none
(`{id: none, name: "Whole"}`). A duration is null until the timer has stopped.

`last_times` has an entry by each instance's id: what was done last time, as such an instance with
its `session` `{id, name, session_start, session_end, completed, created_at}`, or none where this is
the first time.

Writing from these pages, beside what the API's documentation says: every PUT has the same effect
sent twice as once, a timer's start only where it says `at`; `at` may be in the past, or up to a
minute ahead; starting or resuming an instance's timer also starts or resumes its session.
"""

from typing import Annotated, Any

import msgspec
from litestar import Response, get
from litestar.params import Parameter

from fractal_goals.activities.queries import list_activities, list_groups
from fractal_goals.fractals.queries.goals import list_goals
from fractal_goals.infra.work import Work
from fractal_goals.kit.paging import EVERYTHING, page_of
from fractal_goals.practice.queries.detail import session_detail
from fractal_goals.practice.queries.last_time import last_times
from fractal_goals.practice.queries.paths import paths
from fractal_goals.practice.queries.sessions import list_sessions
from fractal_goals.practice.queries.timers import running_timer
from fractal_goals.practice.rules.sessions import SERVED
from fractal_goals.web.rendering import Pages

SECTION = "sessions"
# What a value in no split is headed with, where others are split.
WHOLE = "Whole"


@get("/fractals/{f:str}/sessions", include_in_schema=False)
async def sessions_page(  # noqa: PLR0917 - a query's parameters are arguments
    pages: Pages,
    f: str,
    completed: bool | None = None,  # noqa: FBT001
    goal_id: str | None = None,
    activity_id: str | None = None,
    since: Annotated[str | None, Parameter(query="from")] = None,
    until: Annotated[str | None, Parameter(query="to")] = None,
    tag: str | None = None,
    q: str | None = None,
    cursor: str | None = None,
) -> Response[Any]:
    """The sessions of a fractal, newest first, filtered."""
    asked: dict[str, Any] = {
        "completed": completed,
        "goal_id": goal_id or None,
        "activity_id": activity_id or None,
        "since": since or None,
        "until": until or None,
        "tag": tag or None,
        "q": q or None,
    }
    shown = {**asked, "from": asked["since"], "to": asked["until"]}
    page = page_of(None, cursor)
    return await pages.show(
        "practice/list.html",
        fractal_id=f,
        section=SECTION,
        sessions=lambda work: list_sessions(work, page, **asked),
        filters=lambda _work: {
            name: shown[name] for name in shown if name not in {"since", "until"}
        },
        goals=lambda work: list_goals(work, EVERYTHING, type_=SERVED),
        activities=_activities,
    )


@get("/fractals/{f:str}/sessions/{s:str}", include_in_schema=False)
async def report_page(pages: Pages, f: str, s: str) -> Response[Any]:
    """A session as a report: what was done, for which goals, against last time."""
    return await pages.show(
        "practice/report.html",
        fractal_id=f,
        section=SECTION,
        session=lambda work: _session(work, s),
        paths=lambda work: paths(work, s),
        last_times=lambda work: last_times(work, s),
    )


@get("/fractals/{f:str}/sessions/{s:str}/room", include_in_schema=False)
async def room_page(pages: Pages, f: str, s: str) -> Response[Any]:
    """The practice room: a session while it runs."""
    return await pages.show(
        "practice/room.html",
        fractal_id=f,
        section=SECTION,
        session=lambda work: _session(work, s),
        last_times=lambda work: last_times(work, s),
        activities=_activities,
        groups=lambda work: list_groups(work, EVERYTHING),
        running_timer=running_timer,
    )


def _session(work: Work, session_id: str) -> Any:
    """A session in which every value has its column, also those in no split."""
    session = msgspec.json.decode(session_detail(work, session_id))
    for instance in session["instances"]:
        activity = instance["activity"]
        values = [*instance["values"], *(one for row in instance["sets"] for one in row["values"])]
        if activity["splits"] and any(one["split_definition_id"] is None for one in values):
            activity["splits"].insert(0, {"id": None, "name": WHOLE})
    return session


def _activities(work: Work) -> bytes:
    return list_activities(work, EVERYTHING)


PRACTICE_PAGES = (sessions_page, report_page, room_page)
