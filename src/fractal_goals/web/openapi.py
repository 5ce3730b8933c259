"""The OpenAPI document: what Litestar finds, made exact and short.

Litestar knows the routes; the schemas are msgspec's own, which decodes what is sent, so
that bounds and unknown fields are told as they are enforced. Problem answers are the
same everywhere and stand once.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
from litestar import Litestar, Request
from litestar.enums import OpenAPIMediaType
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.openapi.spec import Tag

from fractal_goals.kit.ids import CLIENT_ID_PATTERN
from fractal_goals.kit.paging import DEFAULT_LIMIT, MAX_LIMIT

Document = dict[str, Any]
REF = "#/components/schemas/"
PROBLEM = "application/problem+json"
METHODS = ("get", "post", "put", "patch", "delete")
DESCRIPTION = """\
A deep goal tree joined to measured practice.

- A row that is absent, in the trash or not yours: always the same 404.
- Creations take an `id` of yours. The same id with the same content again is 200 and changes
  nothing; with other content it is 409.
- In a PATCH an omitted field keeps and `null` clears. Unknown fields are refused.
- `If-Match: "3"` refuses to change a row whose `version` is not 3 any more, by 412.
- DELETE puts things into the trash. Its header `Deletion-Id` brings them back.
- Lists are `{"items": [...], "next_cursor": ...}`; `cursor` goes on where a page ended.
- Errors are RFC 9457 problems. `code` is stable; for input, `errors` has a JSON pointer and a
  sentence for each wrong field.
- Instants are UTC, `2026-01-31T09:30:00Z`; dates `2026-01-31` are the person's own days.
"""
TAGS = {
    "Fractals": "One ultimate goal and everything under it",
    "Goals": "The nodes of the tree",
    "Targets": "Conditions on recorded values that a goal must meet",
    "Sessions": "Sittings of work: planned, running, finished",
    "Instances": "One performance of an activity within a session: timer, sets, values",
    "Activities": "Reusable drills with their metrics and splits, in groups",
    "Templates": "Plans of sessions",
    "Insights": "What the practice amounts to",
    "You": "The person who asks",
    "Demonstration": "Made-up practice to look at",
}
DESCRIPTIONS = {"200": "As it is now", "204": "Done"}
PATHS = {
    "f": "A fractal: the id of its ultimate goal",
    "g": "A goal",
    "s": "A practice session",
    "i": "An activity instance",
    "m": "A metric",
    "t": "A target",
    "deletion_id": "What the header `Deletion-Id` of a deletion said",
}
# Query parameters mean the same wherever they stand.
PARAMETERS: dict[str, tuple[str, Document]] = {
    "limit": (
        "At most so many rows",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    ),
    "cursor": ("`next_cursor` of the page before", {"type": "string"}),
    "q": ("Text that names hold, whatever its case", {"type": "string"}),
}


class OpenApiDocument(OpenAPIRenderPlugin):
    """Serves the document at `/api/openapi.json`."""

    def __init__(self) -> None:
        super().__init__(path="/openapi.json", media_type=OpenAPIMediaType.OPENAPI_JSON)

    def render(self, request: Request[Any, Any, Any], openapi_schema: Document) -> bytes:
        """The whole document."""
        _ = request
        return msgspec.json.encode(exact(openapi_schema))


def openapi_config() -> OpenAPIConfig:
    """Where the document is, and what it says of the whole API."""
    return OpenAPIConfig(
        title="Fractal Goals",
        version="1",
        description=DESCRIPTION,
        path="/api",
        render_plugins=[OpenApiDocument()],
        tags=[Tag(name=name, description=text) for name, text in TAGS.items()],
    )


def document(app: Litestar) -> Document:
    """The document of an application."""
    return exact(app.openapi_schema.to_schema())


def exact(found: Document) -> Document:
    """Litestar's document with msgspec's schemas, shared problems and described parameters."""
    schemas, renamed = _schemas(found["components"]["schemas"])
    told: Document = _with_references(found, renamed.__getitem__)
    problems: Document = {}
    for path in told["paths"].values():
        for method in METHODS:
            if method in path:
                _improve(path[method], problems, schemas)
    told["components"] = {"schemas": schemas, "responses": dict(sorted(problems.items()))}
    return told


def _improve(operation: Document, problems: Document, schemas: Document) -> None:
    """Make one operation exact, in place; collects the problem answers it refers to."""
    operation.pop("deprecated", None)
    answers = operation["responses"]
    operation["responses"] = {status: answers[status] for status in sorted(answers)}
    for status, answer in answers.items():
        if PROBLEM in answer.get("content", {}):
            name = f"Problem{status}"
            problems.setdefault(name, answer)
            operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
        else:
            _improve_answer(status, answer, schemas)
    for parameter in operation.get("parameters", ()):
        _improve_parameter(parameter)
    for media in operation.get("requestBody", {}).get("content", {}).values():
        _improve_body(media)
        if {"type": "null"} in media["schema"].get("oneOf", ()):
            operation["requestBody"]["required"] = False


def _improve_answer(status: str, answer: Document, schemas: Document) -> None:
    if answer["description"].startswith("Request fulfilled"):
        answer["description"] = DESCRIPTIONS[status]
    if status == "204":
        answer.pop("content", None)
    headers = {name: header["description"] for name, header in answer.pop("headers", {}).items()}
    if status == "201":
        headers["Location"] = "Where the new row is"
    if headers:
        answer["headers"] = {
            name: {"description": text, "schema": {"type": "string"}}
            for name, text in headers.items()
        }
    for media in answer.get("content", {}).values():
        for example in media.get("examples", {}).values():
            example["value"] = _with_nulls(example["value"], media["schema"], schemas)


def _improve_body(media: Document) -> None:
    """Litestar hangs an example at the schema, where renderers do not look for it."""
    schema = media["schema"]
    if "examples" in schema:
        media["example"] = schema["examples"][0]
        rest = {name: value for name, value in schema.items() if name != "examples"}
        media["schema"] = rest["allOf"][0] if set(rest) == {"allOf"} else rest


def _with_nulls(value: Any, schema: Document, schemas: Document) -> Any:
    """An example with the nulls that Litestar leaves out."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].removeprefix(REF)]
    if isinstance(value, list):
        return [_with_nulls(one, schema.get("items", {}), schemas) for one in value]
    if not isinstance(value, dict):
        return value
    members = schema.get("properties", {})
    told = {name: _with_nulls(one, members.get(name, {}), schemas) for name, one in value.items()}
    return {**told, **{name: None for name in schema.get("required", ()) if name not in told}}


def _improve_parameter(parameter: Document) -> None:
    for idle in ("deprecated", "allowEmptyValue", "allowReserved"):
        parameter.pop(idle, None)
    name = parameter["name"]
    if parameter["in"] == "path":
        parameter["description"] = PATHS.get(name, "Its id")
        parameter["schema"] = {"type": "string", "pattern": CLIENT_ID_PATTERN}
    elif name in PARAMETERS:
        parameter["description"], parameter["schema"] = PARAMETERS[name]
    else:
        parameter["schema"] = _never_null(parameter["schema"])


def _never_null(schema: Document) -> Document:
    """A parameter's schema without null, which an address cannot say: one leaves it out."""
    others = [one for one in schema.get("oneOf", ()) if one != {"type": "null"}]
    if len(others) == 1:
        return {**{k: v for k, v in schema.items() if k != "oneOf"}, **others[0]}
    if isinstance(schema.get("type"), list):
        kinds = [kind for kind in schema["type"] if kind != "null"]
        schema = {**schema, "type": kinds[0] if len(kinds) == 1 else kinds}
        if "enum" in schema:
            schema["enum"] = [value for value in schema["enum"] if value is not None]
    return schema


def _schemas(theirs: Iterable[str]) -> tuple[Document, dict[str, str]]:
    """Schemas of everything the API speaks of, and our name for each of Litestar's."""
    meant = {key: _struct_called(key) for key in theirs}
    structs = sorted(set(meant.values()), key=_full_name)
    references, found = msgspec.json.schema_components(structs, ref_template=f"{REF}{{name}}")
    named = {
        struct: reference["$ref"].removeprefix(REF)
        for struct, reference in zip(structs, references, strict=True)
    }
    schemas = {name: _with_references(schema, _short) for name, schema in found.items()}
    return (
        {_short(name): schema for name, schema in sorted(schemas.items())},
        {key: _short(named[struct]) for key, struct in meant.items()},
    )


def _struct_called(key: str) -> type[msgspec.Struct]:
    """The class that Litestar's key means: by its name, or the end of its qualified name."""
    exactly = [one for one in _structs(msgspec.Struct) if one.__name__ == key]
    found = exactly or [one for one in _structs(msgspec.Struct) if _full_name(one).endswith(key)]
    if len(found) != 1:
        message = f"The OpenAPI document has a schema that is no struct of ours: {key}"
        raise RuntimeError(message)
    return found[0]


def _structs(base: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    """Every struct that the API may speak of."""
    for one in base.__subclasses__():
        if one.__module__.endswith((".schemas", ".operations")):
            yield one
        yield from _structs(one)


def _full_name(struct: type[msgspec.Struct]) -> str:
    return f"{struct.__module__}.{struct.__qualname__}".replace(".", "_")


def _short(name: str) -> str:
    """`fractal_goals.practice.schemas.SetShown` as `practice.SetShown`; others as they are."""
    return name.removeprefix("fractal_goals.").replace(".schemas.", ".")


def _with_references(value: Any, rename: Callable[[str], str]) -> Any:
    """A copy in which each reference to a schema has its new name."""
    if isinstance(value, list):
        return [_with_references(one, rename) for one in value]
    if not isinstance(value, dict):
        return value
    told = {key: _with_references(one, rename) for key, one in value.items()}
    reference = told.get("$ref")
    if isinstance(reference, str) and reference.startswith(REF):
        told["$ref"] = REF + rename(reference.removeprefix(REF))
    return told
