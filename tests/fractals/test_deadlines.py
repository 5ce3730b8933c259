"""A deadline is a day of the person's own: today or later where they are."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from fractal_goals.accounts.commands import edit_me, ensure_local_owner
from fractal_goals.accounts.queries import identify
from fractal_goals.accounts.schemas import MeEdit
from fractal_goals.fractals.commands.fractals import create_fractal
from fractal_goals.fractals.commands.goals import create_goal, edit_goal
from fractal_goals.fractals.queries.access import enter
from fractal_goals.fractals.schemas import FractalNew, GoalEdit, GoalNew
from fractal_goals.infra.database import Database
from fractal_goals.infra.work import Actor, Work
from fractal_goals.kit.errors import Invalid
from tests.support.api import FractalApi

ZONES = ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Los_Angeles", "Asia/Kolkata"]
INSTANTS = st.integers(1_577_836_800, 1_893_456_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
GOALS = "/goals"


@pytest.fixture
def owned(engine: sa.Engine) -> Iterator[tuple[Database, Actor]]:
    """A database with one person in it."""
    database = Database(engine)
    user_id = database.run_write(Actor(""), lambda work: ensure_local_owner(work, "UTC"))
    yield database, Actor(user_id)
    database.close()


def at(database: Database, actor: Actor, now: datetime, zone: str, hour: int) -> Any:
    """Runs commands at an instant as a person of a zone; `run(command, root_id)`."""

    def set_zone(work: Work) -> None:
        identify(work)
        edit_me(work, MeEdit(time_zone=zone, day_start_hour=hour))

    def run(command: Any, root_id: str | None = None) -> Any:
        def entered(work: Work) -> Any:
            if root_id is None:
                identify(work)
            else:
                enter(work, root_id, writes=True)
            return command(work)

        return database.run_write(actor, entered, now=now)

    database.run_write(actor, set_zone)
    return run


def refusal(run: Any, command: Any, root_id: str | None = None) -> tuple[str | None, str] | None:
    """How a command is refused, None where it is not."""
    try:
        run(command, root_id)
    except Invalid as error:
        return error.code, error.errors[0].pointer
    return None


@settings(max_examples=40)
@given(
    now=INSTANTS,
    zone=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    days=st.integers(-2, 2),
)
def check_every_deadline(
    owned: tuple[Database, Actor], now: datetime, zone: str, hour: int, days: int
) -> None:
    """At any instant, zone and start of the day, today is the first legal deadline."""
    run = at(*owned, now, zone, hour)
    today = (now - timedelta(hours=hour)).astimezone(ZoneInfo(zone)).date()
    # Where clocks change between the start of the day and now, its hours are not 24.
    if (now.astimezone(ZoneInfo(zone)) - timedelta(hours=hour)).date() != today:
        return
    deadline = today + timedelta(days)
    expected = None if days >= 0 else ("deadline_past", "/deadline")
    new = FractalNew(name=uuid.uuid4().hex, deadline=deadline)
    assert refusal(run, lambda work: create_fractal(work, new)) == expected
    root = run(lambda work: create_fractal(work, FractalNew(name=uuid.uuid4().hex)))[0]
    goal = GoalNew(type="LongTermGoal", name="Bach", parent_id=root, deadline=deadline)
    assert refusal(run, lambda work: create_goal(work, goal), root) == expected
    edit = GoalEdit(deadline=deadline)
    assert refusal(run, lambda work: edit_goal(work, root, edit), root) == expected


def test_today_is_the_first_deadline_wherever_one_is(owned: tuple[Database, Actor]) -> None:
    check_every_deadline(owned)


def test_who_travels_west_is_not_held_to_a_day_before_the_goal_was_made(
    owned: tuple[Database, Actor],
) -> None:
    now = datetime(2026, 1, 31, 11, 0, tzinfo=UTC)
    run = at(*owned, now, "Pacific/Kiritimati", 0)
    root = run(lambda work: create_fractal(work, FractalNew(name="Music")))[0]
    run = at(*owned, now, "Pacific/Pago_Pago", 0)
    for day, expected in ((30, "deadline_past"), (31, "deadline_past")):
        edit = GoalEdit(deadline=date(2026, 1, day))
        found = refusal(run, lambda work, edit=edit: edit_goal(work, root, edit), root)
        assert found == (expected, "/deadline")
    edit = GoalEdit(deadline=date(2026, 2, 1))
    assert refusal(run, lambda work: edit_goal(work, root, edit), root) is None


def test_a_deadline_that_has_passed_may_stay(owned: tuple[Database, Actor]) -> None:
    run = at(*owned, datetime(2026, 1, 31, 12, 0, tzinfo=UTC), "UTC", 0)
    due = date(2026, 2, 10)
    root = run(lambda work: create_fractal(work, FractalNew(name="Music", deadline=due)))[0]
    later = at(*owned, datetime(2026, 3, 1, 12, 0, tzinfo=UTC), "UTC", 0)
    edit = GoalEdit(name="Piano", deadline=due)
    assert refusal(later, lambda work: edit_goal(work, root, edit), root) is None
    moved = GoalEdit(deadline=date(2026, 2, 11))
    assert refusal(later, lambda work: edit_goal(work, root, moved), root) == (
        "deadline_past",
        "/deadline",
    )


@pytest.mark.parametrize("hour", [0, 4, 23])
def test_the_api_goes_by_the_day_of_the_person(fractal: FractalApi, hour: int) -> None:
    for zone in ZONES:
        body = {"time_zone": zone, "day_start_hour": hour}
        assert fractal.client.patch("/api/v1/me", json=body).status_code == 200
        today = (datetime.now(ZoneInfo(zone)) - timedelta(hours=hour)).date()
        new = {"type": "LongTermGoal", "name": "Bach", "parent_id": fractal.id}
        made = fractal.make(GOALS, **new, deadline=today.isoformat())
        assert made["deadline"] == today.isoformat()
        past = {"deadline": (today - timedelta(1)).isoformat()}
        wrong = (422, "deadline_past", "/deadline")
        assert fractal.refusal("POST", GOALS, {**new, **past}) == wrong
        assert fractal.refusal("PATCH", f"{GOALS}/{made['id']}", past) == wrong


def test_a_deadline_after_that_of_the_parent_is_allowed_and_told(fractal: FractalApi) -> None:
    fractal.edit("", deadline="2090-01-01")
    goal = fractal.make(
        GOALS, type="LongTermGoal", name="Bach", parent_id=fractal.id, deadline="2090-01-02"
    )
    assert goal["deadline_after_parent"] is True
    assert fractal.edit(f"{GOALS}/{goal['id']}", deadline="2090-01-01")[
        "deadline_after_parent"
    ] is (False)
    fractal.edit("", deadline=None)
    assert fractal.read(f"{GOALS}/{goal['id']}")["deadline_after_parent"] is False
