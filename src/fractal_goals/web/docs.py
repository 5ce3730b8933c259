"""The API's description as a page of ours: read without script, light, and by any reader."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from litestar import Request, Response, get

from fractal_goals.web.openapi import METHODS, REF, Document, document
from fractal_goals.web.rendering import Pages

JSON = "application/json"
# What JSON Schema calls a bound, and how people write it.
BOUNDS = {
    "minimum": "≥ {}",
    "maximum": "≤ {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
}


@get("/api/docs", include_in_schema=False)
async def api_docs_page(request: Request[Any, Any, Any], pages: Pages) -> Response[Any]:
    """Every operation of the API, by tag."""
    state = request.app.state
    if "api_docs" not in state:
        state["api_docs"] = described(document(request.app))
    return await pages.show("web/api-docs.html", section="api", api=lambda _: state["api_docs"])


def described(api: Document) -> Document:
    """What the page shows of an OpenAPI document."""
    operations = [
        _operation(api, path, method, found)
        for path, methods in api["paths"].items()
        for method in METHODS
        if (found := methods.get(method)) is not None
    ]
    operations.sort(key=lambda one: (one["path"], METHODS.index(one["method"])))
    return {
        "about": api["info"]["description"],
        "tags": [
            {**tag, "operations": [one for one in operations if one["tag"] == tag["name"]]}
            for tag in api["tags"]
        ],
        "schemas": [
            {
                "name": name,
                "description": schema.get("description", ""),
                "fields": list(_fields(schema)),
            }
            for name, schema in api["components"]["schemas"].items()
        ],
    }


def _operation(api: Document, path: str, method: str, found: Document) -> Document:
    body = found.get("requestBody", {}).get("content", {}).get(JSON)
    return {
        "id": found["operationId"],
        "tag": found["tags"][0],
        "method": method,
        "path": path,
        "summary": found["summary"],
        "description": found.get("description", ""),
        "parameters": [
            {
                "name": one["name"],
                "where": one["in"],
                "type": _type(one["schema"]),
                "is_required": one.get("required", False),
                "description": one.get("description", ""),
            }
            for one in found.get("parameters", ())
        ],
        "body": body and {"type": _type(body["schema"]), "example": _example(body)},
        "answers": [_answer(api, status, answer) for status, answer in found["responses"].items()],
    }


def _answer(api: Document, status: str, answer: Document) -> Document:
    """One answer; a problem's own text stands in the shared components."""
    name = answer.get("$ref", "").rpartition("/")[2]
    told = api["components"]["responses"][name] if name else answer
    media = answer.get("content", {}).get(JSON)
    return {
        "status": status,
        "description": told["description"],
        "type": media and _type(media["schema"]),
        "example": media and _example(media),
        "headers": list(answer.get("headers", {})),
    }


def _example(media: Document) -> str | None:
    examples = [one["value"] for one in media.get("examples", {}).values()]
    found = media.get("example", examples[0] if examples else None)
    return None if found is None else msgspec.json.format(msgspec.json.encode(found)).decode()


def _fields(schema: Document) -> Iterator[Document]:
    required = set(schema.get("required", ()))
    for name, field in schema.get("properties", {}).items():
        yield {
            "name": name,
            "type": _type(field),
            "is_required": name in required,
            "description": field.get("description", ""),
        }


def _type(schema: Document) -> list[Document]:
    """A type as pieces of text; those with a `schema` link to it."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REF)
        return [{"text": name, "schema": name}]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return _joined(_type(one) for one in schema[several])
    if schema.get("type") == "array":
        return [{"text": "list of "}, *_type(schema.get("items", {})), *_bounds(schema)]
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return [{"text": " | ".join(msgspec.json.encode(value).decode() for value in values)}]
    text = schema.get("format") or schema.get("type") or "anything"
    return [{"text": str(text)}, *_bounds(schema)]


def _bounds(schema: Document) -> Iterator[Document]:
    bounds = [text.format(schema[name]) for name, text in BOUNDS.items() if name in schema]
    if bounds:
        yield {"text": f" ({', '.join(bounds)})"}


def _joined(types: Iterable[list[Document]]) -> list[Document]:
    pieces: list[Document] = []
    for one in types:
        if pieces:
            pieces.append({"text": " or "})
        pieces += one
    return pieces
