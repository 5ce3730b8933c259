"""`fractal doctor`: tells whether all is well, and what to do where it is not."""

from typing import TYPE_CHECKING

import typer

from fractal_goals.cli.common import AsJson, DataDir, existing_database, load_settings, print_json

if TYPE_CHECKING:
    from fractal_goals.doctor.findings import Finding, Outcome, Report


def doctor(*, json: AsJson = False, data_dir: DataDir = None) -> None:
    """Check the installation and every rule that the database cannot hold by itself."""
    from fractal_goals.doctor.examination import examine

    settings = load_settings(data_dir)
    with existing_database(settings) as engine:
        report = examine(settings, engine)
    if json:
        print_json(report)
    else:
        _tell(report)
    if not report.ok:
        raise typer.Exit(1)


def _tell(report: "Report") -> None:
    for outcome in report.checks:
        if not outcome.ok:
            _tell_outcome(outcome)
    sound = sum(outcome.ok for outcome in report.checks)
    typer.echo(f"{sound} of {len(report.checks)} checks found nothing wrong.")


def _tell_outcome(outcome: "Outcome") -> None:
    typer.echo(f"{outcome.check}: {outcome.count} found. {outcome.advice}")
    for finding in outcome.findings:
        typer.echo(f"  {_place(finding)}{finding.problem}")
    if outcome.count > len(outcome.findings):
        typer.echo(f"  … and {outcome.count - len(outcome.findings)} more")


def _place(finding: "Finding") -> str:
    parts = [part for part in (finding.table, finding.root_id, finding.id) if part is not None]
    return f"{' '.join(parts)}: " if parts else ""
