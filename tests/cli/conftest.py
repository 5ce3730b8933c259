"""Runs `fractal` in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

FRACTAL = Path(sys.executable).with_name("fractal")

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def fractal(data_dir: Path) -> Run:
    """Runs a command on the data folder; keywords are environment variables."""

    def run(*arguments: str, **settings: str) -> Done:
        return subprocess.run(
            [FRACTAL, *arguments, "--data-dir", str(data_dir)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, **settings},
        )

    return run
