"""The only wiring: which routes, which steps before a commit, which database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Router
from litestar.datastructures import CacheControlHeader, State
from litestar.di import Provide
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp
from tzlocal import get_localzone_name

from fractal_goals.accounts.api import MeApi
from fractal_goals.accounts.commands import ensure_local_owner
from fractal_goals.accounts.pages import ACCOUNT_PAGES
from fractal_goals.accounts.queries import identify
from fractal_goals.activities.api import ActivitiesApi, GroupsApi
from fractal_goals.activities.pages import ACTIVITY_PAGES
from fractal_goals.demonstration.api import DemonstrationApi
from fractal_goals.fractals.api import FractalsApi, GoalsApi
from fractal_goals.fractals.api.fractals import restore_whole_fractal
from fractal_goals.fractals.commands.history import append_history
from fractal_goals.fractals.pages import FRACTAL_PAGES
from fractal_goals.fractals.queries.access import enter
from fractal_goals.fractals.queries.frame import frame
from fractal_goals.infra.database import Database, make_engine
from fractal_goals.infra.settings import Settings
from fractal_goals.infra.work import Actor, Step
from fractal_goals.insights.api import InsightsApi
from fractal_goals.insights.pages import INSIGHTS_PAGES
from fractal_goals.planning.api import TemplatesApi
from fractal_goals.planning.pages import TEMPLATE_PAGES
from fractal_goals.practice.api import InstancesApi, SessionsApi, sessions_of_goal
from fractal_goals.practice.pages import PRACTICE_PAGES
from fractal_goals.targets.api import GoalTargetsApi, TargetsApi
from fractal_goals.targets.settle import settle
from fractal_goals.web.caller import Caller
from fractal_goals.web.docs import api_docs_page
from fractal_goals.web.errors import HANDLERS
from fractal_goals.web.gate import Gate
from fractal_goals.web.openapi import document, openapi_config
from fractal_goals.web.probes import PROBES
from fractal_goals.web.reading import ApiRequest
from fractal_goals.web.rendering import ASSETS, Pages, Templates

BEFORE_COMMIT: tuple[Step, ...] = (settle, append_history)
API: list[Any] = [
    ActivitiesApi,
    DemonstrationApi,
    FractalsApi,
    GoalTargetsApi,
    GoalsApi,
    GroupsApi,
    InsightsApi,
    InstancesApi,
    MeApi,
    SessionsApi,
    TargetsApi,
    TemplatesApi,
    restore_whole_fractal,
    sessions_of_goal,
]
PAGES: list[Any] = [
    *ACCOUNT_PAGES,
    *ACTIVITY_PAGES,
    *FRACTAL_PAGES,
    *INSIGHTS_PAGES,
    *PRACTICE_PAGES,
    *TEMPLATE_PAGES,
    api_docs_page,
]


def open_database(settings: Settings) -> Database:
    """The settings' database, with the steps that every write ends with."""
    return Database(make_engine(settings), BEFORE_COMMIT, settling=settle)


def zone_of_owner(settings: Settings) -> str:
    """The time zone that the local owner begins with."""
    return settings.time_zone or get_localzone_name() or "UTC"


def local_owner(database: Database, settings: Settings) -> str:
    """The person whom personal mode's requests belong to."""
    zone = zone_of_owner(settings)
    return database.run_write(Actor(user_id=""), lambda work: ensure_local_owner(work, zone))


def create_app(settings: Settings) -> ASGIApp:
    """The application on a database that is at head; closes it when the server stops."""
    database = open_database(settings)
    user_id = local_owner(database, settings)
    return Gate(
        _litestar(database, settings),
        allowed_hosts=settings.allowed_hosts,
        max_body_bytes=settings.max_body_bytes,
        user_id=user_id,
    )


def describe() -> dict[str, Any]:
    """The OpenAPI document of the API; needs no database."""
    settings = Settings(data_dir=Path(), database_url="sqlite://")
    return document(_litestar(Database(make_engine(settings)), settings))


def _litestar(database: Database, settings: Settings) -> Litestar:
    templates = Templates()

    def caller(request: Request[Any, Any, Any]) -> Caller:
        return Caller(database, request, enter, identify)

    def pages(caller: Caller) -> Pages:
        return Pages(caller, templates, frame)

    @asynccontextmanager
    async def open_while_serving(_app: Litestar) -> AsyncIterator[None]:
        yield
        database.close()

    return Litestar(
        [Router("/api/v1", route_handlers=API), *PAGES, *PROBES, _assets()],
        dependencies={
            "caller": Provide(caller, sync_to_thread=False),
            "pages": Provide(pages, sync_to_thread=False),
        },
        exception_handlers=HANDLERS,
        lifespan=[open_while_serving],
        logging_config=None,
        openapi_config=openapi_config(),
        request_class=ApiRequest,
        request_max_body_size=settings.max_body_bytes,
        state=State({"database": database, "templates": templates}),
    )


def _assets() -> Router:
    """The built front end. Names carry a hash of the content, so they never change."""
    cache = CacheControlHeader(max_age=31_536_000, public=True, immutable=True)
    return create_static_files_router(
        "/assets", [ASSETS], cache_control=cache, include_in_schema=False
    )
