"""`fractal demo`: fills the database with plausible practice."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from fractal_goals.cli.common import DataDir, load_settings, ready_database

if TYPE_CHECKING:
    from fractal_goals.demonstration.commands import Made
    from fractal_goals.demonstration.story import Size
    from fractal_goals.infra.work import Work


def demo(
    *,
    fractals: Annotated[int, typer.Option(min=1, max=200, help="How many fractals.")] = 2,
    years: Annotated[float, typer.Option(min=0.1, max=30, help="Years of practice.")] = 2,
    goals: Annotated[int, typer.Option(min=1, max=20_000, help="Goals per fractal.")] = 60,
    sessions: Annotated[
        int | None,
        typer.Option(
            min=0, max=20_000, help="Sessions per fractal.", show_default="as the habit brings"
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed tells another story.")] = 1,
    data_dir: DataDir = None,
) -> None:
    """Make plausible practice to look at: the same for the same seed, on the same day."""
    from rich.console import Console
    from rich.progress import Progress

    from fractal_goals.demonstration.story import Size
    from fractal_goals.infra.work import Actor

    size = Size(years=years, goals=goals, sessions=sessions)
    console = Console(stderr=True)
    with (
        ready_database(load_settings(data_dir)) as (database, owner_id),
        Progress(console=console, disable=not console.is_terminal) as progress,
    ):
        task = progress.add_task("Practising", total=fractals)
        rows = 0
        for number in range(fractals):
            command = partial(_make, seed=seed, number=number, size=size)
            made = database.run_write(Actor(owner_id), command)
            rows += made.rows
            progress.update(task, advance=1, description=made.name)
    typer.echo(f"Made {fractals} demonstration fractals with {rows:,} rows.")


def _make(work: "Work", *, seed: int, number: int, size: "Size") -> "Made":
    """One fractal, in one transaction."""
    from fractal_goals.accounts.queries import identify
    from fractal_goals.demonstration.commands import make_fractal

    identify(work)
    return make_fractal(work, seed, number, size)
