"""`fractal doctor` for people and for programs."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run, data_dir, fractal

__all__ = ["data_dir", "fractal"]


@pytest.fixture
def file(fractal: Run, data_dir: Path) -> Path:
    """A migrated database."""
    assert fractal("db", "upgrade").returncode == 0
    return data_dir / "fractal.db"


def test_it_says_that_all_is_well(file: Path, fractal: Run) -> None:
    assert file.is_file()
    done = fractal("doctor")
    assert done.returncode == 0
    assert done.stdout.endswith("checks found nothing wrong.\n")
    report = json.loads(fractal("doctor", "--json").stdout)
    assert report["ok"] is True
    assert {check["ok"] for check in report["checks"]} == {True}


def test_it_says_what_is_wrong_and_what_to_do(file: Path, fractal: Run) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TRIGGER history_keeps")
    done = fractal("doctor")
    assert done.returncode == 1
    assert "history_guard: 1 found. " in done.stdout
    assert "  history: The trigger history_keeps is missing.\n" in done.stdout
    answer = fractal("doctor", "--json")
    assert answer.returncode == 1
    wrong = [check for check in json.loads(answer.stdout)["checks"] if not check["ok"]]
    assert [check["check"] for check in wrong] == ["history_guard"]


def test_a_damaged_file_is_found(file: Path, fractal: Run) -> None:
    content = bytearray(file.read_bytes())
    with closing(sqlite3.connect(file)) as connection:
        page_size = connection.execute("PRAGMA page_size").fetchone()[0]
        page = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_goals_parent'"
        ).fetchone()[0]
    content[(page - 1) * page_size : page * page_size] = b"\xff" * page_size
    file.write_bytes(content)
    done = fractal("doctor")
    assert done.returncode == 1
    assert "integrity_check: " in done.stdout
    assert "Restore the newest backup." in done.stdout


def test_without_a_database_it_makes_none(fractal: Run, data_dir: Path) -> None:
    assert fractal("doctor").returncode == 4
    assert not data_dir.exists()
