"""The whole examination: the installation, the schema, then every row."""

from collections.abc import Iterable, Iterator
from itertools import islice

import sqlalchemy as sa

from fractal_goals.doctor.findings import Check, Finding, Outcome, Report
from fractal_goals.doctor.installation import missing_assets, wrong_settings
from fractal_goals.doctor.queries import evidence, integrity, tree, values
from fractal_goals.infra import migrations
from fractal_goals.infra.migrations import State
from fractal_goals.infra.settings import Settings
from fractal_goals.infra.shape import differences
from fractal_goals.tables import metadata
from fractal_goals.web.rendering import ASSETS

SHOWN = 20
BUG = (
    "This is a fault of ours: please report it with this output. The rows can be put right by hand."
)
EDIT = "Open the row in the interface and put it right."
CHECKS = (
    Check("integrity_check", integrity.damaged_pages, "Restore the newest backup."),
    Check("foreign_key_check", integrity.dangling_references, "Restore the newest backup."),
    Check("history_guard", integrity.unguarded_history, "Run `fractal db check`."),
    Check("fractal_has_root", tree.fractals_without_root, BUG),
    Check("parent_levels", tree.illegal_parents, "Move the goal to a legal parent."),
    Check("no_cycles", tree.cycles, "Move one goal of the circle to another parent."),
    Check("links_name_short_term_goals", tree.links_to_other_levels, EDIT),
    Check("parts_lie_with_their_whole", tree.parts_of_trashed_wholes, BUG),
    Check("trashed_fractals_are_whole", tree.living_rows_of_trashed_fractals, BUG),
    Check("values_within_bounds", values.values_out_of_bounds, EDIT),
    Check("metric_of_activity", values.metrics_of_other_activities, BUG),
    Check("split_of_activity", values.splits_of_other_activities, BUG),
    Check("condition_of_activity", values.conditions_on_other_activities, BUG),
    Check("one_clock_at_a_time", values.clocks_at_the_same_time, "Stop all timers but one."),
    Check("no_clock_in_finished_session", values.clocks_in_finished_sessions, "Stop the timer."),
    Check("durations", evidence.wrong_durations, BUG),
    Check("targets_met_by_evidence", evidence.targets_not_as_met, BUG),
    Check("completion_follows_evidence", evidence.goals_not_as_complete, BUG),
)


def examine(settings: Settings, engine: sa.Engine) -> Report:
    """Check everything; rows only where the schema is the one that this version knows."""
    state = migrations.state(engine)
    outcomes = [
        _outcome("settings", wrong_settings(settings), "See docs/settings.md."),
        _outcome("assets", missing_assets(ASSETS), "Install again: `bin/setup`."),
        _outcome("schema_at_head", _not_at_head(state), "Run `fractal db upgrade`."),
    ]
    if state is State.CURRENT:
        different = (Finding(line) for line in differences(engine, metadata))
        outcomes.append(_outcome("schema_equals_models", different, "Restore the newest backup."))
        with engine.connect() as connection:
            outcomes += [
                _outcome(check.name, _asked(connection, check), check.advice) for check in CHECKS
            ]
    return Report(
        ok=all(outcome.ok for outcome in outcomes),
        database=engine.dialect.name,
        revision=migrations.current(engine),
        checks=outcomes,
    )


def _asked(connection: sa.Connection, check: Check) -> list[Finding]:
    """What a check finds; a damaged file may not answer, which is found too."""
    try:
        with connection.begin_nested():
            return list(check.find(connection))
    except sa.exc.DBAPIError as error:
        return [Finding(f"The database cannot answer: {error.orig}.")]


def _outcome(name: str, found: Iterable[Finding], advice: str) -> Outcome:
    findings = list(found)
    return Outcome(
        check=name,
        ok=not findings,
        count=len(findings),
        findings=list(islice(findings, SHOWN)),
        advice=advice if findings else None,
    )


def _not_at_head(state: State) -> Iterator[Finding]:
    if state is not State.CURRENT:
        yield Finding(f"The database is {state}; this version needs {migrations.head()}.")
