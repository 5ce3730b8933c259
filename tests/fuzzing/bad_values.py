"""Bodies that a schema forbids, each wrong in one place."""

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema_rs

from tests.fuzzing.world import Operation, World

REF = "#/components/schemas/"
# Whatever of these a field's schema does not allow is sent.
POOL: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**30, -(10**30), 1e308, -1e308,
    "", " ", "30", "true", "x" * 301, "x" * 20_001, "a\0b", "a\x1fb", "\x7f", "🎸" * 400,
    "no id!", "2026-13-45", "2026-01-31T09:30:00", "0000-00-00",
    [], [[]], [None], {}, {"nonsense": 1}, [{"nonsense": 1}],
)  # fmt: skip
# What a field of an example stands for among the world's ids.
MEANT = {
    "parent_id": "f",
    "goal_ids": "g",
    "parent_goal_ids": "g",
    "activity_definition_id": "activity_id",
    "metric_definition_id": "m",
    "split_definition_id": "split",
    "session_template_id": "template_id",
    "completed_session_id": "s",
    "group_id": "group_id",
}


def good_body(operation: Operation) -> Any:
    """The operation's example, about rows that there are."""
    body = operation.body
    assert body is not None
    return _about(copy.deepcopy(body["example"]), operation.ids)


def _about(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_about(one, ids) for one in value]
    if not isinstance(value, dict):
        return value
    told = {}
    for name, one in value.items():
        if name in {"id", "session_end"}:
            continue  # a row that is not there; a time before the session was made
        if name in MEANT:
            row_id = ids[MEANT[name]]
            told[name] = [row_id] if name.endswith("s") else row_id
        else:
            told[name] = _about(one, ids)
    return told


def bad_bodies(world: World, operation: Operation) -> Iterator[tuple[str, Any]]:
    """Bodies that the operation's schema forbids, with a pointer to what is wrong in each."""
    body = operation.body
    assert body is not None
    allows = _validator(world, operation)
    good = good_body(operation)
    assert allows(good), operation.name
    for place in _places(good, body["schema"], world.document["components"]["schemas"], ()):
        for value in POOL:
            wrong = _with(good, place, value)
            if not allows(wrong):
                yield _pointer(place), wrong


def is_allowed(world: World, operation: Operation, content: bytes) -> bool:
    """Whether bytes are a body that the operation's schema allows."""
    try:
        return _validator(world, operation)(json.loads(content))
    except (ValueError, RecursionError):
        return content == b"" and not operation.told["requestBody"]["required"]


def _validator(world: World, operation: Operation) -> Callable[[Any], bool]:
    assert operation.body is not None
    whole = {**operation.body["schema"], "components": world.document["components"]}
    allows: Callable[[Any], bool] = jsonschema_rs.validator_for(
        whole, validate_formats=True
    ).is_valid
    return allows


Place = tuple[str | int, ...]


def _places(
    value: Any, schema: dict[str, Any], schemas: dict[str, Any], at: Place
) -> Iterator[Place]:
    """Every place in a body where something may stand, and one where nothing may."""
    schema = _resolved(schema, schemas)
    if isinstance(value, dict):
        for name, field in schema.get("properties", {}).items():
            yield (*at, name)
            if name in value:
                yield from _places(value[name], field, schemas, (*at, name))
        yield (*at, "no_such_field")
    elif isinstance(value, list):
        for number, one in enumerate(value[:1]):
            yield (*at, number)
            yield from _places(one, schema.get("items", {}), schemas, (*at, number))


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    for several in ("anyOf", "oneOf"):
        if several in schema:
            kinds = [one for one in schema[several] if one != {"type": "null"}]
            return _resolved(kinds[0], schemas)
    if "$ref" in schema:
        return _resolved(schemas[schema["$ref"].removeprefix(REF)], schemas)
    return schema


def _with(body: Any, place: Place, value: Any) -> Any:
    """A copy of the body with a value put at a place."""
    if not place:
        return value
    changed = copy.deepcopy(body)
    inner = changed
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return changed


def _pointer(place: Place) -> str:
    return "".join(f"/{step}" for step in place)


def id_places(operation: Operation) -> Iterator[tuple[str, Any]]:
    """A pointer to each id of the good body, with the body that has `{id}` there."""
    good = good_body(operation)

    def find(value: Any, at: Place) -> Iterator[Place]:
        if isinstance(value, dict):
            for name, one in value.items():
                if name in MEANT:
                    yield (*at, name, 0) if isinstance(one, list) else (*at, name)
                else:
                    yield from find(one, (*at, name))
        elif isinstance(value, list):
            for number, one in enumerate(value):
                yield from find(one, (*at, number))

    for place in find(good, ()):
        yield _pointer(place), _with(good, place, "{id}")
