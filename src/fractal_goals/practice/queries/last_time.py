"""Last time: the latest finished instance of the same activity in an earlier session.

Earlier, not merely another: beside an old session stands what came before it. An
instance that nothing was done in (planned by a template, then left out) is passed over.
"""

from typing import Any

import msgspec
import sqlalchemy as sa

from fractal_goals.fractals.queries.tree import sessions
from fractal_goals.infra.json_sql import as_text, columns, json_array, json_object
from fractal_goals.infra.work import Work, living
from fractal_goals.practice.queries.documents import (
    add_scores,
    instance_members,
    instance_rows,
    instances,
    values,
)
from fractal_goals.practice.queries.instances import instance
from fractal_goals.practice.queries.sessions import session

SESSION_FIELDS = "id name session_start session_end completed created_at".split()


def _happened(one: Any) -> sa.ColumnElement[Any]:
    return sa.func.coalesce(one.c.session_start, one.c.created_at)


def _is_earlier(one: Any, other: Any) -> sa.ColumnElement[bool]:
    """By when it happened, ties by when it was made. The first line is for the index."""
    mine, theirs = _happened(one), _happened(other)
    return sa.and_(
        mine <= theirs,
        sa.or_(
            mine < theirs,
            one.c.created_at < other.c.created_at,
            sa.and_(one.c.created_at == other.c.created_at, one.c.id < other.c.id),
        ),
    )


def _was_done(past: Any, session: Any) -> sa.ColumnElement[bool]:
    """Finished (by itself or with its session), and something was done in it."""
    value = values.alias("evidence")
    recorded = (
        sa.select(sa.literal_column("1"))
        .where(
            value.c.root_id == past.c.root_id,
            value.c.activity_instance_id == past.c.id,
            value.c.deleted_at.is_(None),
        )
        .correlate(past)
        .exists()
    )
    in_finished = sa.and_(session.c.completed, sa.or_(past.c.time_start.is_not(None), recorded))
    return sa.or_(past.c.completed, in_finished)


def _last(mine: Any, own_session: Any) -> sa.ScalarSelect[Any]:
    """The id of the instance that was last time's for the instance in `mine`."""
    past, before = instances.alias("past"), sessions.alias("before")
    return (
        sa.select(past.c.id)
        .select_from(
            before.join(
                past,
                (past.c.root_id == before.c.root_id) & (past.c.practice_session_id == before.c.id),
            )
        )
        .where(
            before.c.root_id == sa.bindparam("root_id"),
            before.c.deleted_at.is_(None),
            before.c.id != own_session.c.id,
            _is_earlier(before, own_session),
            past.c.deleted_at.is_(None),
            past.c.activity_definition_id == mine.c.activity_definition_id,
            _was_done(past, before),
        )
        .order_by(
            _happened(before).desc(),
            before.c.created_at.desc(),
            before.c.id.desc(),
            past.c.sort_order.desc(),
            past.c.id.desc(),
        )
        .limit(1)
        .correlate(mine, own_session)
        .scalar_subquery()
    )


def _members(row: Any) -> dict[str, Any]:
    its_session = sa.select(sessions).where(
        sessions.c.root_id == row.root_id, sessions.c.id == row.practice_session_id
    )
    one = its_session.correlate(row.id.table).subquery()
    shown = sa.select(json_object(columns(one.c, SESSION_FIELDS))).scalar_subquery()
    return {**instance_members(row), "session": shown}


def _statement() -> sa.Select[Any]:
    mine, own_session = instances.alias("mine"), sessions.alias("own_session")
    pairs = (
        sa.select(mine.c.id.label("instance_id"), _last(mine, own_session).label("last_id"))
        .join(
            own_session,
            (own_session.c.root_id == mine.c.root_id)
            & (own_session.c.id == mine.c.practice_session_id),
        )
        .where(
            living(mine),
            mine.c.practice_session_id == sa.bindparam("session_id"),
            sa.or_(
                sa.bindparam("instance_id", type_=sa.Text()).is_(None),
                mine.c.id == sa.bindparam("instance_id", type_=sa.Text()),
            ),
        )
        .cte("pairs")
    )
    found = instance_rows().where(
        instances.c.root_id == sa.bindparam("root_id"),
        instances.c.id.in_(sa.select(pairs.c.last_id)),
    )
    every_pair = sa.select(pairs).order_by(pairs.c.instance_id)
    return sa.select(
        as_text(
            json_object(
                {
                    "pairs": json_array(
                        every_pair, lambda row: columns(row, ("instance_id", "last_id"))
                    ),
                    "instances": json_array(found, _members),
                }
            )
        )
    )


_LAST = _statement()


def last_times(work: Work, session_id: str) -> dict[str, dict[str, Any] | None]:
    """For each of a session's instances what was done last time, by the instance's id.

    An instance of last time is as the API shows it, with its `session`; None where this
    is the first time. Raises `NotFound`.
    """
    session(work, session_id)
    return _found(work, session_id, None)


def last_time(work: Work, instance_id: str) -> bytes:
    """`{"last_time": …}` for one instance, null where this is the first time."""
    row = instance(work, instance_id)
    found = _found(work, row.practice_session_id, instance_id)
    return msgspec.json.encode({"last_time": found[instance_id]})


def _found(
    work: Work, session_id: str, instance_id: str | None
) -> dict[str, dict[str, Any] | None]:
    document = work.scalar(_LAST, session_id=session_id, instance_id=instance_id)
    answer = msgspec.json.decode(document)
    by_id = {one["id"]: one for one in answer["instances"]}
    for one in by_id.values():
        add_scores(one)
    return {pair["instance_id"]: by_id.get(pair["last_id"]) for pair in answer["pairs"]}
