"""What can go wrong, in words of the domain; `web` maps each kind to a status."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong input: an RFC 6901 pointer into the body, and a sentence for a person."""

    pointer: str
    message: str


class Problem(Exception):
    """Base of every expected failure. `code` is stable and read by programs."""

    code = "problem"

    def __init__(self, detail: str, *, code: str | None = None, **extra: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or self.code
        self.extra = extra


class NotFound(Problem):
    """Absent, trashed or not yours: always the same answer."""

    code = "not_found"

    def __init__(self, detail: str = "There is nothing here.") -> None:
        super().__init__(detail)


class Malformed(Problem):
    """The request cannot be parsed at all."""

    code = "malformed"


class Invalid(Problem):
    """Input that breaks a rule; every error names its field."""

    code = "invalid"

    def __init__(self, *errors: FieldError, code: str | None = None) -> None:
        super().__init__(" ".join(error.message for error in errors), code=code)
        self.errors = errors


class Forbidden(Problem):
    """The person may see this but not do it."""

    code = "forbidden"


class Conflict(Problem):
    """The state of things forbids it, or a name is taken."""

    code = "conflict"


class Stale(Problem):
    """The row has changed since the version that the caller saw."""

    code = "stale"


class TooLarge(Problem):
    """The request is bigger than the server accepts."""

    code = "too_large"


class Unavailable(Problem):
    """The database cannot be reached or written just now."""

    code = "unavailable"


def invalid(pointer: str, message: str, *, code: str | None = None) -> Invalid:
    """One wrong field, as an exception to raise."""
    return Invalid(FieldError(pointer, message), code=code)
