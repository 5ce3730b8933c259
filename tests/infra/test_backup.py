"""A copy counts only once it is proven."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fractal_goals.infra import backup
from fractal_goals.infra.backup import verified_copy
from fractal_goals.kit.errors import Unavailable

ROWS = 500


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file in use, whose newest rows are still in its write-ahead log."""
    file = tmp_path / "goals.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE numbers (number INTEGER)")
        connection.executemany("INSERT INTO numbers VALUES (?)", ((n,) for n in range(ROWS)))
    return file


def test_a_copy_holds_everything_while_the_file_is_being_written(
    source: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(source, isolation_level=None)) as writer:
        writer.execute("INSERT INTO numbers VALUES (-1)")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO numbers VALUES (-2)")
        copy = verified_copy(source, tmp_path / "backups", "test")
        writer.execute("ROLLBACK")
    assert copy.name.startswith("goals-test-")
    assert list(copy.parent.iterdir()) == [copy]
    with closing(sqlite3.connect(copy)) as connection:
        assert backup.counts(connection) == {"numbers": ROWS + 1}


def test_two_copies_of_one_occasion_are_two_files(source: Path, tmp_path: Path) -> None:
    copies = {verified_copy(source, tmp_path / "backups", "test") for _ in range(3)}
    assert len(copies) == 3
    assert all(copy.is_file() for copy in copies)


def test_a_corrupt_file_is_refused_and_leaves_nothing(source: Path, tmp_path: Path) -> None:
    content = bytearray(source.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    source.write_bytes(content)
    with pytest.raises(Unavailable, match="could not be copied") as caught:
        verified_copy(source, tmp_path / "backups", "test")
    assert caught.value.code == "backup_failed"
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(source: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file")
    with pytest.raises(Unavailable, match="could not be copied"):
        verified_copy(source, tmp_path / "backups", "test")
