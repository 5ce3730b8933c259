"""Keeps tests away from the person's own data and from the network.

Earlier, a test suite wrote 235 rows into a real database, because an engine was
made from the environment. Here a test that opens a database which the tests did
not make, or that asks another host, fails at that very call.
"""

import ipaddress
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

DATABASE_PREFIX = "fractal_test_"
LOOPBACK_NAMES = {"", "localhost", None}
SOCKET_EVENTS = {"socket.connect", "socket.sendto", "socket.bind", "socket.getaddrinfo"}


class ForbiddenInTests(RuntimeError):
    """A test reached for something outside of what the tests made."""


def isolate() -> str | None:
    """Clear the environment of settings and guard databases and sockets until the process ends.

    Returns the `DATABASE_URL` that was set: a server for the tests to make databases
    in, never a database for them to write to.
    """
    server = os.environ.pop("DATABASE_URL", None)
    for name in [
        name for name in os.environ if name.startswith(("FRACTAL_", "DATABASE_URL", "PG"))
    ]:
        del os.environ[name]
    # No folder can be made there, by no one: a test that names no data folder fails.
    os.environ["XDG_DATA_HOME"] = "/dev/null/tests-name-a-data-folder"
    sys.addaudithook(_refuse_foreign)
    event.listen(sa.Engine, "do_connect", _refuse_foreign_postgres)
    return server


def _refuse_foreign(name: str, arguments: tuple[Any, ...]) -> None:
    """The audit hook: Python calls it before it opens a database file or uses a socket."""
    if name == "sqlite3.connect":
        _check_file(arguments[0])
    elif name in SOCKET_EVENTS:
        _check_address(arguments[0] if name == "socket.getaddrinfo" else arguments[1])


def _check_file(database: str | bytes | os.PathLike[str]) -> None:
    file = os.fsdecode(database)
    if file in {"", ":memory:"} or file.startswith("file::memory:"):
        return
    path = Path(file.removeprefix("file:").partition("?")[0]).resolve()
    if not path.is_relative_to(Path(tempfile.gettempdir()).resolve()):
        message = f"Tests open databases in temporary folders only, not {path}."
        raise ForbiddenInTests(message)


def _check_address(address: object) -> None:
    """Let loopback and Unix sockets (whose address is a path) through."""
    host = address[0] if isinstance(address, tuple) else None
    if isinstance(address, str) and not address.startswith("/"):
        host = address
    if host in LOOPBACK_NAMES or _is_loopback(host):
        return
    message = f"Tests talk to this machine only, not to {host!r}."
    raise ForbiddenInTests(message)


def _is_loopback(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _refuse_foreign_postgres(
    dialect: sa.Dialect, _record: object, _arguments: object, parameters: dict[str, Any]
) -> None:
    """PostgreSQL's driver connects in C, unseen by audit hooks: look at the database's name."""
    database = str(parameters.get("dbname", ""))
    if dialect.name == "postgresql" and not database.startswith(DATABASE_PREFIX):
        message = f"Tests open databases that they made ({DATABASE_PREFIX}…), not {database!r}."
        raise ForbiddenInTests(message)
