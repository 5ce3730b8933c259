"""Broken input is a problem answer that names the field, and nothing is stored."""

from collections.abc import Callable
from typing import Any

from tests.support.api import UNREADABLE, FractalApi, new_fractal, refused

FRACTALS, GOALS = "/api/v1/fractals", "/goals"
# What is wrong with a name, description or deadline, wherever one is sent.
BAD_FIELDS: list[tuple[dict[str, Any], str]] = [
    ({"name": None}, "/name"),
    ({"name": 7}, "/name"),
    ({"name": ""}, "/name"),
    ({"name": "\N{EM SPACE}"}, "/name"),
    ({"name": "x" * 201}, "/name"),
    ({"name": "a\r\nb"}, "/name"),
    ({"name": "a\0b"}, "/name"),
    ({"description": 5}, "/description"),
    ({"description": "x" * 20_001}, "/description"),
    ({"description": "a\0b"}, "/description"),
    ({"deadline": "tomorrow"}, "/deadline"),
    ({"deadline": "2026-02-30"}, "/deadline"),
    ({"deadline": "2099-01-01T00:00:00Z"}, "/deadline"),
    ({"deadline": 20990101}, "/deadline"),
    ({"deadline": "1999-12-31"}, "/deadline"),
    ({"version": 1}, "/version"),
    ({"root_id": "x"}, "/root_id"),
    ({"user_id": "x"}, "/user_id"),
    ({"completed": True}, "/completed"),
    ({"created_at": "2026-01-31T09:30:00Z"}, "/created_at"),
]
BAD_IDS: list[tuple[dict[str, Any], str]] = [
    ({"id": ""}, "/id"),
    ({"id": "a b"}, "/id"),
    ({"id": "é"}, "/id"),
    ({"id": "x" * 65}, "/id"),
    ({"id": 5}, "/id"),
]
BAD_GOALS: list[tuple[dict[str, Any], str]] = [
    *BAD_IDS,
    ({"type": "Goal"}, "/type"),
    ({"type": None}, "/type"),
    ({"type": "PracticeSession"}, "/type"),
    ({"parent_id": None}, "/parent_id"),
    ({"parent_id": 5}, "/parent_id"),
    ({"parent_id": "a b"}, "/parent_id"),
    ({"parent_id": "x" * 65}, "/parent_id"),
    ({"parent_id": ""}, "/parent_id"),
    ({"sort_order": -1}, "/sort_order"),
    ({"sort_order": "1"}, "/sort_order"),
    ({"sort_order": 10**20}, "/sort_order"),
    ({"completes_with_children": 1}, "/completes_with_children"),
]


def test_what_is_no_body_at_all_is_refused_by_every_operation(
    fractal: FractalApi, ladder: dict[str, str], stored: Callable[[], Any]
) -> None:
    goal = f"{GOALS}/{ladder['MicroGoal']}"
    before = stored()
    for what, (body, status, code) in UNREADABLE.items():
        headers = {"content-type": "application/json"}
        answer = fractal.client.post(FRACTALS, content=body, headers=headers)
        assert refused(answer)[:2] == (status, code), what
        for method, path in (
            ("PATCH", ""),
            ("POST", GOALS),
            ("PATCH", goal),
            ("PUT", f"{goal}/parent"),
        ):
            assert fractal.refusal(method, path, body)[:2] == (status, code), (what, method, path)
        if what not in {"nothing", "null"}:
            found = fractal.refusal("PUT", f"{goal}/completion", body)
            assert found[:2] == (status, code), what
    assert stored() == before


def test_every_wrong_field_is_named(
    fractal: FractalApi, ladder: dict[str, str], stored: Callable[[], Any]
) -> None:
    goal = f"{GOALS}/{ladder['LongTermGoal']}"
    before = stored()
    for body, pointer in (*BAD_FIELDS, *BAD_IDS):
        answer = fractal.client.post(FRACTALS, json={"name": "New", **body})
        assert refused(answer)[::2] == (422, pointer), body
    new = {"type": "LongTermGoal", "name": "New", "parent_id": fractal.id}
    for body, pointer in (*BAD_FIELDS, *BAD_GOALS):
        assert fractal.refusal("POST", GOALS, {**new, **body})[::2] == (422, pointer), body
    for body, pointer in (*BAD_FIELDS, *BAD_IDS, ({"parent_id": fractal.id}, "/parent_id")):
        assert fractal.refusal("PATCH", "", body)[::2] == (422, pointer), body
        assert fractal.refusal("PATCH", goal, body)[::2] == (422, pointer), body
    for name in new:
        missing = {field: value for field, value in new.items() if field != name}
        assert fractal.refusal("POST", GOALS, missing) == (422, "invalid", f"/{name}")
    for place, pointer in (({}, "/parent_id"), ({"parent_id": None}, "/parent_id")):
        assert fractal.refusal("PUT", f"{goal}/parent", place)[::2] == (422, pointer)
    wrong = {"completed_session_id": 5}
    assert fractal.refusal("PUT", f"{goal}/completion", wrong)[2] == "/completed_session_id"
    assert stored() == before


def test_an_id_that_is_not_there_is_named_the_same_wherever_it_is(
    fractal: FractalApi, ladder: dict[str, str], stored: Callable[[], Any]
) -> None:
    other = new_fractal(fractal.client)
    foreign = other.make(GOALS, type="LongTermGoal", name="Foreign", parent_id=other.id)["id"]
    session = other.make("/sessions")["id"]
    gone = fractal.make(GOALS, type="LongTermGoal", name="Gone", parent_id=fractal.id)["id"]
    fractal.remove(f"{GOALS}/{gone}")
    before = stored()
    answers = set()
    for row_id in (foreign, other.id, session, gone, "absent"):
        body = {"type": "MidTermGoal", "name": "New", "parent_id": row_id}
        answers.add(fractal.ask("POST", GOALS, body).text)
        place = {"parent_id": row_id}
        answers.add(fractal.ask("PUT", f"{GOALS}/{ladder['MidTermGoal']}/parent", place).text)
    assert len(answers) == 1
    assert "unknown_id" in answers.pop()
    for row_id in (session, "absent"):
        body = {"completed_session_id": row_id}
        path = f"{GOALS}/{ladder['NanoGoal']}/completion"
        assert fractal.refusal("PUT", path, body)[1] == "unknown_id"
    assert stored() == before


def test_what_is_not_there_is_not_found_the_same_wherever_it_is(
    fractal: FractalApi, stored: Callable[[], Any]
) -> None:
    other = new_fractal(fractal.client)
    foreign = other.make(GOALS, type="LongTermGoal", name="Foreign", parent_id=other.id)["id"]
    gone = fractal.make(GOALS, type="LongTermGoal", name="Gone", parent_id=fractal.id)["id"]
    fractal.remove(f"{GOALS}/{gone}")
    before = stored()
    answers = set()
    for row_id in (foreign, gone, other.id, "absent", "x" * 300, "%E9", "a%20b"):
        for method, end, body in (
            ("GET", "", None),
            ("PATCH", "", {"name": "Stolen"}),
            ("DELETE", "", None),
            ("PUT", "/parent", {"parent_id": fractal.id}),
            ("PUT", "/completion", None),
            ("DELETE", "/completion", None),
        ):
            answers.add(fractal.ask(method, f"{GOALS}/{row_id}{end}", body).text)
    lost = FractalApi(fractal.client, "absent")
    for method, path, lost_body in (
        ("GET", "", None),
        ("PATCH", "", {"name": "X"}),
        ("DELETE", "", None),
        ("GET", "/tree", None),
        ("GET", GOALS, None),
        ("POST", GOALS, {"type": "LongTermGoal", "name": "A", "parent_id": "absent"}),
        ("POST", "/trash/absent/restoration", None),
    ):
        answers.add(lost.ask(method, path, lost_body).text)
    answers.add(fractal.ask("POST", "/trash/absent/restoration").text)
    assert len(answers) == 1, answers
    assert stored() == before


def test_a_method_that_is_not_there_is_refused(fractal: FractalApi) -> None:
    for method, path in (("PUT", ""), ("POST", "/tree"), ("DELETE", GOALS), ("PATCH", GOALS)):
        answer = fractal.ask(method, path)
        assert refused(answer)[:2] == (405, "method_not_allowed")
        assert "GET" in answer.headers["allow"]
