"""Finds out what SQL the product runs for a read, so that the floor can run the same."""

import asyncio
import logging
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from fractal_goals.app import create_app
from fractal_goals.infra.settings import load

ACCESS = "FROM users JOIN fractals"


def reads(folder: Path, paths: list[str]) -> dict[str, Any]:
    """For each path its statements, without those that ask who may see it, and its answer."""
    logging.disable()
    app = create_app(load({"HOME": str(folder)}, folder))
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, parameters: Any, *_more: Any) -> None:
        if not sql.startswith("BEGIN") and ACCESS not in sql:
            statements.append((sql, list(parameters)))

    event.listen(Engine, "before_cursor_execute", note)
    found = {}
    for path in paths:
        statements.clear()
        body = asyncio.run(_ask(app, path))
        found[path] = {"sql": list(statements), "body": body.decode()}
    event.remove(Engine, "before_cursor_execute", note)
    return found


async def _ask(app: Any, target: str) -> bytes:
    path, _, query = target.partition("?")
    parts: list[bytes] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start" and message["status"] != 200:
            error = f"{target}: {message['status']}"
            raise RuntimeError(error)
        parts.append(message.get("body", b""))

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", b"127.0.0.1")], "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80), "scheme": "http",
    }  # fmt: skip
    await app(scope, receive, send)
    return b"".join(parts)
