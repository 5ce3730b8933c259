"""The OpenAPI document says everything, and says it right."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from fractal_goals.app import describe
from fractal_goals.web.docs import described
from tests.architecture.sources import ROOT

METHODS = {"get", "post", "put", "patch", "delete"}
COMMITTED = ROOT / "docs" / "openapi.json"
API = describe()


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in API["paths"].items():
        for method, operation in methods.items():
            if method in METHODS:
                yield f"{method} {path}", operation


OPERATIONS = dict(operations())
BODIES = {
    name: operation["requestBody"]["content"]["application/json"]
    for name, operation in OPERATIONS.items()
    if "requestBody" in operation
}


def is_valid(value: Any, schema: dict[str, Any]) -> bool:
    whole = {**schema, "components": API["components"]}
    return bool(jsonschema_rs.validator_for(whole).is_valid(value))


def test_the_committed_document_is_that_of_the_code() -> None:
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))
    assert committed == API, "Run: .venv/bin/fractal openapi > docs/openapi.json"


def test_ids_of_operations_are_unique() -> None:
    ids = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_says_what_it_does_and_what_it_refuses(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation["summary"]
    assert {tag["name"] for tag in API["tags"]} >= set(operation["tags"])
    refused = {"400", "404", "409"} if name.startswith(("post", "delete")) else {"400", "404"}
    if "requestBody" in operation:
        refused |= {"409", "413", "422"}
    assert refused <= set(operation["responses"])
    for status, answer in operation["responses"].items():
        if status >= "400":
            shared = API["components"]["responses"][answer["$ref"].rpartition("/")[2]]
            assert list(shared["content"]) == ["application/problem+json"]
        else:
            assert answer["description"]
            assert ("content" in answer) == (status != "204")


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_parameter_says_what_it_is(name: str) -> None:
    for parameter in OPERATIONS[name].get("parameters", ()):
        assert parameter["schema"]
        if parameter["in"] == "path":
            assert parameter["description"]


@pytest.mark.parametrize("name", BODIES)
def test_every_body_has_an_example_that_its_schema_allows(name: str) -> None:
    assert is_valid(BODIES[name]["example"], BODIES[name]["schema"])
    if "$ref" in BODIES[name]["schema"]:
        assert not is_valid({"no_such_field": 1}, BODIES[name]["schema"])


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name.startswith("post")])
def test_every_creation_shows_an_answer_that_its_schema_allows(name: str) -> None:
    for status, answer in OPERATIONS[name]["responses"].items():
        if status == "201":
            assert "Location" in answer["headers"]
            media = answer["content"]["application/json"]
            shown = [one["value"] for one in media["examples"].values()]
            assert shown
            assert all(is_valid(one, media["schema"]) for one in shown)


@pytest.mark.parametrize(
    "name", [name for name in OPERATIONS if name.startswith(("patch", "put", "delete"))]
)
def test_every_change_can_be_bound_to_a_version(name: str) -> None:
    headers = [one["name"] for one in OPERATIONS[name]["parameters"] if one["in"] == "header"]
    assert headers == ["If-Match"]
    assert "412" in OPERATIONS[name]["responses"]


def test_the_page_tells_every_operation_and_schema() -> None:
    page = described(API)
    shown = [one["id"] for tag in page["tags"] for one in tag["operations"]]
    assert sorted(shown) == sorted(one["operationId"] for one in OPERATIONS.values())
    assert [one["name"] for one in page["schemas"]] == list(API["components"]["schemas"])


def test_the_documents_of_the_server_and_of_the_command_line_are_one(client: Any) -> None:
    assert client.get("/api/openapi.json").json() == API
