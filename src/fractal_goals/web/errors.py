"""One table from what went wrong to what the client is told (RFC 9457)."""

import re
from typing import Any

import msgspec
import sqlalchemy as sa
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, NotFoundException
from sqlalchemy import exc

from fractal_goals.kit import errors as kinds

log = structlog.get_logger()

STATUS: dict[type[kinds.Problem], tuple[int, str]] = {
    kinds.Malformed: (400, "The request cannot be read"),
    kinds.Forbidden: (403, "Not allowed"),
    kinds.NotFound: (404, "Not found"),
    kinds.Conflict: (409, "Conflict"),
    kinds.Stale: (412, "Changed in the meantime"),
    kinds.TooLarge: (413, "Too large"),
    kinds.Invalid: (422, "Invalid input"),
    kinds.Unavailable: (503, "Not available just now"),
}
MACHINE_PATHS = ("/api/", "/assets/", "/healthz", "/readyz", "/metrics")
PROBLEM_JSON = "application/problem+json"
_PATH = re.compile(r" - at `\$(?P<path>.*)`$")
_LENGTH = re.compile(r"of length (>=|<=) (\d+)")
_BOUND = re.compile(r"(>=|<=) (-?[\d.]+)")
_FIELD = re.compile(r"(?:unknown|required) field `(?P<field>[^`]*)`")


def problem(
    request: Request[Any, Any, Any],
    status: int,
    title: str,
    detail: str,
    code: str,
    **extra: object,
) -> Response[Any]:
    """An RFC 9457 answer; a page says the same in HTML."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        **extra,
    }
    path = request.url.path
    if request.method == "GET" and not path.startswith(MACHINE_PATHS):
        return request.app.state.templates.render("web/error.html", body, status)  # type: ignore[no-any-return]
    return Response(body, status_code=status, media_type=PROBLEM_JSON)


def on_problem(request: Request[Any, Any, Any], error: kinds.Problem) -> Response[Any]:
    """Answer one of our own errors."""
    status, title = next(
        (found for kind in type(error).__mro__ if (found := STATUS.get(kind))), (500, "Error")
    )
    extra: dict[str, object] = dict(error.extra)
    if isinstance(error, kinds.Invalid):
        extra["errors"] = [{"pointer": one.pointer, "message": one.message} for one in error.errors]
    elif (pointer := extra.pop("pointer", None)) is not None:
        extra["errors"] = [{"pointer": pointer, "message": error.detail}]
    return problem(request, status, title, error.detail, error.code, **extra)


def invalid_of(error: msgspec.ValidationError) -> kinds.Invalid:
    """Our error for msgspec's: its path becomes a JSON pointer."""
    text = str(error)
    pointer = ""
    if match := _PATH.search(text):
        text = text[: match.start()]
        pointer = _pointer(match["path"])
    if field := _FIELD.search(text):
        pointer = f"{pointer}/{field['field']}"
    return kinds.invalid(pointer, _sentence(text))


def _sentence(text: str) -> str:
    """A message of msgspec in words for a person."""
    if "matching regex" in text:
        return "This is empty or holds characters that cannot be stored here."
    if found := _LENGTH.search(text):
        return (
            f"This has at {'least' if found[1] == '>=' else 'most'} {found[2]} characters or items."
        )
    if found := _BOUND.search(text):
        return f"This must be {found[2]} or {'more' if found[1] == '>=' else 'less'}."
    if "unknown field" in text:
        return "There is no such field."
    if "required field" in text:
        return "This is required."
    return f"{text[0].upper()}{text[1:]}.".replace("`", "")


def _pointer(path: str) -> str:
    """`.metrics[0].name` as `/metrics/0/name`."""
    return "".join(
        "/" + (part[1] or part[2]) for part in re.finditer(r"\.([^.\[]+)|\[([^\]]*)\]", path)
    )


def on_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """What Litestar itself answers: unknown paths, wrong methods, unreadable bodies."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, msgspec.ValidationError):
            return on_problem(request, _of_parameter(request, invalid_of(cause)))
        cause = cause.__cause__
    if isinstance(error, NotFoundException):
        return on_problem(request, kinds.NotFound())
    code = {400: "malformed", 405: "method_not_allowed", 413: "too_large"}.get(
        error.status_code, "http_error"
    )
    answer = problem(request, error.status_code, "The request was refused", error.detail, code)
    answer.headers.update(error.headers or {})
    return answer


def _of_parameter(request: Request[Any, Any, Any], error: kinds.Invalid) -> kinds.Invalid:
    """Our error at a parameter of the address, by the name that it has there."""
    (found,) = error.errors
    parameter = request.route_handler.parsed_fn_signature.parameters.get(found.pointer[1:])
    name = getattr(parameter and parameter.kwarg_definition, "query", None)
    return kinds.invalid(f"/{name}", found.message) if name else error


def on_database(request: Request[Any, Any, Any], error: exc.DBAPIError) -> Response[Any]:
    """The database refused or is away; what a rule missed is a conflict, never a 500 for input."""
    log.warning("database_error", path=request.url.path, error=type(error.orig).__name__)
    if isinstance(error, exc.DataError):
        return on_problem(request, kinds.invalid("", "This cannot be stored."))
    if isinstance(error, exc.IntegrityError):
        return on_problem(request, kinds.Conflict("This contradicts what is stored."))
    if isinstance(error, sa.exc.OperationalError):
        return on_problem(request, kinds.Unavailable("The database is busy or away. Try again."))
    return on_anything(request, error)


def on_anything(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A fault of ours: logged whole, told in one sentence."""
    log.error("unhandled", path=request.url.path, method=request.method, exc_info=error)
    return problem(
        request, 500, "Our fault", "Something went wrong here. It has been logged.", "internal"
    )


HANDLERS: dict[Any, Any] = {
    kinds.Problem: on_problem,
    HTTPException: on_http,
    exc.DBAPIError: on_database,
    Exception: on_anything,
}
