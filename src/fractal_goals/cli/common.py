"""What commands share: the option `--data-dir`, settings, and the database they point at."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from fractal_goals.infra import settings as settings_of
from fractal_goals.infra.settings import Settings
from fractal_goals.kit.errors import NotFound, invalid

if TYPE_CHECKING:
    import sqlalchemy as sa

    from fractal_goals.infra.database import Database

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        help="Folder of the database and its backups.",
        show_default="$FRACTAL_DATA_DIR, or the user's data folder",
        file_okay=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]


def load_settings(data_dir: Path | None, **chosen: Any) -> Settings:
    """Settings of the environment and of the options that were given (None: not given).

    Raises `Invalid` where one cannot be read.
    """
    try:
        found = settings_of.load(data_dir=data_dir)
    except ValueError as error:
        raise invalid("", str(error)) from error
    given = {name: value for name, value in chosen.items() if value is not None}
    return msgspec.structs.replace(found, **given)


@contextmanager
def existing_database(settings: Settings) -> Iterator["sa.Engine"]:
    """An engine on the settings' database; raises `NotFound` where its file is not there."""
    if settings.is_sqlite and not settings.sqlite_file.is_file():
        message = f"There is no database at {settings.sqlite_file}: `fractal serve` makes one."
        raise NotFound(message)
    with database(settings) as engine:
        yield engine


@contextmanager
def database(settings: Settings) -> Iterator["sa.Engine"]:
    """An engine on the settings' database, and the folder for its file."""
    from fractal_goals.infra.database import make_engine

    if settings.is_sqlite:
        settings.sqlite_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = make_engine(settings)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def ready_database(settings: Settings) -> Iterator[tuple["Database", str]]:
    """The database at head, made or migrated where need be, and the id of the local owner."""
    from fractal_goals.app import local_owner, open_database
    from fractal_goals.infra.migrations import bring_to_head

    with database(settings) as engine:
        copy = bring_to_head(engine, settings)
    if copy is not None:
        typer.echo(f"Migrated the database. It is kept as it was in {copy}.", err=True)
    opened = open_database(settings)
    try:
        yield opened, local_owner(opened, settings)
    finally:
        opened.close()


def print_json(answer: Any) -> None:
    """Write an answer for programs to standard output."""
    typer.echo(msgspec.json.format(msgspec.json.encode(answer), indent=2))
