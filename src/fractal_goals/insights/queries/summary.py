"""Totals of a span of time, and the person's days in it."""

from collections import defaultdict
from typing import Any

import msgspec
import sqlalchemy as sa

from fractal_goals.fractals.queries.tree import HAPPENED, goals, sessions
from fractal_goals.infra.json_sql import as_text, columns, json_array, json_object
from fractal_goals.infra.work import Work, living
from fractal_goals.insights.queries.practised import IS_PRACTICE
from fractal_goals.insights.queries.series import (
    activities,
    instances,
    metrics,
    same,
    values,
)
from fractal_goals.insights.queries.span import Span, span, within
from fractal_goals.kit.clock import person_day

_COUNTS = sa.and_(living(sessions), IS_PRACTICE, within(HAPPENED))
_SECONDS = sa.func.coalesce(sa.func.sum(sessions.c.total_duration_seconds), 0)


def _activity_totals() -> sa.ScalarSelect[str]:
    """Per activity its instances and seconds, and per metric its numbers."""
    # Of all activities at once: else the values would be read again for each of them.
    totals = _metric_totals().cte("totals").prefix_with("MATERIALIZED")
    performed = (
        sa.select(
            activities.c.id,
            activities.c.name,
            sa.func.count().label("instances"),
            sa.func.coalesce(sa.func.sum(instances.c.duration_seconds), 0).label("seconds"),
        )
        .select_from(sessions)
        .join(
            instances,
            sa.and_(
                instances.c.root_id == sessions.c.root_id,
                instances.c.practice_session_id == sessions.c.id,
            ),
        )
        .join(activities, same(instances, activities, "activity_definition_id"))
        .where(_COUNTS, living(instances))
        .group_by(activities.c.id, activities.c.name)
        .order_by(sa.func.lower(activities.c.name), activities.c.id)
    )
    return json_array(
        performed,
        lambda row: {
            **columns(row, "id name instances seconds".split()),
            "metrics": json_array(
                sa.select(totals)
                .where(totals.c.activity_id == row.id)
                .order_by(totals.c.sort_order, totals.c.id)
                .correlate(row.id.table),
                lambda one: columns(one, "id name unit count sum min max last".split()),
            ),
        },
    )


def _metric_totals() -> sa.Select[Any]:
    latest_first = (HAPPENED.desc(), instances.c.sort_order.desc(), values.c.id.desc())
    place = sa.func.row_number().over(
        partition_by=values.c.metric_definition_id, order_by=latest_first
    )
    counted = (
        sa.select(values.c.metric_definition_id, values.c.value, place.label("place"))
        .join(instances, same(values, instances, "activity_instance_id"))
        .join(sessions, same(instances, sessions, "practice_session_id"))
        .where(_COUNTS, living(values), living(instances))
        .subquery()
    )
    value = counted.c.value
    return (
        sa.select(
            metrics.c.id,
            metrics.c.activity_id,
            metrics.c.name,
            metrics.c.unit,
            metrics.c.sort_order,
            sa.func.count().label("count"),
            sa.func.sum(value).label("sum"),
            sa.func.min(value).label("min"),
            sa.func.max(value).label("max"),
            sa.func.max(sa.case((counted.c.place == 1, value))).label("last"),
        )
        .join(counted, counted.c.metric_definition_id == metrics.c.id)
        .where(living(metrics))
        .group_by(*(metrics.c[name] for name in "id activity_id name unit sort_order".split()))
    )


_TOTALS = sa.select(
    as_text(
        json_object(
            {
                "sessions": sa.select(sa.func.count()).where(_COUNTS).scalar_subquery(),
                "seconds": sa.select(_SECONDS).where(_COUNTS).scalar_subquery(),
                "goals_completed": sa.select(sa.func.count())
                .where(living(goals), goals.c.completed, within(goals.c.completed_at))
                .scalar_subquery(),
                "activities": _activity_totals(),
            }
        )
    )
)
_SESSIONS = sa.select(
    HAPPENED.label("happened"),
    sa.func.coalesce(sessions.c.total_duration_seconds, 0).label("seconds"),
).where(_COUNTS)


def summary(work: Work, *, start: str | None = None, end: str | None = None) -> bytes:
    """Totals and practised days of a span; raises `Invalid`."""
    chosen = span(work, start, end)
    totals = str(work.scalar(_TOTALS, **chosen._asdict())).encode()
    days = msgspec.json.encode(practised_days(work, chosen))
    return totals[:-1] + b',"days":' + days + b"}"


def practised_days(work: Work, chosen: Span) -> list[dict[str, Any]]:
    """The person's days with practice, oldest first: how many sessions, how many seconds."""
    found: defaultdict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for row in work.rows(_SESSIONS, **chosen._asdict()):
        day = person_day(row.happened, work.actor.time_zone, work.actor.day_start_hour)
        found[day][0] += 1
        found[day][1] += row.seconds
    return [
        {"day": day, "sessions": count, "seconds": seconds}
        for day, (count, seconds) in sorted(found.items())
    ]
