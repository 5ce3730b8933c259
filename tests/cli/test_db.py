"""`fractal db` tells and changes the revision of a database, and says what went wrong."""

import json
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from fractal_goals.infra import migrations
from tests.cli.conftest import FRACTAL, Run

HEAD = migrations.head()


def test_every_command_explains_itself() -> None:
    groups: tuple[tuple[str, ...], ...] = ((), ("serve",), ("db",), ("db", "downgrade"))
    for words in groups:
        done = subprocess.run([FRACTAL, *words, "--help"], capture_output=True, check=False)
        assert done.returncode == 0
        assert b"Usage" in done.stdout


def test_help_is_there_before_anything_heavy_is_loaded() -> None:
    code = (
        "import sys, fractal_goals.cli\n"
        "sys.exit(bool({'sqlalchemy', 'litestar', 'granian', 'alembic'} & sys.modules.keys()))"
    )
    python = FRACTAL.with_name("python")
    subprocess.run([python, "-c", code], check=True)


def test_a_database_is_made_told_checked_and_taken_down(fractal: Run, data_dir: Path) -> None:
    made = fractal("db", "upgrade")
    assert (made.returncode, made.stdout) == (0, f"The database is at revision {HEAD}.\n")
    told = fractal("db", "current", "--json")
    assert json.loads(told.stdout) == {"revision": HEAD, "head": HEAD, "state": "current"}
    checked = fractal("db", "check")
    assert (checked.returncode, checked.stdout) == (0, "The database equals the models.\n")
    down = fractal("db", "downgrade", "base", "--yes")
    assert down.returncode == 0
    assert down.stdout.endswith("The database is at revision none.\n")
    (copy,) = (data_dir / "backups").iterdir()
    assert str(copy) in down.stdout
    assert fractal("db", "current").stdout == f"none (empty; this version needs {HEAD})\n"


def test_a_difference_from_the_models_is_told(fractal: Run, data_dir: Path) -> None:
    fractal("db", "upgrade")
    with closing(sqlite3.connect(data_dir / "fractal.db")) as connection:
        connection.execute("DROP INDEX ix_goals_parent")
    checked = fractal("db", "check")
    assert checked.returncode == 1
    assert checked.stdout.startswith("missing: CREATE INDEX ix_goals_parent")


def test_a_missing_database_is_not_made_by_asking_about_it(fractal: Run, data_dir: Path) -> None:
    for words in (("current",), ("check",), ("downgrade", "--yes")):
        done = fractal("db", *words)
        assert done.returncode == 4
        assert done.stderr.startswith("There is no database at ")
    assert not data_dir.exists()


def test_nothing_is_lost_without_a_yes(fractal: Run) -> None:
    fractal("db", "upgrade")
    done = fractal("db", "downgrade")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--yes" in done.stderr
    assert fractal("db", "current").stdout.startswith(HEAD)


def test_an_unknown_revision_is_refused(fractal: Run) -> None:
    fractal("db", "upgrade")
    done = fractal("db", "downgrade", "0815", "--yes")
    assert done.returncode == 2
    assert HEAD in done.stderr


@pytest.mark.parametrize("command", [("db", "upgrade"), ("serve", "--port", "0")])
def test_a_newer_database_is_refused_and_left_alone(
    fractal: Run, data_dir: Path, command: tuple[str, ...]
) -> None:
    fractal("db", "upgrade")
    file = data_dir / "fractal.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = file.read_bytes()
    done = fractal(*command)
    assert done.returncode == 5
    assert "revision 9999" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database" * 500, b"\0" * 8192])
def test_a_file_of_another_kind_is_refused_and_left_alone(
    fractal: Run, data_dir: Path, content: bytes
) -> None:
    data_dir.mkdir()
    file = data_dir / "fractal.db"
    file.write_bytes(content)
    done = fractal("serve", "--port", "0")
    assert done.returncode == 1
    assert done.stderr.startswith("The database cannot be used: file is not a database")
    assert file.read_bytes() == content


def test_a_setting_that_cannot_be_read_is_wrong_usage(fractal: Run) -> None:
    done = fractal("serve", FRACTAL_PORT="eighty")
    assert done.returncode == 2
    assert done.stderr == "FRACTAL_PORT must be a whole number, not 'eighty'.\n"


def test_a_data_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    command = [str(FRACTAL), "db", "upgrade", "--data-dir", str(file / "data")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, f"Not a directory: {file / 'data'}.\n")
