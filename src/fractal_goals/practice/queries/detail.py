"""A whole session in one statement: goals, instances, sets, values, pauses."""

from typing import Any

import msgspec
import sqlalchemy as sa

from fractal_goals.fractals.queries.tree import sessions
from fractal_goals.infra.json_sql import as_text, columns, json_array, json_object
from fractal_goals.infra.work import Work, living
from fractal_goals.kit.errors import NotFound
from fractal_goals.practice.queries.documents import (
    PAUSE_FIELDS,
    add_scores,
    instance_members,
    instance_rows,
    instances,
)
from fractal_goals.practice.queries.sessions import goals, pauses, session_members

GOAL_FIELDS = "id name type completed sort_order".split()


def _detail() -> sa.Select[Any]:
    row = sessions.c
    own_pauses = (
        sa.select(pauses)
        .where(living(pauses), pauses.c.practice_session_id == row.id)
        .order_by(pauses.c.paused_at, pauses.c.id)
        .correlate(sessions)
    )
    children = (
        sa.select(goals)
        .where(living(goals), goals.c.parent_id == row.id)
        .order_by(goals.c.sort_order, goals.c.id)
        .correlate(sessions)
    )
    performed = (
        instance_rows()
        .where(living(instances), instances.c.practice_session_id == row.id)
        .order_by(instances.c.sort_order, instances.c.id)
        .correlate(sessions)
    )
    members = {
        **session_members(row),
        "pauses": json_array(own_pauses, lambda one: columns(one, PAUSE_FIELDS)),
        "immediate_goals": json_array(children, lambda one: columns(one, GOAL_FIELDS)),
        "instances": json_array(performed, instance_members),
    }
    return sa.select(as_text(json_object(members))).where(
        living(sessions), row.id == sa.bindparam("id")
    )


_DETAIL = _detail()


def session_detail(work: Work, session_id: str) -> bytes:
    """A session with everything in it, each instance with its yield and best set.

    Raises `NotFound`.
    """
    found = work.scalar(_DETAIL, id=session_id)
    if found is None:
        raise NotFound
    document = msgspec.json.decode(found)
    for instance in document["instances"]:
        add_scores(instance)
    return msgspec.json.encode(document)
