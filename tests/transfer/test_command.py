"""`fractal import` as a person or a script runs it."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.transfer.old_server import goal, runner, written

FRACTAL = Path(sys.executable).with_name("fractal")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of the old server, under a name that tells nothing."""
    path = tmp_path / "download (3)"
    path.write_bytes(written(runner()))
    return path


@pytest.fixture
def data(tmp_path: Path, sqlite_url: str) -> Path:
    """A data folder whose database is migrated already, which takes a second of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    Path(sqlite_url.removeprefix("sqlite:///")).rename(folder / "fractal.db")
    return folder


def fractal(data_dir: Path, *arguments: Any) -> subprocess.CompletedProcess[str]:
    """Run `fractal import` on a data folder."""
    command = [str(FRACTAL), "import", *map(str, arguments), "--data-dir", str(data_dir)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def fingerprint(folder: Path) -> str:
    return hashlib.sha256((folder / "fractal.db").read_bytes()).hexdigest()


def test_it_makes_the_database_imports_and_says_so(tmp_path: Path, file: Path) -> None:
    done = fractal(tmp_path / "data", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "“Run «Αθήνα» in 3:30 🏃”: a new fractal, goals: 10, practice sessions: 3" in done.stdout
    assert "Its deadline is before its creation" in done.stdout


def test_for_machines_it_prints_the_report(data: Path, file: Path) -> None:
    done = fractal(data, file, "--json", "--time-zone", "Asia/Tokyo")
    report = json.loads(done.stdout)
    assert report["source_format"] == "goals_db.json"
    assert report["tables"]["practice_sessions"] == {
        "read": 7,
        "imported": 3,
        "merged": 4,
        "kept_aside": 0,
        "skipped": 0,
    }
    assert (report["dry_run"], report["time_zone"]) == (False, "Asia/Tokyo")
    assert {"table", "id", "code", "message"} == set(report["problems"][0])


def test_a_dry_run_without_a_database_makes_none(tmp_path: Path, file: Path) -> None:
    done = fractal(tmp_path / "data", file, "--dry-run")
    assert done.returncode == 0
    assert done.stdout.endswith("This was a dry run: nothing was changed.\n")
    assert not (tmp_path / "data").exists()


def test_a_dry_run_leaves_the_file_as_it_is_to_the_byte(data: Path, file: Path) -> None:
    other = file.parent / "other"
    other.write_bytes(written([goal("UltimateGoal", "Other")]))
    fractal(data, other)
    before = fingerprint(data)
    preview = fractal(data, file, "--dry-run", "--json")
    assert fingerprint(data) == before
    report = fractal(data, file, "--json")
    assert json.loads(preview.stdout) == {**json.loads(report.stdout), "dry_run": True}


def test_a_second_run_imports_nothing(data: Path, file: Path) -> None:
    fractal(data, file)
    before = fingerprint(data)
    again = json.loads(fractal(data, file, "--json").stdout)
    assert {counts["imported"] for counts in again["tables"].values()} == {0}
    assert fingerprint(data) == before


def test_a_cut_file_is_refused_and_changes_nothing(data: Path, file: Path) -> None:
    fractal(data, file)
    before = fingerprint(data)
    file.write_bytes(file.read_bytes()[:2193])
    done = fractal(data, file)
    assert done.returncode == 2
    assert "(byte 2193)" in done.stderr
    assert "Nothing was changed." in done.stderr
    assert fingerprint(data) == before


def test_what_is_refused_has_its_exit_code(data: Path, file: Path) -> None:
    before = fingerprint(data)
    assert fractal(data, file, "--time-zone", "Mars/Olympus").returncode == 2
    assert fractal(data, file.parent).returncode == 2
    assert fractal(data).returncode == 2
    assert fractal(data, file.parent / "absent").returncode == 4
    assert fingerprint(data) == before
    assert fractal(data, file, "--as", "nobody").returncode == 4
    assert fractal(data, file, "--as", "OWNER").returncode == 0
