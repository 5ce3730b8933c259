"""The rows that timers are made of, and the one timer that runs."""

import sqlalchemy as sa

from fractal_goals.infra.json_sql import as_text, json_object
from fractal_goals.infra.work import Row, Work, living
from fractal_goals.practice.queries.documents import activities, instances, pauses

_PAUSES = (
    sa.select(pauses)
    .where(living(pauses), pauses.c.activity_instance_id == sa.bindparam("instance_id"))
    .order_by(pauses.c.paused_at, pauses.c.id)
)
_PAUSES_OF_SESSION = (
    sa.select(pauses)
    .join(
        instances,
        (instances.c.root_id == pauses.c.root_id)
        & (instances.c.id == pauses.c.activity_instance_id),
    )
    .where(
        living(pauses),
        living(instances),
        instances.c.practice_session_id == sa.bindparam("session_id"),
    )
    .order_by(pauses.c.paused_at, pauses.c.id)
)
_STANDS_STILL = (
    sa.select(sa.literal_column("1"))
    .where(
        pauses.c.root_id == instances.c.root_id,
        pauses.c.activity_instance_id == instances.c.id,
        pauses.c.deleted_at.is_(None),
        pauses.c.resumed_at.is_(None),
    )
    .correlate(instances)
    .exists()
)
_RUNS = sa.and_(
    living(instances),
    instances.c.time_start.is_not(None),
    instances.c.time_stop.is_(None),
    sa.not_(_STANDS_STILL),
)
_RUNNING = (
    sa.select(instances, activities.c.name.label("activity_name"))
    .join(
        activities,
        (activities.c.root_id == instances.c.root_id)
        & (activities.c.id == instances.c.activity_definition_id),
    )
    .where(_RUNS)
    .order_by(instances.c.time_start.desc(), instances.c.id)
    .limit(1)
)
_RUNNING_JSON = _RUNNING.with_only_columns(
    as_text(
        json_object(
            {
                "id": instances.c.id,
                "activity": json_object({"id": activities.c.id, "name": activities.c.name}),
                "practice_session_id": instances.c.practice_session_id,
                "time_start": instances.c.time_start,
            }
        )
    )
)


def pauses_of_instance(work: Work, instance_id: str) -> list[Row]:
    """The living pauses of an instance's timer, in order."""
    return list(work.rows(_PAUSES, instance_id=instance_id))


def pauses_in_session(work: Work, session_id: str) -> list[Row]:
    """The living pauses of the timers of a session's instances, in order."""
    return list(work.rows(_PAUSES_OF_SESSION, session_id=session_id))


def running_instance(work: Work) -> Row | None:
    """The instance whose timer runs, with its `activity_name`."""
    return work.first(_RUNNING)


def running_timer(work: Work) -> bytes | None:
    """`{id, activity, practice_session_id, time_start}` of the timer that runs, if one does."""
    found = work.scalar(_RUNNING_JSON)
    return None if found is None else str(found).encode()
