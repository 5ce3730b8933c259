"""The console command `fractal`.

Each command imports what it needs when it runs, so that `fractal --help` answers at once.
"""

from typing import Annotated, NoReturn

import typer

from fractal_goals.cli import database
from fractal_goals.cli.demo import demo
from fractal_goals.cli.doctor import doctor
from fractal_goals.cli.importing import import_file
from fractal_goals.cli.openapi import openapi
from fractal_goals.cli.serve import serve
from fractal_goals.kit import errors as kinds

# 0 is done; anything unexpected is our fault and ends with 1 and a traceback.
OUR_FAULT = 1
EXIT_CODES: dict[type[kinds.Problem], int] = {
    kinds.Malformed: 2,
    kinds.Invalid: 2,
    kinds.TooLarge: 2,
    kinds.Forbidden: 3,
    kinds.NotFound: 4,
    kinds.Conflict: 5,
    kinds.Stale: 5,
}

app = typer.Typer(
    name="fractal",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _tell_version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("fractal-goals"))
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=lambda value: _tell_version(wanted=value), is_eager=True),
]


@app.callback()
def fractal(*, version: Version = False) -> None:
    """A deep goal tree joined to measured practice."""


app.command()(serve)
app.command()(doctor)
app.command("import")(import_file)
app.command()(demo)
app.command()(openapi)
app.add_typer(database.app, name="db")


def main() -> None:
    """Run a command; what goes wrong is one sentence on standard error and an exit code."""
    try:
        app()
    except kinds.Problem as problem:
        _fail(problem.detail, EXIT_CODES.get(type(problem), OUR_FAULT))
    except OSError as error:
        _fail(_what_failed(error), OUR_FAULT)
    except Exception as error:
        from sqlalchemy.exc import DBAPIError

        if not isinstance(error, DBAPIError):
            raise
        _fail(f"The database cannot be used: {str(error.orig).strip()}.", OUR_FAULT)


def _what_failed(error: OSError) -> str:
    """What the system refused, and for which file; it does not always name one."""
    reason = error.strerror or str(error) or type(error).__name__
    if error.filename is None:
        return f"The system refused what was asked of it: {reason}."
    return f"{reason}: {error.filename}."


def _fail(sentence: str, code: int) -> NoReturn:
    typer.echo(sentence, err=True)
    raise SystemExit(code)
