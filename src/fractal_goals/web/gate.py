"""The outermost gate: foreign hosts and origins, body size, request ids, headers.

In personal mode there is no sign-in, so a page of another site must not be able
to talk to the local server: the Host must be ours (against DNS rebinding) and
an unsafe request's Origin must be that same host.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from fractal_goals.infra.settings import LOOPBACK
from fractal_goals.kit.ids import new_id

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
SECURITY_HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """Pure ASGI, around the whole application."""

    def __init__(
        self, app: ASGIApp, *, allowed_hosts: Iterable[str], max_body_bytes: int, user_id: str
    ) -> None:
        self._app = app
        self._hosts = frozenset({*LOOPBACK, *allowed_hosts})
        self._max_body = max_body_bytes
        self._user_id = user_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if refusal := self._refusal(scope, headers):
            await _refuse(send, *refusal)
            return
        request_id = new_id()
        scope.setdefault("state", {}).update(user_id=self._user_id, request_id=request_id)
        extra = (*SECURITY_HEADERS, (b"x-request-id", request_id.encode()))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _refusal(
        self, scope: HTTPScope, headers: dict[bytes, bytes]
    ) -> tuple[int, str, str] | None:
        host = headers.get(b"host", b"").decode("latin-1").lower()
        if _hostname(host) not in self._hosts:
            return 403, "foreign_host", f"This server does not answer for the host {host[:100]!r}."
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            return 400, "malformed", "An address cannot contain a NUL character."
        if scope["method"] in SAFE_METHODS:
            return None
        origin = headers.get(b"origin", b"").decode("latin-1").lower()
        site = headers.get(b"sec-fetch-site", b"same-origin")
        if (origin and urlsplit(origin).netloc != host) or site not in {b"same-origin", b"none"}:
            return 403, "foreign_origin", "Requests from other sites are refused."
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) <= self._max_body:
            return None
        return 413, "too_large", f"A body may have at most {self._max_body} bytes."


def _hostname(host: str) -> str:
    """The name in a Host header, without its port and brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


async def _refuse(send: Send, status: int, code: str, detail: str) -> None:
    body = msgspec.json.encode(
        {
            "type": "about:blank",
            "title": "Refused",
            "status": status,
            "detail": detail,
            "code": code,
        }
    )
    headers = [(b"content-type", b"application/problem+json"), *SECURITY_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
