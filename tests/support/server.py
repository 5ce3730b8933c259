"""The real server, as a person starts it: `fractal serve` in a process of its own."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 30
STOP_SECONDS = 10
POLL_SECONDS = 0.02


@contextmanager
def running_server(data_dir: Path, *arguments: str, **settings: str) -> Iterator[str]:
    """The address of a server on `data_dir`, with more arguments and environment variables.

    Raises `RuntimeError` with what the server printed where it does not answer.
    """
    output = data_dir.with_name(f"{data_dir.name}.log")
    fractal = Path(sys.executable).with_name("fractal")
    options = ("--port", "0", "--data-dir", str(data_dir), *arguments)
    with output.open("wb") as log:
        server = subprocess.Popen(
            [fractal, "serve", *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **settings},
        )
    try:
        yield _address(server, output)
    finally:
        server.terminate()
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
            raise


def _address(server: subprocess.Popen[bytes], output: Path) -> str:
    """The address that the server prints once it is ready."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        printed = output.read_text(encoding="utf-8", errors="replace")
        if found := re.search(r"http://[\w.\[\]:]+\d", printed):
            return found[0]
        time.sleep(POLL_SECONDS)
    message = f"The server did not start:\n{output.read_text(encoding='utf-8', errors='replace')}"
    raise RuntimeError(message)
