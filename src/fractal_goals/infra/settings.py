"""Settings: read once from the environment, overridden by the command line."""

import os
from pathlib import Path

import msgspec

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an installation can choose. Each field is `FRACTAL_<NAME>` in the environment."""

    data_dir: Path
    database_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    allowed_hosts: tuple[str, ...] = ()
    max_body_bytes: int = 4 * 1024 * 1024
    log_level: str = "info"
    time_zone: str | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")

    @property
    def sqlite_file(self) -> Path:
        """The file of the embedded database."""
        return Path(self.database_url.removeprefix("sqlite:///"))


def default_data_dir(environ: dict[str, str] | None = None) -> Path:
    """The user's data folder by the XDG base directory specification."""
    environ = dict(os.environ) if environ is None else environ
    base = environ.get("XDG_DATA_HOME") or Path(environ.get("HOME") or Path.home()) / ".local/share"
    return Path(base) / "fractal-goals"


def _secret(environ: dict[str, str], name: str) -> str | None:
    """A variable's value, or the content of the file that `<name>_FILE` points at."""
    if path := environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return environ.get(name)


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip().lower() for part in (text or "").split(",") if part.strip())


def load(environ: dict[str, str] | None = None, data_dir: Path | None = None) -> Settings:
    """Settings from `environ`; `data_dir` comes from the command line and wins.

    Raises `ValueError` with the variable's name where a value cannot be read.
    """
    environ = dict(os.environ) if environ is None else environ
    folder = data_dir or Path(environ.get("FRACTAL_DATA_DIR") or default_data_dir(environ))
    folder = folder.expanduser().absolute()
    url = _secret(environ, "DATABASE_URL") or f"sqlite:///{folder / 'fractal.db'}"
    return Settings(
        data_dir=folder,
        database_url=_dialect_url(url),
        host=environ.get("FRACTAL_HOST", "127.0.0.1"),
        port=_integer(environ, "FRACTAL_PORT", 8000),
        workers=_integer(environ, "FRACTAL_WORKERS", 1),
        allowed_hosts=_names(environ.get("FRACTAL_ALLOWED_HOSTS")),
        max_body_bytes=_integer(environ, "FRACTAL_MAX_BODY_BYTES", 4 * 1024 * 1024),
        log_level=environ.get("FRACTAL_LOG_LEVEL", "info").lower(),
        time_zone=environ.get("FRACTAL_TIME_ZONE"),
    )


def _integer(environ: dict[str, str], name: str, default: int) -> int:
    text = environ.get(name)
    if text is None:
        return default
    try:
        return int(text)
    except ValueError as error:
        message = f"{name} must be a whole number, not {text!r}."
        raise ValueError(message) from error


def _dialect_url(url: str) -> str:
    """Name the driver: people write `postgresql://`, SQLAlchemy wants `postgresql+psycopg://`."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        message = "DATABASE_URL must begin with sqlite:/// or postgresql://."
        raise ValueError(message)
    return url
