"""Route decorators of the JSON API: one way to declare what an operation answers."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import delete, get, patch, post, put
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example
from litestar.params import Body

TITLES = {
    400: "The request cannot be read",
    403: "Not allowed",
    404: "Absent, trashed or not yours",
    409: "The state of things forbids it",
    412: "Changed since the version sent",
    413: "Too large",
    422: "Invalid input",
}


class FieldProblem(msgspec.Struct):
    """One wrong field: a JSON pointer into the body, and a sentence."""

    pointer: str
    message: str


class ProblemAnswer(msgspec.Struct):
    """What every error looks like (RFC 9457, `application/problem+json`)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldProblem] | None = None


def _problems(*statuses: int) -> dict[int, ResponseSpec]:
    return {
        status: ResponseSpec(
            data_container=ProblemAnswer,
            description=TITLES[status],
            media_type="application/problem+json",
            generate_examples=False,
            examples=[Example(value=_example(status))],
        )
        for status in statuses
    }


def _example(status: int) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES[status],
        "status": status,
        "detail": TITLES[status] + ".",
        "code": {404: "not_found", 412: "stale", 422: "invalid"}.get(status, "conflict"),
    }
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        body["errors"] = [{"pointer": "/name", "message": "Give it a name."}]
    return body


def _shape(shape: Any, description: str, example: Any) -> ResponseSpec:
    return ResponseSpec(
        data_container=shape,
        description=description,
        generate_examples=False,
        examples=[Example(value=example)] if example is not None else None,
    )


def body_like(example: Any) -> Any:
    """An example for OpenAPI of the body that a handler takes, to annotate its `data` with."""
    return Body(examples=[Example(value=example)])


Decorate = Callable[[Callable[..., Any]], Any]


def reads(path: str, *, tag: str, **options: Any) -> Decorate:
    """GET: 200 with what the handler's annotation says."""
    return get(path, tags=[tag], responses=_problems(400, 404, 422), **options)


def creates(path: str, *, tag: str, shape: Any, example: Any = None, **options: Any) -> Decorate:
    """POST: 201 with the new row, 200 where a retry found it already there."""
    responses: Mapping[int, ResponseSpec] = {
        200: _shape(shape, "The same request was answered before; nothing changed", example),
        201: _shape(shape, "Made; Location names it", example),
        **_problems(400, 404, 409, 413, 422),
    }
    return post(path, tags=[tag], responses=responses, **options)


def edits(path: str, *, tag: str, **options: Any) -> Decorate:
    """PATCH: 200 with the row as it is now."""
    return patch(path, tags=[tag], responses=_problems(400, 404, 409, 412, 413, 422), **options)


def replaces(path: str, *, tag: str, **options: Any) -> Decorate:
    """PUT: 200 with the row as it is now."""
    return put(path, tags=[tag], responses=_problems(400, 404, 409, 412, 413, 422), **options)


def removes(path: str, *, tag: str, **options: Any) -> Decorate:
    """DELETE: 204."""
    return delete(path, tags=[tag], responses=_problems(400, 404, 409, 412), **options)
