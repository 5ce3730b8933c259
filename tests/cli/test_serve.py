"""`fractal serve` is ready when it says so, quick the second time, and stops when asked."""

import errno
import http.client
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest.mock import Mock

import pytest

from fractal_goals import cli
from tests.cli.conftest import FRACTAL, Run
from tests.support.server import running_server

READY = re.compile(r"^Fractal Goals is ready at http://127\.0\.0\.1:(\d+)\n$")
SECOND_START_SECONDS = 2.0
STOP_SECONDS = 10


@contextmanager
def serving(data_dir: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server whose process can be sent signals, and its port."""
    command = [str(FRACTAL), "serve", "--port", "0", "--data-dir", str(data_dir), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            printed = READY.match(server.stdout.readline())
            assert printed is not None
            yield server, int(printed[1])
        finally:
            server.kill()


def answers(port: int, path: str = "/readyz") -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status


def is_answering(port: int) -> bool:
    try:
        return bool(answers(port))
    except OSError:
        return False


def test_it_answers_as_soon_as_it_says_so_on_a_database_it_made(data_dir: Path) -> None:
    with serving(data_dir) as (_, port):
        assert answers(port) == 200
        assert answers(port, "/") == 200
        assert (data_dir / "fractal.db").is_file()
        assert (data_dir.stat().st_mode & 0o077) == 0


def test_a_second_start_is_quick(data_dir: Path) -> None:
    """In seconds of work, as other tests may have the machine just then."""
    with running_server(data_dir):
        pass
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with running_server(data_dir):
        pass
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert work < SECOND_START_SECONDS


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_asked(data_dir: Path, number: signal.Signals) -> None:
    with serving(data_dir) as (server, port):
        assert answers(port) == 200
        server.send_signal(number)
        assert server.wait(STOP_SECONDS) == 0
        assert not is_answering(port)
    # Nothing is left in the log: the last connection has put all of it into the file.
    assert [file.name for file in data_dir.iterdir()] == ["fractal.db"]


def test_it_stops_with_all_its_workers_even_while_they_start(data_dir: Path) -> None:
    with serving(data_dir, "--workers", "3") as (server, port):
        server.terminate()
        assert server.wait(STOP_SECONDS) == 0
        assert not is_answering(port)


def test_workers_end_with_a_parent_that_was_killed(data_dir: Path) -> None:
    with serving(data_dir, "--workers", "2") as (server, port):
        server.kill()
        server.wait()
        give_up = time.monotonic() + STOP_SECONDS
        while is_answering(port):
            assert time.monotonic() < give_up
            time.sleep(0.02)
    with running_server(data_dir):
        pass


def test_it_listens_on_this_machine_only(fractal: Run, data_dir: Path) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "goals.example.org"):  # noqa: S104
        done = fractal("serve", "--host", host)
        assert done.returncode == 3
        assert host in done.stderr
        assert "--host 127.0.0.1" in done.stderr
    assert fractal("serve", FRACTAL_HOST="0.0.0.0").returncode == 3  # noqa: S104
    assert not data_dir.exists()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LOCALHOST"])
def test_this_machine_has_several_names(data_dir: Path, host: str) -> None:
    with serving(data_dir, "--host", host) as (_, port):
        assert answers(port) == 200


def test_a_port_that_is_taken_is_told(fractal: Run) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = fractal("serve", "--port", str(port))
    assert done.returncode == 5
    assert f"Port {port}" in done.stderr


def test_two_servers_do_not_share_a_port(fractal: Run, data_dir: Path) -> None:
    with serving(data_dir) as (_, port):
        assert fractal("serve", "--port", str(port)).returncode == 5
        assert answers(port) == 200


def test_a_port_that_is_none_is_wrong_usage(fractal: Run) -> None:
    for port in ("-1", "65536", "http"):
        assert fractal("serve", "--port", port).returncode == 2


def test_postgresql_is_served_by_its_address(postgres_url: str, data_dir: Path) -> None:
    with running_server(data_dir, DATABASE_URL=postgres_url) as address:
        assert answers(int(address.rpartition(":")[2])) == 200
    assert not (data_dir / "fractal.db").exists()


# Stands for a machine on which /dev/shm cannot be written.
WITHOUT_LOCKS = """
import errno, multiprocessing, os
def refuse(): raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
multiprocessing.Lock = refuse
from fractal_goals.cli import main
main()
"""


def test_a_machine_without_shared_locks_is_told_what_is_missing(data_dir: Path) -> None:
    options = ["serve", "--port", "0", "--data-dir", str(data_dir)]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_LOCKS, *options],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "The server cannot make the lock that its processes share: Permission denied. "
        "On Linux it needs a writable /dev/shm.\n"
    )


def test_a_failure_without_a_file_is_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    monkeypatch.setattr(cli, "app", Mock(side_effect=refused))
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().err == (
        "The system refused what was asked of it: Permission denied.\n"
    )


def test_the_environment_of_the_tests_reaches_no_server() -> None:
    """The person's own database is never one default away."""
    assert "DATABASE_URL" not in os.environ
    assert not [name for name in os.environ if name.startswith("FRACTAL_")]
