"""Importing a file: read it, compare it with what is stored, add what is missing."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from fractal_goals.fractals.models import Fractal, Goal, PracticeSession, SessionGoal
from fractal_goals.infra.work import Work
from fractal_goals.kit import clock
from fractal_goals.kit.errors import invalid
from fractal_goals.transfer import goals_json
from fractal_goals.transfer.placing import place_all
from fractal_goals.transfer.planning import Plan, homes, ids_to_look_up, make_plan
from fractal_goals.transfer.queries import Stored, stored
from fractal_goals.transfer.reading import read_bytes, read_json
from fractal_goals.transfer.report import Notes, Report

LookUp = Callable[[Iterable[str]], Stored]


def read_source(path: Path) -> Any:
    """The decoded content of a file of a format that can be imported.

    Raises `NotFound`, `Malformed` (which names line, column and byte) or `TooLarge`.
    """
    content = read_json(read_bytes(path))
    goals_json.check(content)
    return content


def check_zone(zone: str) -> str:
    """The zone; raises `Invalid` unless it is an IANA time zone."""
    if zone not in clock.zone_names():
        raise invalid("/time_zone", f"{zone} is no IANA time zone, such as Europe/Berlin.")
    return zone


def import_source(work: Work, content: Any, zone: str | None) -> Report:
    """Add what the source holds and this person does not have yet, in one transaction."""
    plan, report = plan_import(work, content, zone)
    carry_out(work, plan)
    return report


def preview_source(work: Work, content: Any, zone: str | None) -> Report:
    """The report that `import_source` would give; writes nothing."""
    _, report = plan_import(work, content, zone)
    return msgspec.structs.replace(report, dry_run=True)


def preview_without_database(content: Any, zone: str) -> Report:
    """The report for a first person on a database that is still to be made."""
    _, report = plan_for(
        content, zone=zone, now=clock.utc_now(), user_id="", look_up=lambda _ids: Stored()
    )
    return msgspec.structs.replace(report, dry_run=True)


def plan_import(work: Work, content: Any, zone: str | None) -> tuple[Plan, Report]:
    """The plan for the acting person. `zone` (default theirs) is for instants without offset."""
    return plan_for(
        content,
        zone=zone or work.actor.time_zone,
        now=work.now,
        user_id=work.actor.user_id,
        look_up=lambda ids: stored(work, ids),
    )


def plan_for(
    content: Any, *, zone: str, now: datetime, user_id: str, look_up: LookUp
) -> tuple[Plan, Report]:
    """The plan and its report; `look_up` tells what is stored under the ids of the source."""
    notes = Notes()
    reading = goals_json.read(content, zone, now, notes)
    ids = ids_to_look_up(reading.nodes, user_id)
    found = look_up(ids)
    placed = place_all(reading.nodes, homes(found, ids, user_id), notes)
    plan = make_plan(reading, placed, found, user_id, notes.all())
    report = Report(
        source_format=goals_json.FORMAT,
        tables=reading.tables,
        problems=plan.problems,
        fractals=list(plan.touched.values()),
        written=plan.written(),
        time_zone=zone,
        dry_run=False,
    )
    return plan, report


def carry_out(work: Work, plan: Plan) -> None:
    """Add the rows of a plan, parents before children."""
    work.insert_many(Fractal, plan.fractals)
    work.insert_many(Goal, plan.goals)
    work.insert_many(PracticeSession, plan.sessions)
    work.insert_many(Goal, plan.lower_goals)
    work.insert_many(SessionGoal, plan.links)
