"""Whatever is sent that cannot be: a problem that names the field, and nothing stored."""

from typing import Any

import pytest

from tests.practice.studio import START, Studio
from tests.support.api import UNREADABLE, Refusal

LONG = "x" * 20_001
SESSION_FIELDS: list[tuple[str, Any]] = [
    ("name", ""),
    ("name", "  "),
    ("name", "x" * 201),
    ("name", "a\nb"),
    ("name", 5),
    ("description", LONG),
    ("description", "\u0007"),
    ("planned_duration_seconds", -1),
    ("planned_duration_seconds", 1.5),
    ("planned_duration_seconds", 10**12),
    ("session_start", "yesterday"),
    ("session_start", "2026-01-31"),
    ("session_start", "2026-01-31T09:30:00"),
    ("session_start", "2126-01-31T09:30:00Z"),
    ("session_start", "1969-12-31T23:59:59Z"),
    ("session_start", "0001-01-01T00:00:00+14:00"),
    ("session_end", "2126-01-31T09:30:00Z"),
    ("session_end", 1769851800),
    ("focus_score", 0),
    ("focus_score", 11),
    ("energy_level", 11),
    ("energy_level", "5"),
    ("productivity_rating", 11),
    ("productivity_rating", 5.5),
    ("interruptions", -1),
    ("interruptions", 10**10),
    ("location", "x" * 201),
    ("location", ["home"]),
    ("tools_used", LONG),
    ("notes", LONG),
    ("tags", "home"),
    ("tags", ["x"] * 51),
    ("completed", True),
    ("total_duration_seconds", 60),
    ("root_id", "other"),
    ("version", 3),
    ("deleted_at", START),
]
CREATION_FIELDS: list[tuple[str, Any]] = [
    ("id", ""),
    ("id", "a b"),
    ("id", "x" * 65),
    ("session_template_id", "nothing"),
    ("session_template_id", 5),
    ("parent_goal_ids", "goal"),
    ("parent_goal_ids", ["x"] * 101),
    ("session_end", START),
]


@pytest.mark.parametrize(("field", "value"), [*SESSION_FIELDS, *CREATION_FIELDS])
def test_a_session_that_cannot_be_is_not_made(studio: Studio, field: str, value: Any) -> None:
    status, _, pointer = studio.api.refusal("POST", "/sessions", {field: value})
    assert (status, pointer) == (422, f"/{field}")
    assert studio.api.items("/sessions") == []


@pytest.mark.parametrize(("field", "value"), SESSION_FIELDS)
def test_a_session_that_is_there_stays_as_it_was(studio: Studio, field: str, value: Any) -> None:
    session = studio.session(name="Same")
    before = studio.detail(session)
    status, _, pointer = studio.api.refusal("PATCH", f"/sessions/{session}", {field: value})
    assert (status, pointer) == (422, f"/{field}")
    assert studio.detail(session) == before


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/goal_ids"),
        ({"goal_ids": None}, "/goal_ids"),
        ({"goal_ids": "x"}, "/goal_ids"),
        ({"goal_ids": [1]}, "/goal_ids/0"),
        ({"goal_ids": ["x"] * 101}, "/goal_ids"),
        ({"goal_ids": [], "more": 1}, "/more"),
    ],
)
def test_links_that_cannot_be_are_not_made(studio: Studio, body: Any, pointer: str) -> None:
    goal = studio.goal()
    session = studio.session(parent_goal_ids=[goal])
    refused = studio.api.refusal("PUT", f"/sessions/{session}/goals", body)
    assert refused == (422, "invalid", pointer)
    assert [one["id"] for one in studio.detail(session)["parent_goals"]] == [goal]


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_body_that_cannot_be_read_changes_nothing(studio: Studio, name: str) -> None:
    body, status, code = UNREADABLE[name]
    session = studio.session(name="Same")
    instance = studio.instance(session, studio.scales())
    before = studio.detail(session)
    for method, path in (
        ("POST", "/sessions"),
        ("PATCH", f"/sessions/{session}"),
        ("PUT", f"/sessions/{session}/goals"),
        ("PUT", f"/sessions/{session}/timer"),
        ("POST", f"/sessions/{session}/instances"),
        ("PATCH", f"/instances/{instance}"),
        ("PUT", f"/instances/{instance}/timer"),
    ):
        assert studio.api.refusal(method, path, body)[:2] == (status, code), path
    # A list is what two of them are sent, if an empty one; the third needs no body.
    for part in ("sets", "values"):
        if name != "a list":
            found = studio.api.refusal("PUT", f"/instances/{instance}/{part}", body)
            assert found[:2] == (status, code), part
    if name not in {"null", "nothing"}:
        found = studio.api.refusal("PUT", f"/sessions/{session}/completion", body)
        assert found[:2] == (status, code)
    assert studio.detail(session) == before
    assert len(studio.api.items("/sessions")) == 1


@pytest.mark.parametrize("version", ['"x"', "1.5", '"99999999999999999999"'])
def test_a_condition_that_is_no_version_is_refused(studio: Studio, version: str) -> None:
    session = studio.session()
    refused: Refusal = studio.api.refusal(
        "PATCH", f"/sessions/{session}", {"notes": "x"}, if_match=version
    )
    assert refused == (400, "malformed", "-")
    assert studio.detail(session)["notes"] is None
