"""Transactions end in one place, and rows are read in one place."""

from pathlib import Path

from tests.architecture.sources import PACKAGE, calls, place

ENDS_TRANSACTIONS = {"commit", "rollback"}
READS_ROWS = {"select", "text"}
# infra is the ground that queries stand on; models name expressions of indexes by text();
# whole tables are copied in transfer and filled in demonstration.
MAY_READ = {"queries", "models", "infra", "transfer", "demonstration"}


def parts(path: Path) -> set[str]:
    """The names of a module's packages and its own."""
    return set(path.relative_to(PACKAGE).with_suffix("").parts)


def test_only_infra_commits_and_rolls_back() -> None:
    found = [
        place(path, call.lineno)
        for path in PACKAGE.rglob("*.py")
        if "infra" not in parts(path)
        for name, call in calls(path)
        if name in ENDS_TRANSACTIONS
    ]
    assert not found, "\n".join(found)


def test_only_queries_select_rows() -> None:
    found = [
        place(path, call.lineno)
        for path in PACKAGE.rglob("*.py")
        if not parts(path) & MAY_READ
        for name, call in calls(path)
        if name in READS_ROWS
    ]
    assert not found, "\n".join(found)
