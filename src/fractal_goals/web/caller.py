"""The person behind a request, and the two things a handler may ask for: read and write."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from litestar import Request

from fractal_goals.infra.database import Database
from fractal_goals.infra.work import Actor, Work
from fractal_goals.kit.errors import Malformed

MAX_DIGITS = 18  # what fits into a 64-bit integer
P = ParamSpec("P")
T = TypeVar("T")


class Enter(Protocol):
    """Lets a Work into a fractal, or raises `NotFound`/`Forbidden`; fills in the actor."""

    def __call__(self, work: Work, root_id: str, *, writes: bool) -> None:
        """Let it in."""


class Identify(Protocol):
    """Fills in who the actor of a Work is."""

    def __call__(self, work: Work) -> None:
        """Fill it in."""


class Caller:
    """Runs queries and commands as the person who sent the request."""

    def __init__(
        self, database: Database, request: Request[Any, Any, Any], enter: Enter, identify: Identify
    ) -> None:
        self._database = database
        self._request = request
        self._enter = enter
        self._identify = identify
        self._actor = Actor(user_id=request.scope["state"]["user_id"])

    async def read(
        self,
        fractal_id: str,
        query: Callable[Concatenate[Work, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a query in one fractal; raises `NotFound` where this person may not look."""

        def run(work: Work) -> T:
            self._enter(work, fractal_id, writes=False)
            return query(work, *args, **kwargs)

        return await self._database.read(self._actor, run)

    async def write(
        self,
        fractal_id: str,
        command: Callable[Concatenate[Work, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a command in one fractal; returns once it is committed."""

        def run(work: Work) -> T:
            self._enter(work, fractal_id, writes=True)
            return command(work, *args, **kwargs)

        return await self._database.write(self._actor, run, **self._conditions())

    async def read_own(
        self, query: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query about this person, outside any one fractal."""

        def run(work: Work) -> T:
            self._identify(work)
            return query(work, *args, **kwargs)

        return await self._database.read(self._actor, run)

    async def write_own(
        self, command: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a command outside any one fractal; returns once it is committed."""

        def run(work: Work) -> T:
            self._identify(work)
            return command(work, *args, **kwargs)

        return await self._database.write(self._actor, run, **self._conditions())

    def _conditions(self) -> dict[str, Any]:
        """What the request's headers ask of a write."""
        return {
            "expected_version": expected_version(self._request.headers.get("if-match")),
            "request_id": self._request.scope["state"].get("request_id"),
        }


def expected_version(header: str | None) -> int | None:
    """The version in an `If-Match` header, None for `*` or no header."""
    if header is None or header.strip() == "*":
        return None
    text = header.strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdigit()) or len(text) > MAX_DIGITS:
        message = 'If-Match must be a version in quotes, such as "3".'
        raise Malformed(message)
    return int(text)
