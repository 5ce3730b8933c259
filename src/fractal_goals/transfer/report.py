"""What an import did, or would do: for people and for machines."""

from collections.abc import Iterable

import msgspec


class Counts(msgspec.Struct):
    """What became of the rows of one table of the source.

    `read` is always the sum of the others. `merged`: it is there already, from this
    file or from before.
    """

    read: int = 0
    imported: int = 0
    merged: int = 0
    kept_aside: int = 0
    skipped: int = 0


class Problem(msgspec.Struct, frozen=True):
    """One thing that could not be taken as it stood, and what became of it."""

    table: str
    id: str
    code: str
    message: str


class ImportedFractal(msgspec.Struct):
    """A fractal that the file has a part in, and what the import adds to it."""

    id: str
    name: str
    is_new: bool
    goals: int = 0
    practice_sessions: int = 0


class Report(msgspec.Struct):
    """The same for a dry run and for the real one. `written` counts rows of our own tables."""

    source_format: str
    tables: dict[str, Counts]
    problems: list[Problem]
    fractals: list[ImportedFractal]
    written: dict[str, int]
    time_zone: str
    dry_run: bool


class Notes:
    """Collects problems while a source is read and placed, each once."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}

    def add(self, table: str, source_id: str, code: str, message: str) -> None:
        """Remember one problem of one row."""
        self._problems[Problem(table, source_id, code, message)] = None

    def all(self) -> list[Problem]:
        """Every problem, in the order in which they were met."""
        return list(self._problems)


def total(tables: Iterable[Counts]) -> Counts:
    """The sum over tables."""
    listed = list(tables)
    return Counts(*(sum(getattr(one, name) for one in listed) for name in Counts.__struct_fields__))
