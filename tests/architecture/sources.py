"""The files of the project, without what is installed or built into the checkout."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "fractal_goals"
NOT_OURS = {".git", ".uv", ".venv", "assets", "build", "dist", "node_modules", "__pycache__"}


def project_files(*suffixes: str) -> Iterator[Path]:
    """Every file of ours with one of these suffixes, or all of them."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS and not _is_cache(name)]
        for name in names:
            if not suffixes or name.endswith(suffixes):
                yield Path(folder, name)


def _is_cache(folder: str) -> bool:
    return folder.startswith(".") and (folder.endswith("cache") or folder == ".hypothesis")


def syntax(path: Path) -> ast.Module:
    """The parsed source of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """The calls in a file, each with the last part of the name that it calls."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Attribute(attr=name) | ast.Name(id=name):
                    yield name, node


def place(path: Path, line: int | None = None) -> str:
    """How a finding names its place."""
    name = str(path.relative_to(ROOT))
    return name if line is None else f"{name}:{line}"
