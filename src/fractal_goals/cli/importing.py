"""`fractal import`: takes in a file of an earlier system."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fractal_goals.cli.common import AsJson, DataDir, load_settings, print_json, ready_database
from fractal_goals.kit.errors import Conflict, NotFound

if TYPE_CHECKING:
    from fractal_goals.infra.settings import Settings
    from fractal_goals.infra.work import Work
    from fractal_goals.transfer.report import ImportedFractal, Report

SHOWN_PROBLEMS = 100
COUNTED = ("read", "imported", "merged", "kept_aside", "skipped")


def import_file(
    file: Annotated[Path, typer.Argument(help="The goals_db.json of the earlier server.")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only report what would happen; change nothing.")
    ] = False,
    user: Annotated[
        str | None,
        typer.Option("--as", metavar="USER", help="Whose it will be.", show_default="the owner"),
    ] = None,
    time_zone: Annotated[
        str | None,
        typer.Option(
            metavar="ZONE",
            help="How to read times without an offset, such as Europe/Berlin.",
            show_default="that person's zone",
        ),
    ] = None,
    json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Take in a file of an earlier system. What is there already stays as it is."""
    from fractal_goals.transfer.importing import check_zone, read_source

    if time_zone is not None:
        check_zone(time_zone)
    content = read_source(file)
    run = _preview if dry_run else _import
    report = run(load_settings(data_dir), content, user, time_zone)
    if json:
        print_json(report)
    else:
        _tell(report)


def _import(settings: "Settings", content: Any, user: str | None, zone: str | None) -> "Report":
    from fractal_goals.infra.work import Actor
    from fractal_goals.transfer.importing import import_source

    with ready_database(settings) as (database, owner_id):
        command = _acting(user, import_source, content, zone)
        return database.run_write(Actor(owner_id), command)


def _preview(settings: "Settings", content: Any, user: str | None, zone: str | None) -> "Report":
    """The report of a dry run, from a database that is only read; there may be none yet."""
    from fractal_goals.accounts.queries import first_user_id
    from fractal_goals.app import zone_of_owner
    from fractal_goals.infra.database import Database, reading_engine
    from fractal_goals.infra.work import Actor
    from fractal_goals.transfer.importing import preview_source, preview_without_database

    if _is_empty(settings):
        return preview_without_database(content, zone or zone_of_owner(settings))
    database = Database(reading_engine(settings))
    try:
        owner_id = database.run_read(Actor(""), first_user_id)
        if owner_id is None:
            return preview_without_database(content, zone or zone_of_owner(settings))
        return database.run_read(Actor(owner_id), _acting(user, preview_source, content, zone))
    finally:
        database.close()


def _is_empty(settings: "Settings") -> bool:
    """Whether there is no database yet; raises `Conflict` where it needs a migration first."""
    from fractal_goals.infra import migrations
    from fractal_goals.infra.database import reading_engine

    if settings.is_sqlite and not settings.sqlite_file.is_file():
        return True
    engine = reading_engine(settings)
    try:
        state = migrations.state(engine)
    finally:
        engine.dispose()
    if state not in {migrations.State.CURRENT, migrations.State.EMPTY}:
        message = "The database is not at this version's revision. Run `fractal db upgrade` first."
        raise Conflict(message, code="database_not_current")
    return state is migrations.State.EMPTY


def _acting(
    user: str | None, command: Callable[["Work", Any, str | None], "Report"], *arguments: Any
) -> Callable[["Work"], "Report"]:
    """The command, run as the person named, or as the one whom the Work is for."""
    from fractal_goals.accounts.queries import identify
    from fractal_goals.infra.work import Actor
    from fractal_goals.transfer.queries import user_named

    def run(work: "Work") -> "Report":
        if user is not None:
            found = user_named(work, user)
            if found is None:
                message = f"There is no person called {user}."
                raise NotFound(message)
            work.actor = Actor(found.id)
        identify(work)
        return command(work, *arguments)

    return run


def _tell(report: "Report") -> None:
    """The report for a person."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False, soft_wrap=True)
    table = Table("read from the file", *(name.replace("_", " ") for name in COUNTED), box=None)
    for name, counts in report.tables.items():
        table.add_row(name, *(str(getattr(counts, column)) for column in COUNTED))
    console.print(table)
    console.print()
    for fractal in report.fractals:
        console.print(f"“{fractal.name}”: {_added(fractal)}")
    if report.problems:
        console.print("\nWhat could not be taken as it stood:")
    for problem in report.problems[:SHOWN_PROBLEMS]:
        console.print(f"  {problem.table} {problem.id}: {problem.message}")
    if len(report.problems) > SHOWN_PROBLEMS:
        console.print(f"  and {len(report.problems) - SHOWN_PROBLEMS} more; --json lists all.")
    console.print(f"\nTimes without an offset were read in {report.time_zone}.")
    if report.dry_run:
        console.print("This was a dry run: nothing was changed.")


def _added(fractal: "ImportedFractal") -> str:
    if not (fractal.goals or fractal.practice_sessions):
        return "there already, nothing is added"
    state = "a new fractal" if fractal.is_new else "there already, added are"
    return f"{state}, goals: {fractal.goals}, practice sessions: {fractal.practice_sessions}"
