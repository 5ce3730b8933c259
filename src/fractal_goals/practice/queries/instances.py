"""Reads of single instances."""

from typing import Any

import sqlalchemy as sa

from fractal_goals.infra.json_sql import as_text, json_object
from fractal_goals.infra.work import Row, Work, living, one
from fractal_goals.kit.errors import NotFound
from fractal_goals.practice.models import ActivityInstance
from fractal_goals.practice.queries.documents import (
    instance_members,
    instance_rows,
    instances,
    with_scores,
)

_ONE = one(ActivityInstance)
_OF_SESSION = (
    sa.select(instances)
    .where(living(instances), instances.c.practice_session_id == sa.bindparam("session_id"))
    .order_by(instances.c.sort_order, instances.c.id)
)


def _detail() -> sa.Select[Any]:
    mine = instance_rows().where(living(instances), instances.c.id == sa.bindparam("id")).subquery()
    return sa.select(as_text(json_object(instance_members(mine.c))))


_DETAIL = _detail()


def instance(work: Work, instance_id: str) -> Row:
    """A living instance's row; raises `NotFound`."""
    found = work.first(_ONE, id=instance_id)
    if found is None:
        raise NotFound
    return found


def instances_of(work: Work, session_id: str) -> list[Row]:
    """A session's living instances, in order."""
    return list(work.rows(_OF_SESSION, session_id=session_id))


def instance_detail(work: Work, instance_id: str) -> bytes:
    """An instance with its sets, values, yield and best set; raises `NotFound`."""
    found = work.scalar(_DETAIL, id=instance_id)
    if found is None:
        raise NotFound
    return with_scores(found)
