"""`fractal db`: the revision of the database's schema."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fractal_goals.cli.common import (
    AsJson,
    DataDir,
    database,
    existing_database,
    load_settings,
    print_json,
)
from fractal_goals.kit.errors import Conflict, invalid

if TYPE_CHECKING:
    import sqlalchemy as sa

app = typer.Typer(help="The revision of the database's schema.", no_args_is_help=True)

Confirmed = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@app.command()
def upgrade(data_dir: DataDir = None) -> None:
    """Make the database, or bring it to the newest revision; a SQLite file is copied first."""
    from fractal_goals.infra import migrations

    settings = load_settings(data_dir)
    with database(settings) as engine:
        _tell_copy(migrations.bring_to_head(engine, settings))
        _tell_revision(engine)


@app.command()
def downgrade(
    revision: Annotated[
        str, typer.Argument(help="A revision, -1 for one down, or base for no tables at all.")
    ] = "-1",
    *,
    yes: Confirmed = False,
    data_dir: DataDir = None,
) -> None:
    """Bring the database down to an older revision; what that one cannot hold is lost."""
    from fractal_goals.infra import migrations

    settings = load_settings(data_dir)
    with existing_database(settings) as engine:
        if migrations.state(engine) not in {migrations.State.CURRENT, migrations.State.OLDER}:
            message = "This database is not at a revision that this version knows."
            raise Conflict(message, code="database_unknown")
        if revision not in {"-1", "base", *migrations.revisions()}:
            message = f"There is no revision {revision}, only {', '.join(migrations.revisions())}."
            raise invalid("/revision", message)
        _confirm("What the older revision cannot hold is lost. Go on?", yes=yes)
        if settings.is_sqlite:
            _tell_copy(migrations.copy_before(settings, "before-downgrade"))
        migrations.downgrade(engine, revision)
        _tell_revision(engine)


@app.command()
def current(*, json: AsJson = False, data_dir: DataDir = None) -> None:
    """Tell the revision of the database and how it compares with this version."""
    from fractal_goals.infra import migrations

    with existing_database(load_settings(data_dir)) as engine:
        found, state = migrations.current(engine), migrations.state(engine)
    if json:
        print_json({"revision": found, "head": migrations.head(), "state": state})
    else:
        typer.echo(f"{found or 'none'} ({state}; this version needs {migrations.head()})")


@app.command()
def check(data_dir: DataDir = None) -> None:
    """Compare the database with the models, in every column, constraint and index."""
    from fractal_goals.infra.shape import differences
    from fractal_goals.tables import metadata

    with existing_database(load_settings(data_dir)) as engine:
        found = differences(engine, metadata)
    for line in found:
        typer.echo(line)
    if found:
        raise typer.Exit(1)
    typer.echo("The database equals the models.")


def _confirm(question: str, *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        message = "This needs --yes where nobody can be asked."
        raise invalid("/yes", message)
    typer.confirm(question, abort=True)


def _tell_copy(copy: Path | None) -> None:
    if copy is not None:
        typer.echo(f"The database as it was before is kept in {copy}.")


def _tell_revision(engine: "sa.Engine") -> None:
    from fractal_goals.infra import migrations

    typer.echo(f"The database is at revision {migrations.current(engine) or 'none'}.")
