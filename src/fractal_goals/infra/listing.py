"""Pages of rows by keyset: constant cost however far one has paged."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from fractal_goals.infra.json_sql import as_text
from fractal_goals.infra.types import Instant
from fractal_goals.infra.work import Work
from fractal_goals.kit import clock
from fractal_goals.kit.errors import invalid
from fractal_goals.kit.paging import Page, encode_cursor

ESCAPE = "/"
MAX_INTEGER = 2**31 - 1  # what PostgreSQL's integer holds


def list_json(
    work: Work,
    rows: sa.Select[Any],
    document: sa.ColumnElement[Any],
    page: Page,
    *,
    key: sa.ColumnElement[Any],
    unique: sa.ColumnElement[str],
    newest_first: bool = False,
    **parameters: Any,
) -> bytes:
    """`{"items": […], "next_cursor": …}` with a JSON `document` per row.

    Ordered by `key`, ties by `unique`, which together tell every row apart. Give the
    same `rows` again where you can, with `parameters` for what varies: their statement
    is made once.
    """
    continues = page.after is not None
    statement = _paged(rows, document, key, unique, newest_first=newest_first, continues=continues)
    found = work.rows(
        statement, limit=page.limit + 1, **parameters, **_cursor_values(page.after, key)
    )
    shown = found[: page.limit]
    cursor = "null"
    if len(found) > page.limit:
        last = shown[-1]
        sort_key = last.sort_key
        text = clock.to_wire(sort_key) if isinstance(sort_key, datetime) else str(sort_key)
        cursor = f'"{encode_cursor((text, last.sort_id))}"'
    items = ",".join(row.document for row in shown)
    return f'{{"items":[{items}],"next_cursor":{cursor}}}'.encode()


def escaped(text: str) -> str:
    """Text to look for with LIKE and `ESCAPE`, where `%` and `_` mean themselves."""
    for sign in (ESCAPE, "%", "_"):
        text = text.replace(sign, ESCAPE + sign)
    return text


@lru_cache(maxsize=256)
def _paged(
    rows: sa.Select[Any],
    document: sa.ColumnElement[Any],
    key: sa.ColumnElement[Any],
    unique: sa.ColumnElement[str],
    *,
    newest_first: bool,
    continues: bool,
) -> sa.Select[Any]:
    """The statement of a list, made once for `rows` that are.

    The first condition of a cursor lets an index on `key` start there.
    """
    statement = rows.with_only_columns(
        as_text(document).label("document"), key.label("sort_key"), unique.label("sort_id")
    )
    if continues:
        start: sa.BindParameter[Any] = sa.bindparam("after_key", type_=key.type)
        last_id: sa.BindParameter[str] = sa.bindparam("after_id")
        if newest_first:
            beyond = sa.and_(key <= start, sa.or_(key < start, unique < last_id))
        else:
            beyond = sa.and_(key >= start, sa.or_(key > start, unique > last_id))
        statement = statement.where(beyond)
    order = (key.desc(), unique.desc()) if newest_first else (key, unique)
    return statement.order_by(*order).limit(sa.bindparam("limit", type_=sa.Integer))


def _cursor_values(after: tuple[str, ...] | None, key: sa.ColumnElement[Any]) -> dict[str, Any]:
    return {} if after is None else {"after_key": _typed(after[0], key), "after_id": after[1]}


def _typed(text: str, key: sa.ColumnElement[Any]) -> Any:
    """A cursor's sort key in the type of its column; a forged one is refused here."""
    try:
        if isinstance(key.type, Instant):
            return _instant(text)
        return _integer(text) if isinstance(key.type, sa.Integer) else text
    except (ValueError, OverflowError) as error:
        raise invalid("/cursor", "This cursor belongs to another list.") from error


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found.astimezone(UTC)


def _integer(text: str) -> int:
    number = int(text)
    if abs(number) > MAX_INTEGER:
        raise ValueError(text)
    return number
