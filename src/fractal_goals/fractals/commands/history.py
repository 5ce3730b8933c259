"""Appends what a Work changed to the history, once, before its commit."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from fractal_goals.fractals.models import History
from fractal_goals.infra.work import Change, Work, table_of
from fractal_goals.kit import clock
from fractal_goals.kit.ids import new_id

_HISTORY = table_of(History)


def append_history(work: Work) -> None:
    """Write one row per change, in the order in which they were made."""
    if work.changes:
        work.connection.execute(
            sa.insert(_HISTORY), [_row(work, change) for change in work.changes]
        )


def _row(work: Work, change: Change) -> dict[str, Any]:
    return {
        "root_id": change.root_id,
        "id": new_id(),
        "at": work.now,
        "actor_id": work.actor.user_id,
        "action": change.action,
        "entity": change.entity,
        "entity_id": change.entity_id,
        "before": _plain(change.before),
        "after": _plain(change.after),
        "request_id": work.request_id,
    }


def _plain(fields: Any) -> dict[str, Any] | None:
    """Field values as JSON holds them; the digest of a creation is no field of a person's."""
    if fields is None:
        return None
    return {name: _value(value) for name, value in fields.items() if name != "creation_digest"}


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock.to_wire(value)
    return value.isoformat() if isinstance(value, date) else value
