"""bin/setup does what it must, once, and says in a sentence what it misses.

The installers are stand-ins that write down how they were called: what they really do
takes the network, and is seen whenever the scripts run.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COPIED = ("bin", "frontend", "hatch_build.py", "pyproject.toml", "uv.lock", "tests/browser")
TOOLS = ("cat", "chmod", "cksum", "dirname", "find", "mkdir", "sort")
# Like uv: `venv` and `sync` leave an environment with a python and an npm in it.
UV = """#!/bin/sh
if [ "$1" = --version ]; then echo "uv 0.13.0"; exit; fi
echo "uv $*" >>"$CALLS"
mkdir -p .venv/bin
for tool in python npm; do
    printf '#!/bin/sh\\necho "%s $*" >>"$CALLS"\\n' $tool >.venv/bin/$tool
    chmod +x .venv/bin/$tool
done
"""


class Checkout:
    """A copy of what bin/setup reads, on a machine with hardly any tools."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self.tools = folder / "tools"
        self._calls = folder / "calls"
        for name in COPIED:
            self._copy(name)
        self.tools.mkdir()
        for name in TOOLS:
            found = shutil.which(name)
            assert found is not None
            (self.tools / name).symlink_to(found)

    def _copy(self, name: str) -> None:
        source, target = ROOT / name, self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules"))
        else:
            shutil.copyfile(source, target)

    def install(self, tool: str, script: str) -> None:
        """Put a program on the machine."""
        path = self.tools / tool
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)

    def setup(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run bin/setup."""
        return subprocess.run(
            [self.root / "bin" / "setup", *arguments],
            env={"PATH": str(self.tools), "HOME": str(self.root), "CALLS": str(self._calls)},
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """What was installed since last asked."""
        lines = self._calls.read_text(encoding="utf-8").splitlines() if self._calls.exists() else []
        self._calls.unlink(missing_ok=True)
        return lines


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path)
    made.install("uv", UV)
    return made


def test_the_second_start_installs_nothing(checkout: Checkout) -> None:
    assert checkout.setup().returncode == 0
    assert "uv sync --quiet --locked --no-dev --inexact" in checkout.calls()
    again = checkout.setup()
    assert (again.returncode, again.stderr, checkout.calls()) == (0, "", [])


@pytest.mark.parametrize("changed", ["frontend/src/app.ts", "uv.lock", "pyproject.toml"])
def test_a_changed_source_is_installed_again(checkout: Checkout, changed: str) -> None:
    checkout.setup()
    checkout.calls()
    with (checkout.root / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert checkout.setup().returncode == 0
    assert checkout.calls() == ["uv sync --quiet --locked --no-dev --inexact"]


def test_a_removed_source_is_noticed(checkout: Checkout) -> None:
    checkout.setup()
    checkout.calls()
    (checkout.root / "frontend" / "src" / "app.css").unlink()
    checkout.setup()
    assert len(checkout.calls()) == 1


def test_serving_and_testing_in_turn_installs_once(checkout: Checkout) -> None:
    assert checkout.setup("--dev").returncode == 0
    calls = checkout.calls()
    assert "uv sync --quiet --locked" in calls
    assert [call for call in calls if call.startswith("npm ci --prefix tests/browser")]
    checkout.setup()
    checkout.setup("--dev")
    assert checkout.calls() == []


def test_an_environment_whose_python_is_gone_is_made_again(checkout: Checkout) -> None:
    checkout.setup()
    checkout.calls()
    (checkout.root / ".venv" / "bin" / "python").unlink()
    checkout.setup()
    assert checkout.calls()[0] == "uv venv --quiet --clear --relocatable"


def test_an_old_python_is_named(checkout: Checkout) -> None:
    (checkout.tools / "uv").unlink()
    checkout.install("python3", '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2"\n')
    result = checkout.setup()
    assert result.returncode == 1
    assert "Python 3.11 or newer is needed; this machine has Python 3.9.2." in result.stderr


def test_a_python_without_venv_is_told_what_to_install(checkout: Checkout) -> None:
    checkout.install("uv", "#!/bin/sh\necho uv 0.4.30\n")  # too old to be used
    checkout.install("python3", '#!/bin/sh\n[ "$1" = -c ]\n')
    result = checkout.setup()
    assert result.returncode == 1
    assert "python3 cannot make virtual environments." in result.stderr
    assert "apt install python3-venv" in result.stderr


def test_an_unknown_option_is_refused(checkout: Checkout) -> None:
    assert checkout.setup("--help").stderr == "usage: bin/setup [--dev]\n"


@pytest.mark.parametrize("script", ["bin/check", "bin/serve", "bin/setup", "bin/test", ".ci/run"])
def test_scripts_are_executable_and_parse_as_posix(script: str) -> None:
    path = ROOT / script
    assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert os.access(path, os.X_OK)
    subprocess.run([shutil.which("dash") or "sh", "-n", path], check=True)
