"""The web server's processes: a parent that waits, and workers that answer."""

import functools
import http.client
import multiprocessing
import os
import signal
import sys
import threading
import time
from http import HTTPStatus
from multiprocessing.synchronize import Lock
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

# Imported before the workers fork: they start at once and share its memory.
from fractal_goals.app import create_app, local_owner, open_database
from fractal_goals.infra import logging
from fractal_goals.infra.settings import Settings
from fractal_goals.kit.errors import Unavailable

# What a worker may take to finish the requests it has begun.
STOP_SECONDS = 8
POLL_SECONDS = 0.01


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM; ends the process with 1 where a worker broke down."""
    _make_local_owner(settings)
    server = Granian(
        "fractal_goals",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=settings.workers,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=STOP_SECONDS,
    )
    first = _shared_lock()
    server.serve(target_loader=functools.partial(_load, settings, first), wrap_loader=False)


def _shared_lock() -> Lock:
    """A lock between the server's processes; raises `Unavailable` where none can be made."""
    try:
        return multiprocessing.Lock()
    except OSError as error:
        message = (
            "The server cannot make the lock that its processes share: "
            f"{error.strerror or error}. On Linux it needs a writable /dev/shm."
        )
        raise Unavailable(message, code="no_shared_lock") from error


def _make_local_owner(settings: Settings) -> None:
    """Once, before there are workers: two of them at the same time would make two."""
    database = open_database(settings)
    try:
        local_owner(database, settings)
    finally:
        database.close()


def _load(settings: Settings, first: Lock) -> Any:
    """Make the application in a worker; the first worker tells when it answers."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # Until the server sets its own: those of the parent would swallow an early stop.
        signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    logging.configure(settings.log_level)
    app = create_app(settings)
    if first.acquire(block=False):
        threading.Thread(target=_announce, args=(settings,), daemon=True).start()
    return app


def _end_with_parent() -> None:
    """A worker whose parent was killed would hold the port and the database for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _announce(settings: Settings) -> None:
    """Print the address as soon as the server answers there and its database does."""
    while not _is_ready(settings):
        time.sleep(POLL_SECONDS)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    sys.stdout.write(f"Fractal Goals is ready at http://{host}:{settings.port}\n")
    sys.stdout.flush()


def _is_ready(settings: Settings) -> bool:
    connection = http.client.HTTPConnection(settings.host, settings.port, timeout=1)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
