"""Copies of a SQLite file, taken while it is in use and proven before they count."""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from fractal_goals.kit.errors import Unavailable

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def verified_copy(source: Path, folder: Path, occasion: str) -> Path:
    """Copy a SQLite file into `folder`, open the copy, and compare it with the source.

    The name tells the occasion and the instant. A copy that fails leaves no file behind.
    Raises `Unavailable` where it cannot be made or does not verify.
    """
    instant = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = folder / f"{source.stem}-{occasion}-{instant}.db"
    draft = target.with_suffix(".part")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _copy(source, draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.rename(target)
    except (sqlite3.Error, OSError) as error:
        message = f"The database could not be copied to {folder}: {error}. Nothing was changed."
        raise Unavailable(message, code="backup_failed") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return target


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """The number of rows of every table."""
    tables = sorted(name for (name,) in connection.execute(_TABLES))
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in tables
    }


def _copy(source: Path, draft: Path) -> None:
    """Copy within one read transaction, so that both sides are counted at the same instant."""
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as original,
        closing(sqlite3.connect(draft)) as copy,
    ):
        original.isolation_level = None
        original.execute("BEGIN")
        expected = counts(original)
        original.backup(copy)
        original.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode = DELETE")
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            message = f"its copy fails the integrity check ({found})"
            raise sqlite3.DatabaseError(message)
        if counts(copy) != expected:
            message = "its copy has other rows"
            raise sqlite3.DatabaseError(message)
