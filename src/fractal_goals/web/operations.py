"""Route decorators of the JSON API: one way to declare what an operation answers."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import delete, get, patch, post, put
from litestar.datastructures import ResponseHeader
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example, OpenAPIType, Operation, Parameter, Schema
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


# What programs may read, in the simplest case of each status.
CODES = {
    400: "malformed",
    403: "forbidden",
    404: "not_found",
    409: "conflict",
    412: "stale",
    413: "too_large",
    422: "invalid",
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
        "code": CODES[status],
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
DELETION_ID = ResponseHeader(
    name="Deletion-Id",
    description="Names what went to the trash, to bring it back by",
    documentation_only=True,
)
IF_MATCH = Parameter(
    name="If-Match",
    param_in="header",
    description="The version that you saw, in quotes: 412 where the row has changed since",
    required=False,
    schema=Schema(type=OpenAPIType.STRING, pattern=r'^(\*|(W/)?"[0-9]{1,18}")$'),
    example='"3"',
)


@dataclass
class Conditional(Operation):
    """An operation that a client may bind to the version it saw."""

    def __post_init__(self) -> None:
        """Document the header, which is read in one place for all of them."""
        self.parameters = [*(self.parameters or ()), IF_MATCH]


def reads(path: str, *, tag: str, **options: Any) -> Decorate:
    """GET: 200 with what the handler's annotation says."""
    return _declared(get, path, tag, _problems(400, 404, 422), options)


def creates(path: str, *, tag: str, shape: Any, example: Any = None, **options: Any) -> Decorate:
    """POST: 201 with the new row, 200 where a retry found it already there."""
    responses = {
        200: _shape(shape, "The same request was answered before; nothing changed", None),
        201: _shape(shape, "Made; Location names it", example),
        **_problems(400, 404, 409, 413, 422),
    }
    return _declared(post, path, tag, responses, options)


def edits(path: str, *, tag: str, **options: Any) -> Decorate:
    """PATCH: 200 with the row as it is now."""
    return _declared(patch, path, tag, _changed(), {"operation_class": Conditional, **options})


def replaces(path: str, *, tag: str, **options: Any) -> Decorate:
    """PUT: 200 with the row as it is now."""
    return _declared(put, path, tag, _changed(), {"operation_class": Conditional, **options})


def removes(path: str, *, tag: str, **options: Any) -> Decorate:
    """DELETE: 204."""
    problems = _problems(400, 404, 409, 412)
    more = {"operation_class": Conditional, "response_headers": [DELETION_ID], **options}
    return _declared(delete, path, tag, problems, more)


def restores(path: str, *, tag: str, **options: Any) -> Decorate:
    """POST: 204, what a deletion took is back."""
    return _declared(post, path, tag, _problems(400, 404, 409), {"status_code": 204, **options})


def _changed() -> dict[int, ResponseSpec]:
    return _problems(400, 404, 409, 412, 413, 422)


def _declared(
    route: Any, path: str, tag: str, responses: Mapping[int, ResponseSpec], options: dict[str, Any]
) -> Decorate:
    """A route whose summary and description are its handler's docstring, its id the name."""

    def decorate(handler: Callable[..., Any]) -> Any:
        summary, _, more = (inspect.getdoc(handler) or "").partition("\n\n")
        declare = route(
            path,
            tags=[tag],
            responses=responses,
            operation_id=_camel_case(handler.__name__),
            summary=summary.rstrip("."),
            description=more or None,
            **options,
        )
        return declare(handler)

    return decorate


def _camel_case(name: str) -> str:
    """`list_goals` as `listGoals`."""
    first, *others = name.split("_")
    return first + "".join(other.title() for other in others)
