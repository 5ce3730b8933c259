"""`fractal serve`: checks what it is asked for, brings the database to head, then serves."""

import errno
import socket
import time
from contextlib import closing
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from fractal_goals.cli.common import DataDir, database, load_settings
from fractal_goals.infra.settings import LOOPBACK, Settings
from fractal_goals.kit.errors import Conflict, Forbidden

# A server that was killed a moment ago may still be letting go of its port.
PORT_PATIENCE_SECONDS = 1.0


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="0: any free port.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=64, help="Server processes.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Serve until stopped, after making or migrating the database where that is needed."""
    chosen = load_settings(data_dir, host=host, port=port, workers=workers)
    settings = _listening(chosen)
    copy = _migrate(settings)
    if copy is not None:
        typer.echo(f"Migrated the database. It is kept as it was in {copy}.", err=True)
    from fractal_goals.cli.server import run

    run(settings)


def _listening(settings: Settings) -> Settings:
    """The settings with an address that can be listened on.

    Raises `Forbidden` for one beyond this machine, `Conflict` for a port that is taken.
    """
    host = settings.host.strip("[]").lower()
    if host not in LOOPBACK:
        message = (
            f"Without accounts the server talks to this machine only, so it does not listen on "
            f"{settings.host}. Use --host 127.0.0.1, and from another machine a tunnel: "
            f"ssh -L {settings.port}:127.0.0.1:{settings.port} this-machine."
        )
        raise Forbidden(message)
    host = "127.0.0.1" if host == "localhost" else host
    return msgspec.structs.replace(settings, host=host, port=_free_port(host, settings.port))


def _free_port(host: str, port: int) -> int:
    """The port, or a free one for 0.

    Asked beforehand, because the server's workers share their port: a second server
    on it would quietly get half of the requests.
    """
    give_up = time.monotonic() + PORT_PATIENCE_SECONDS
    while True:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with closing(socket.socket(family)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if error.errno != errno.EADDRINUSE or time.monotonic() > give_up:
                    message = f"Port {port} of {host}: {error.strerror}. Choose another by --port."
                    raise Conflict(message, code="port_taken") from error
            else:
                return int(probe.getsockname()[1])
        time.sleep(0.05)


def _migrate(settings: Settings) -> Path | None:
    """Bring the database to head; the copy taken before, if any."""
    from fractal_goals.infra.migrations import bring_to_head

    with database(settings) as engine:
        return bring_to_head(engine, settings)
