"""What stands around the database: settings, folders, the built interface."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from fractal_goals.doctor.findings import Finding
from fractal_goals.infra.settings import LOOPBACK, Settings
from fractal_goals.kit.clock import zone_names

LOG_LEVELS = ("debug", "info", "warning", "error")


def wrong_settings(settings: Settings) -> Iterator[Finding]:
    """Settings that `serve` could not work with."""
    if settings.time_zone is not None and settings.time_zone not in zone_names():
        yield Finding(f"FRACTAL_TIME_ZONE: {settings.time_zone} is no IANA time zone.")
    if settings.log_level not in LOG_LEVELS:
        yield Finding(f"FRACTAL_LOG_LEVEL is one of {', '.join(LOG_LEVELS)}.")
    if settings.host not in LOOPBACK:
        yield Finding(f"FRACTAL_HOST: {settings.host} is not this machine's own address.")
    if settings.is_sqlite:
        yield from _unwritable(settings.sqlite_file)
        yield from _unwritable(settings.sqlite_file.parent)


def _unwritable(path: Path) -> Iterator[Finding]:
    if not os.access(path, os.R_OK | os.W_OK):
        yield Finding(f"{path} cannot be read and written.")


def missing_assets(assets: Path) -> Iterator[Finding]:
    """Files of the interface that its build should have written."""
    manifest = assets / "manifest.json"
    if not manifest.is_file():
        yield Finding(f"{manifest} is missing.")
        return
    names = msgspec.json.decode(manifest.read_bytes(), type=dict[str, str]).values()
    for name in names:
        if not (assets / name).is_file():
            yield Finding(f"{assets / name} is missing.")
