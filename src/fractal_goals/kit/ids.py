"""Row ids: lower-case ULIDs of ours, or a client's own."""

import hashlib
import re

from ulid import ULID

CLIENT_ID_PATTERN = "^[A-Za-z0-9_-]{1,64}$"
_CLIENT_ID = re.compile(CLIENT_ID_PATTERN)


def new_id() -> str:
    """A fresh ULID, 26 lower-case characters that sort by time of creation."""
    return str(ULID()).lower()


def is_id(text: str) -> bool:
    """Whether `text` may be a row's id."""
    return _CLIENT_ID.fullmatch(text) is not None


def derived_id(*parts: str) -> str:
    """An id that the same parts always give: 32 hexadecimal digits."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
