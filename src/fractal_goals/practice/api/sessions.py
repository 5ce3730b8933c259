"""`/fractals/{f}/sessions`: practice sessions."""

from typing import Annotated, Any

from litestar import Controller, Response
from litestar.params import Parameter

from fractal_goals.kit.paging import page_of
from fractal_goals.practice.api.examples import INSTANCE, NEW_INSTANCE, NEW_SESSION, SESSION
from fractal_goals.practice.commands.finishing import (
    finish_session,
    reopen_session,
    turn_session_timer,
)
from fractal_goals.practice.commands.instances import add_instance
from fractal_goals.practice.commands.linking import replace_goals
from fractal_goals.practice.commands.sessions import (
    create_session,
    delete_session,
    edit_session,
)
from fractal_goals.practice.queries.detail import session_detail
from fractal_goals.practice.queries.sessions import list_sessions, list_sessions_of_goal
from fractal_goals.practice.schemas import (
    InstanceNew,
    InstanceShown,
    SessionCompletion,
    SessionDetail,
    SessionEdit,
    SessionGoals,
    SessionNew,
    SessionPage,
    SessionTimerTurn,
)
from fractal_goals.web.answers import created, deleted, shaped
from fractal_goals.web.caller import Caller
from fractal_goals.web.operations import body_like, creates, edits, reads, removes, replaces

TAG = "Sessions"


class SessionsApi(Controller):
    """Practice sessions of one fractal."""

    path = "/fractals/{f:str}/sessions"

    @reads("/", tag=TAG)
    async def list_sessions(
        self,
        caller: Caller,
        f: str,
        completed: bool | None = None,
        goal_id: str | None = None,
        activity_id: str | None = None,
        since: Annotated[str | None, Parameter(query="from")] = None,
        until: Annotated[str | None, Parameter(query="to")] = None,
        tag: str | None = None,
        q: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> SessionPage:
        """Sessions, newest first. `from` and `to` are your days, inclusive, or instants."""
        raw = await caller.read(
            f,
            list_sessions,
            page_of(limit, cursor),
            completed=completed,
            goal_id=goal_id,
            activity_id=activity_id,
            since=since,
            until=until,
            tag=tag,
            q=q,
        )
        return shaped(SessionPage, raw)

    @creates("/", tag=TAG, shape=SessionDetail, example=SESSION)
    async def create_session(
        self, caller: Caller, f: str, data: Annotated[SessionNew, body_like(NEW_SESSION)]
    ) -> Response[Any]:
        """Plan a session, or start one with `session_start`. A template gives its activities."""
        session_id, row, is_new = await caller.write(f, create_session, data)
        return created(row, f"/api/v1/fractals/{f}/sessions/{session_id}", is_new=is_new)

    @reads("/{s:str}", tag=TAG)
    async def read_session(self, caller: Caller, f: str, s: str) -> SessionDetail:
        """One session with everything in it."""
        return shaped(SessionDetail, await caller.read(f, session_detail, s))

    @edits("/{s:str}", tag=TAG)
    async def edit_session(
        self,
        caller: Caller,
        f: str,
        s: str,
        data: Annotated[SessionEdit, body_like({"focus_score": 8, "notes": "Calm"})],
    ) -> SessionDetail:
        """Change a session. Its total duration follows from start, end and pauses."""
        return shaped(SessionDetail, await caller.write(f, edit_session, s, data))

    @removes("/{s:str}", tag=TAG)
    async def delete_session(self, caller: Caller, f: str, s: str) -> Response[None]:
        """Put a session with its instances, sets, values and immediate goals into the trash."""
        return deleted(await caller.write(f, delete_session, s))

    @replaces("/{s:str}/goals", tag=TAG)
    async def replace_goals(
        self,
        caller: Caller,
        f: str,
        s: str,
        data: Annotated[SessionGoals, body_like({"goal_ids": ["01kg0000000000000000000000"]})],
    ) -> SessionDetail:
        """Say which short-term goals a session serves."""
        return shaped(SessionDetail, await caller.write(f, replace_goals, s, data))

    @replaces("/{s:str}/completion", tag=TAG)
    async def finish_session(
        self,
        caller: Caller,
        f: str,
        s: str,
        data: Annotated[
            SessionCompletion | None, body_like({"session_end": "2026-01-31T10:15:00Z"})
        ] = None,
    ) -> SessionDetail:
        """Finish a session, now or when it says that it ended. Stops what runs in it."""
        return shaped(SessionDetail, await caller.write(f, finish_session, s, data))

    @removes("/{s:str}/completion", tag=TAG)
    async def reopen_session(self, caller: Caller, f: str, s: str) -> None:
        """Reopen a finished session: it has no end then."""
        await caller.write(f, reopen_session, s)

    @replaces("/{s:str}/timer", tag=TAG)
    async def turn_session_timer(
        self,
        caller: Caller,
        f: str,
        s: str,
        data: Annotated[SessionTimerTurn, body_like({"action": "pause"})],
    ) -> SessionDetail:
        """Start, pause or resume a session. Pausing it pauses the timer that runs in it."""
        return shaped(SessionDetail, await caller.write(f, turn_session_timer, s, data))

    @creates("/{s:str}/instances", tag=TAG, shape=InstanceShown, example=INSTANCE)
    async def add_instance(
        self,
        caller: Caller,
        f: str,
        s: str,
        data: Annotated[InstanceNew, body_like(NEW_INSTANCE)],
    ) -> Response[Any]:
        """Add an activity to a session, last or at `sort_order`."""
        instance_id, row, is_new = await caller.write(f, add_instance, s, data)
        return created(row, f"/api/v1/fractals/{f}/instances/{instance_id}", is_new=is_new)


@reads("/fractals/{f:str}/goals/{g:str}/sessions", tag=TAG)
async def sessions_of_goal(
    caller: Caller, f: str, g: str, limit: int | None = None, cursor: str | None = None
) -> SessionPage:
    """The sessions that serve a short-term goal, newest first."""
    page = page_of(limit, cursor)
    return shaped(SessionPage, await caller.read(f, list_sessions_of_goal, g, page))
