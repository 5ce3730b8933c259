"""Pages of rows by keyset: constant cost however far one has paged."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from fractal_goals.infra.json_sql import as_text
from fractal_goals.infra.types import Instant
from fractal_goals.infra.work import Work
from fractal_goals.kit import clock
from fractal_goals.kit.errors import invalid
from fractal_goals.kit.paging import Page, encode_cursor

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
) -> bytes:
    """`{"items": […], "next_cursor": …}` with a JSON `document` per row.

    Ordered by `key`, ties by `unique`, which together tell every row apart.
    """
    statement = rows.with_only_columns(
        as_text(document).label("document"), key.label("sort_key"), unique.label("sort_id")
    )
    if page.after is not None:
        statement = statement.where(_beyond(page.after, key, unique, newest_first=newest_first))
    order = (key.desc(), unique.desc()) if newest_first else (key, unique)
    found = work.rows(statement.order_by(*order).limit(page.limit + 1))
    shown = found[: page.limit]
    cursor = "null"
    if len(found) > page.limit:
        last = shown[-1]
        sort_key = last.sort_key
        text = clock.to_wire(sort_key) if isinstance(sort_key, datetime) else str(sort_key)
        cursor = f'"{encode_cursor((text, last.sort_id))}"'
    items = ",".join(row.document for row in shown)
    return f'{{"items":[{items}],"next_cursor":{cursor}}}'.encode()


def _beyond(
    after: tuple[str, ...],
    key: sa.ColumnElement[Any],
    unique: sa.ColumnElement[str],
    *,
    newest_first: bool,
) -> sa.ColumnElement[bool]:
    """Rows after the cursor. The first condition lets an index on `key` start there."""
    start, last_id = _typed(after[0], key), after[1]
    if newest_first:
        return sa.and_(key <= start, sa.or_(key < start, unique < last_id))
    return sa.and_(key >= start, sa.or_(key > start, unique > last_id))


def _typed(text: str, key: sa.ColumnElement[Any]) -> Any:
    """A cursor's sort key in the type of its column; a forged one is refused here."""
    try:
        if isinstance(key.type, Instant):
            return sa.literal(_instant(text), Instant)
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
