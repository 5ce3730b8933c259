"""Broken input is a problem answer that names the field, and nothing is stored."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.api import UNREADABLE, FractalApi, new_fractal

GROUPS, ACTIVITIES = "/activity-groups", "/activities"
LONG_NAME, LONG_PROSE = "x" * 201, "x" * 20_001
# A body, and where it is wrong. `None` in front means: on its own, without a name.
BAD_GROUPS: list[tuple[dict[str, Any], str]] = [
    ({"name": None}, "/name"),
    ({"name": 7}, "/name"),
    ({"name": ""}, "/name"),
    ({"name": " \t "}, "/name"),
    ({"name": "\N{NO-BREAK SPACE}"}, "/name"),
    ({"name": LONG_NAME}, "/name"),
    ({"name": "two\nlines"}, "/name"),
    ({"name": "nul\0"}, "/name"),
    ({"name": "A", "description": LONG_PROSE}, "/description"),
    ({"name": "A", "description": "bell\a"}, "/description"),
    ({"name": "A", "description": ["A"]}, "/description"),
    ({"name": "A", "sort_order": -1}, "/sort_order"),
    ({"name": "A", "sort_order": 1.5}, "/sort_order"),
    ({"name": "A", "sort_order": "1"}, "/sort_order"),
    ({"name": "A", "sort_order": 10**30}, "/sort_order"),
    ({"name": "A", "version": 3}, "/version"),
    ({"name": "A", "root_id": "x"}, "/root_id"),
]
BAD_ACTIVITIES: list[tuple[dict[str, Any], str]] = [
    *BAD_GROUPS,
    ({"name": "A", "has_sets": "yes"}, "/has_sets"),
    ({"name": "A", "has_splits": None}, "/has_splits"),
    ({"name": "A", "has_metrics": 1}, "/has_metrics"),
    ({"name": "A", "group_id": 5}, "/group_id"),
    ({"name": "A", "group_id": "no id"}, "/group_id"),
    ({"name": "A", "group_id": "x" * 65}, "/group_id"),
    ({"name": "A", "group": {"name": "B"}}, "/group"),
    ({"name": "A", "metrics": None}, "/metrics"),
    ({"name": "A", "metrics": {"name": "B"}}, "/metrics"),
    ({"name": "A", "metrics": [5]}, "/metrics/0"),
    ({"name": "A", "metrics": [{"name": str(n)} for n in range(51)]}, "/metrics"),
    ({"name": "A", "splits": [{"name": str(n)} for n in range(51)]}, "/splits"),
    ({"name": "A", "splits": [{"name": "B"}, {"name": LONG_NAME}]}, "/splits/1/name"),
    ({"name": "A", "splits": [{"name": "B"}, {"name": "b"}]}, "/splits/1/name"),
    ({"name": "A", "splits": [{"name": "B", "unit": "kg"}]}, "/splits/0/unit"),
    ({"name": "A", "splits": [{}]}, "/splits/0/name"),
    ({"name": "A", "splits": [{"id": "s s", "name": "B"}]}, "/splits/0/id"),
]
# A metric beside one called "Tempo", and where it is wrong.
BAD_METRICS: list[tuple[dict[str, Any], str]] = [
    ({}, "name"),
    ({"name": ""}, "name"),
    ({"name": " "}, "name"),
    ({"name": "\N{NO-BREAK SPACE}"}, "name"),
    ({"name": LONG_NAME}, "name"),
    ({"name": "a\tb"}, "name"),
    ({"name": None}, "name"),
    ({"name": "TEMPO"}, "name"),
    ({"name": "B", "unit": "x" * 201}, "unit"),
    ({"name": "B", "unit": "k\ng"}, "unit"),
    ({"name": "B", "unit": None}, "unit"),
    ({"name": "B", "is_active": 1}, "is_active"),
    ({"name": "B", "is_multiplicative": None}, "is_multiplicative"),
    ({"name": "B", "higher_is_better": "yes"}, "higher_is_better"),
    ({"name": "B", "is_top_set_metric": True}, "is_top_set_metric"),
    ({"name": "B", "min_value": "0"}, "min_value"),
    ({"name": "B", "min_value": 10**400}, "min_value"),
    ({"name": "B", "max_value": 2e15}, "max_value"),
    ({"name": "B", "max_value": True}, "max_value"),
    ({"name": "B", "min_value": 3, "max_value": 2.5}, "max_value"),
    ({"name": "B", "max_value": -1}, "max_value"),
    ({"name": "B", "version": 1}, "version"),
    ({"name": "B", "activity_id": "x"}, "activity_id"),
    ({"id": "b b", "name": "B"}, "id"),
    ({"id": "x" * 65, "name": "B"}, "id"),
    ({"id": 7, "name": "B"}, "id"),
]
TEMPO = {"name": "Tempo", "is_top_set_metric": True}


def for_edits(bodies: list[tuple[dict[str, Any], str]]) -> list[tuple[dict[str, Any], str]]:
    """The bodies that are wrong in a PATCH too, without the name that they do not need there."""
    return [
        (body if pointer == "/name" else {k: v for k, v in body.items() if k != "name"}, pointer)
        for body, pointer in bodies
    ]


@pytest.fixture
def group(fractal: FractalApi) -> str:
    """The path of a group."""
    return f"{GROUPS}/{fractal.make(GROUPS, name='Technique')['id']}"


@pytest.fixture
def activity(fractal: FractalApi) -> str:
    """The path of an activity with a metric and a split."""
    row = fractal.make(ACTIVITIES, name="Scales", metrics=[TEMPO], splits=[{"name": "Left"}])
    return f"{ACTIVITIES}/{row['id']}"


def test_what_is_no_body_at_all_is_refused_by_every_operation(
    fractal: FractalApi, group: str, activity: str, stored: Callable[[], Any]
) -> None:
    before = stored()
    for what, (body, status, code) in UNREADABLE.items():
        for method, path in (
            ("POST", GROUPS),
            ("PATCH", group),
            ("PUT", f"{group}/place"),
            ("POST", ACTIVITIES),
            ("PATCH", activity),
            ("PUT", f"{activity}/place"),
        ):
            refusal = fractal.refusal(method, path, body)
            assert refusal[:2] == (status, code), (what, method, path, refusal)
    assert stored() == before


def test_every_wrong_field_is_named(
    fractal: FractalApi, group: str, activity: str, stored: Callable[[], Any]
) -> None:
    before = stored()
    for method, path, bodies in (
        ("POST", GROUPS, BAD_GROUPS),
        ("PATCH", group, for_edits(BAD_GROUPS)),
        ("POST", ACTIVITIES, BAD_ACTIVITIES),
        ("PATCH", activity, for_edits(BAD_ACTIVITIES)),
        ("PUT", f"{group}/place", [({"sort_order": -1}, "/sort_order"), ({"x": 1}, "/x")]),
        ("PUT", f"{activity}/place", [({"group_id": 5}, "/group_id"), ({"x": 1}, "/x")]),
    ):
        for body, pointer in bodies:
            status, _, where = fractal.refusal(method, path, body)
            assert (status, where) == (422, pointer), (method, path, str(body)[:100])
    assert stored() == before


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_every_wrong_field_of_a_metric_is_named(
    fractal: FractalApi, activity: str, stored: Callable[[], Any], method: str
) -> None:
    before = stored()
    path = ACTIVITIES if method == "POST" else activity
    for metric, field in BAD_METRICS:
        body: dict[str, Any] = {"name": "New", "metrics": [TEMPO, metric]}
        status, _, where = fractal.refusal(method, path, body)
        assert (status, where) == (422, f"/metrics/1/{field}"), str(metric)[:100]
    assert stored() == before


def test_rows_that_stand_twice_are_named(
    fractal: FractalApi, activity: str, stored: Callable[[], Any]
) -> None:
    before = stored()
    row = fractal.read(activity)
    for part in ("metrics", "splits"):
        row_id = row[part][0]["id"]
        body = {part: [{"id": row_id}, {"id": row_id, "name": "B"}]}
        assert fractal.refusal("PATCH", activity, body) == (422, "id_twice", f"/{part}/1/id")
        new = {"name": "N", part: [{"id": "x", "name": "A"}, {"id": "x", "name": "B"}]}
        assert fractal.refusal("POST", ACTIVITIES, new) == (422, "id_twice", f"/{part}/1/id")
    assert stored() == before


def test_a_group_that_is_not_there_is_named_the_same_wherever_it_is(
    fractal: FractalApi, activity: str, stored: Callable[[], Any]
) -> None:
    foreign = new_fractal(fractal.client).make(GROUPS, name="Foreign")["id"]
    trashed = fractal.make(GROUPS, name="Gone")["id"]
    fractal.remove(f"{GROUPS}/{trashed}")
    before = stored()
    answers = set()
    for group_id in (foreign, trashed, "absent", ""):
        body = {"group_id": group_id}
        for method, path in (
            ("POST", ACTIVITIES),
            ("PATCH", activity),
            ("PUT", f"{activity}/place"),
        ):
            sent = {"name": "New", **body} if method == "POST" else body
            answer = fractal.ask(method, path, sent)
            answers.add((answer.status_code, answer.json()["code"], answer.text))
    assert len(answers) == 1
    assert stored() == before


def test_what_is_not_there_is_not_found_the_same_wherever_it_is(
    fractal: FractalApi, stored: Callable[[], Any]
) -> None:
    for collection in (GROUPS, ACTIVITIES):
        foreign = new_fractal(fractal.client).make(collection, name="Foreign")["id"]
        trashed = fractal.make(collection, name="Gone")["id"]
        fractal.remove(f"{collection}/{trashed}")
        before = stored()
        answers = set()
        for row_id in (foreign, trashed, "absent", "x" * 300, "%F0%9F%8E%B9"):
            path = f"{collection}/{row_id}"
            for method, where, body in (
                ("GET", path, None),
                ("PATCH", path, {"name": "Stolen"}),
                ("PUT", f"{path}/place", {}),
                ("DELETE", path, None),
            ):
                answers.add(fractal.ask(method, where, body).text)
        assert len(answers) == 1
        assert stored() == before


def test_a_fractal_that_is_not_there_has_no_activities(fractal: FractalApi) -> None:
    gone = new_fractal(fractal.client)
    row_id = gone.make(ACTIVITIES, name="Scales")["id"]
    assert fractal.client.delete(f"/api/v1/fractals/{gone.id}").status_code == 204
    for lost in (gone, FractalApi(fractal.client, "absent")):
        for method, path, body in (
            ("GET", ACTIVITIES, None),
            ("GET", GROUPS, None),
            ("POST", ACTIVITIES, {"name": "A"}),
            ("POST", GROUPS, {"name": "A"}),
            ("GET", f"{ACTIVITIES}/{row_id}", None),
            ("PATCH", f"{ACTIVITIES}/{row_id}", {"name": "A"}),
            ("DELETE", f"{ACTIVITIES}/{row_id}", None),
        ):
            assert lost.refusal(method, path, body) == (404, "not_found", "-")


def test_a_page_that_cannot_be_is_refused(fractal: FractalApi) -> None:
    for query, pointer in (
        ("limit=0", "/limit"),
        ("limit=201", "/limit"),
        ("limit=ten", "/limit"),
        ("cursor=nonsense", "/cursor"),
        ("cursor=WyJhIiwiYiJd", "/cursor"),  # ["a","b"]: no sort order
        ("cursor=WyI5OTk5OTk5OTk5OTk5OTk5OTk5OSIsImIiXQ", "/cursor"),  # too large a number
    ):
        for path in (GROUPS, ACTIVITIES):
            assert fractal.refusal("GET", f"{path}?{query}") == (422, "invalid", pointer)
