"""How many statements practice costs: the same however much there is."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from fractal_goals.infra.database import make_engine
from fractal_goals.infra.settings import load
from tests.practice.studio import Studio, a_set, values
from tests.support.statements import Statement, plan, statements


def fill(studio: Studio, rows: int) -> dict[str, str]:
    """A fractal with so many sessions, instances, sets, tags, goals, pauses: the last ones."""
    press = studio.press(splits=("Left", "Right"))
    goals = [studio.goal() for _ in range(rows)]
    both = values(press, 80, 5, split=0) + values(press, 80, 5, split=1)
    for number in range(rows):
        start = f"2026-01-{number + 1:02}T09:00:00Z"
        session = studio.session(
            start, parent_goal_ids=goals, tags=[f"tag {one}" for one in range(rows)]
        )
        for one in range(2):
            studio.turn_session(session, "pause", f"2026-01-{number + 1:02}T09:{one}0:00Z")
            studio.turn_session(session, "resume", f"2026-01-{number + 1:02}T09:{one}5:00Z")
        instance = studio.instance(session, press, sets=[{"values": both}] * rows)
        if number < rows - 1:
            studio.finish(session, start.replace("T09", "T10"))
    for _ in range(rows):
        instance = studio.instance(session, press, sets=[{"values": both}] * rows)
        studio.goal("ImmediateGoal", session)
    return {"session": session, "instance": instance, "goal": goals[0]}


READS = [
    "/sessions",
    "/sessions?goal_id={goal}&tag=tag 1&q=p&from=2026-01-01&to=2026-12-31&completed=true",
    "/sessions/{session}",
    "/goals/{goal}/sessions",
    "/instances/{instance}",
    "/instances/{instance}/last-time",
]
PAGES = ["/sessions", "/sessions/{session}", "/sessions/{session}/room"]


def test_a_read_costs_the_same_for_ten_rows_as_for_twenty(
    studio: Studio, another: Callable[[], Studio]
) -> None:
    counts: list[dict[str, int]] = []
    for rows, one in ((10, studio), (20, another())):
        made = fill(one, rows)
        found = {}
        for kind, paths in (("/api/v1/fractals", READS), ("/fractals", PAGES)):
            for path in paths:
                with statements() as sent:
                    answer = one.api.client.get(f"{kind}/{one.root}{path.format(**made)}")
                assert answer.status_code == 200
                found[f"{kind}{path}"] = len(sent)
        counts.append(found)
    assert counts[0] == counts[1]
    # Who may see it, and the session.
    assert counts[0]["/api/v1/fractals/sessions/{session}"] == 2
    assert counts[0]["/api/v1/fractals/sessions"] == 2
    assert counts[0]["/api/v1/fractals/instances/{instance}"] == 2


def log_a_set(studio: Studio, rows: int) -> list[Statement]:
    """What is sent to the database to log one more set behind so many."""
    press = studio.press()
    instance = studio.instance(studio.session(), press)
    logged = [a_set(press, 80 + number, 5, id=f"set-{number}") for number in range(rows)]
    studio.put_sets(instance, *logged)
    with statements() as sent:
        studio.put_sets(instance, *logged, a_set(press, 99, 1))
    return sent


def test_logging_a_set_costs_the_same_behind_one_as_behind_twenty(studio: Studio) -> None:
    first, later = log_a_set(studio, 1), log_a_set(studio, 20)
    assert [text for text, _ in first] == [text for text, _ in later]
    # Who may write; the instance, its values, what it may record, its sets; the set, its
    # values; the instance's version; what targets there are; the history; the answer.
    assert len(first) <= 11, "\n".join(text for text, _ in first)


@pytest.mark.parametrize("change", ["all numbers", "the order", "fewer", "none"])
def test_any_other_list_costs_the_same_for_ten_sets_as_for_twenty(
    studio: Studio, change: str
) -> None:
    press = studio.press()
    counts = []
    for rows in (10, 20):
        instance = studio.instance(studio.session(), press)
        before = [a_set(press, number, 5, id=f"set-{number}") for number in range(rows)]
        after = {
            "all numbers": [
                a_set(press, number + 1, 6, id=f"set-{number}") for number in range(rows)
            ],
            "the order": before[::-1],
            "fewer": before[: rows // 2],
            "none": before,
        }[change]
        studio.put_sets(instance, *before)
        with statements() as sent:
            studio.put_sets(instance, *after)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_moving_an_instance_costs_the_same_among_ten_as_among_twenty(studio: Studio) -> None:
    scales, counts = studio.scales(), []
    for rows in (10, 20):
        session = studio.session()
        made = [studio.instance(session, scales) for _ in range(rows)]
        with statements() as sent:
            studio.api.ask("PATCH", f"/instances/{made[-1]}", {"sort_order": 0})
        counts.append(len(sent))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_no_statement_goes_through_the_rows_of_other_fractals(studio: Studio, address: str) -> None:
    made = fill(studio, 3)
    with statements() as sent:
        for path in READS:
            studio.api.read(path.format(**made))
        for path in (f"/goals/{made['goal']}", "/tree", "/summary"):
            studio.api.read(path)
        for path in PAGES:
            studio.api.client.get(f"/fractals/{studio.root}{path.format(**made)}")
        log_a_set(studio, 2)
        studio.api.edit(f"/goals/{studio.goal('LongTermGoal')}", name="Renamed")
        studio.finish(made["session"])
    engine = make_engine(load({"DATABASE_URL": address}))
    tables = sa.inspect(engine).get_table_names()
    for statement in sent:
        if statement[0].startswith(("SELECT", "WITH", "UPDATE")):
            found = plan(engine, one_row(statement))
            assert "BLOOM FILTER" not in found, statement[0]
            assert not [name for name in tables if f"SCAN {name}\n" in f"{found}\n"], found


def one_row(statement: Statement) -> Statement:
    """The statement with the first of its rows of parameters."""
    text, parameters = statement
    return text, parameters[0] if isinstance(parameters, list) else parameters
