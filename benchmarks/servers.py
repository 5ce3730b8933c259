"""Starts the product and its floor as processes of their own, and asks them for their memory."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import fetch, request

BIN = Path(sys.executable).parent
HERE = Path(__file__).parent.parent


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    port: int
    pid: int
    seconds_to_start: float

    def resident_megabytes(self) -> float:
        """Resident memory of the process and its children."""
        return sum(_resident(pid) for pid in [self.pid, *_children(self.pid)]) / 1024


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(child) for child in found]


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])


def free_port() -> int:
    """A port of the loopback interface that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(
    command: list[str], port: int, ready: str, environment: Mapping[str, str]
) -> Iterator[Running]:
    """Run a server until the block ends."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, cwd=HERE, stdout=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                fetch(port, request("GET", ready))
                break
            except (OSError, EOFError):
                if process.poll() is not None:
                    message = f"{command[0]} ended with {process.returncode}"
                    raise RuntimeError(message) from None
                time.sleep(0.01)
        yield Running(port, process.pid, time.perf_counter() - start)
    finally:
        process.terminate()
        process.wait()


def product(folder: Path) -> AbstractContextManager[Running]:
    """`fractal serve` on the data in `folder`."""
    port = free_port()
    command = [str(BIN / "fractal"), "serve", f"--port={port}", f"--data-dir={folder}"]
    return started(command, port, "/healthz", {"FRACTAL_LOG_LEVEL": "error"})


def floor(plan: Path) -> AbstractContextManager[Running]:
    """The floor on the plan's database."""
    port = free_port()
    command = [
        *(str(BIN / "granian"), "--interface", "asgi", "--port", str(port)),
        *("--no-access-log", "--log-level", "error", "benchmarks.floor:app"),
    ]
    return started(command, port, "/ready", {"FLOOR": str(plan)})
