"""Files and functions stay small enough to be read at once."""

import ast
from pathlib import Path

from tests.architecture.sources import ROOT, place, project_files, syntax

FILE_LINES = 400
TEST_FILE_LINES = 600
FUNCTION_LINES = 50
# A migration is a record of one day: it is not edited again, and not split.
RECORDS = ROOT / "migrations" / "versions"
WRITTEN_BY_HAND = (".py", ".ts", ".mjs", ".css", ".html", ".sh")


def read_again(*suffixes: str) -> list[Path]:
    """The files that people come back to."""
    return [path for path in project_files(*suffixes) if not path.is_relative_to(RECORDS)]


def test_no_file_is_too_long() -> None:
    found = []
    for path in read_again(*WRITTEN_BY_HAND):
        limit = TEST_FILE_LINES if path.is_relative_to(ROOT / "tests") else FILE_LINES
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > limit:
            found.append(f"{place(path)}: {lines} lines, at most {limit}")
    assert not found, "\n".join(found)


def test_no_function_is_too_long() -> None:
    found = []
    for path in read_again(".py"):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    found.append(f"{place(path, node.lineno)} {node.name}: {lines} lines")
    assert not found, "\n".join(found)
