"""Keyset cursors: opaque to clients, a JSON list of the last row's sort keys inside."""

import base64
import binascii

import msgspec

from fractal_goals.kit.errors import invalid

DEFAULT_LIMIT = 50
MAX_LIMIT = 200


class Page(msgspec.Struct, frozen=True):
    """How much of a list is asked for: at most `limit` rows after `after`'s sort keys."""

    limit: int = DEFAULT_LIMIT
    after: tuple[str, ...] | None = None


# For pages that show a whole catalogue: as many rows as a person makes by hand, and more.
EVERYTHING = Page(limit=10_000)


def encode_cursor(keys: tuple[str, ...]) -> str:
    """The cursor that continues after the row with these sort keys."""
    return base64.urlsafe_b64encode(msgspec.json.encode(keys)).decode().rstrip("=")


def decode_cursor(cursor: str, width: int) -> tuple[str, ...]:
    """The sort keys in a cursor of `width` parts; raises `Invalid` at `/cursor`."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        keys = msgspec.json.decode(raw, type=list[str])
    except (binascii.Error, msgspec.MsgspecError, ValueError) as error:
        raise invalid("/cursor", "This cursor is not one of ours.") from error
    if len(keys) != width or any("\0" in key for key in keys):
        raise invalid("/cursor", "This cursor belongs to another list.")
    return tuple(keys)


def page_of(limit: int | None, cursor: str | None, width: int = 2) -> Page:
    """The page a query string asks for; raises `Invalid` at `/limit` or `/cursor`."""
    if limit is None:
        limit = DEFAULT_LIMIT
    if not 1 <= limit <= MAX_LIMIT:
        raise invalid("/limit", f"Ask for 1 to {MAX_LIMIT} rows.")
    return Page(limit, decode_cursor(cursor, width) if cursor else None)
