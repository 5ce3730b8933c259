"""Opens what a person wants to import, and tells by its content what it is."""

import json
from pathlib import Path
from typing import Any

from fractal_goals.kit.errors import Malformed, NotFound, TooLarge

# The largest file of this kind ever seen had a few megabytes; decoding takes about
# ten times a file's size of memory.
MAX_BYTES = 32 * 1024 * 1024
SQLITE = b"SQLite format 3\0"
TOO_DEEP = "The file is nested too deeply to be a list of goals."


def read_bytes(path: Path) -> bytes:
    """The content of a regular file of at most `MAX_BYTES`.

    Raises `NotFound` where there is none, `Malformed` where it is no file or cannot be
    read, `TooLarge` where it is bigger.
    """
    if not path.exists():
        message = f"There is no file {path}."
        raise NotFound(message)
    if not path.is_file():
        message = f"{path} is not a file."
        raise Malformed(message, code="not_a_file")
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        raise Malformed(message, code="unreadable") from error
    if len(raw) > MAX_BYTES:
        message = f"The file is larger than {MAX_BYTES // 1024 // 1024} MiB."
        raise TooLarge(message)
    return raw


def read_json(raw: bytes) -> Any:
    """The decoded content; raises `Malformed`, which names line, column and byte."""
    if not raw.strip():
        message = "The file is empty."
        raise Malformed(message, code="empty_file")
    if raw.startswith(SQLITE):
        message = "This is a SQLite file, and only goals_db.json can be imported."
        raise Malformed(message, code="unknown_format")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _at(raw, error.start, "this is not UTF-8", "not_utf8") from error
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        byte = (
            len(text[: error.pos].encode("utf-8", "surrogatepass"))
            + len(raw)
            - len(text.encode("utf-8", "surrogatepass"))
        )
        ends = "the file ends in the middle" if error.pos >= len(text.rstrip()) else error.msg
        raise _at(raw, byte, ends, "not_json") from error
    except RecursionError as error:
        raise Malformed(TOO_DEEP, code="too_deep") from error
    except ValueError as error:  # an integer of more digits than Python converts
        message = f"The file holds a number that is too long: {error}."
        raise Malformed(message, code="not_json") from error


def _at(raw: bytes, byte: int, what: str, code: str) -> Malformed:
    """An error that names its place: line and column count from 1, bytes from 0."""
    before = raw[:byte]
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    message = (
        f"The file cannot be read at line {line}, column {column} (byte {byte}): {what}. "
        "Nothing was changed."
    )
    return Malformed(message, code=code, line=line, column=column, byte=byte)
