"""What the insights page shows of a metric and of the year."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import msgspec

from fractal_goals.activities.queries import list_activities
from fractal_goals.infra.work import Work
from fractal_goals.insights.queries.series import metric_series
from fractal_goals.insights.queries.span import Span
from fractal_goals.insights.queries.summary import practised_days
from fractal_goals.insights.rules import sittings_of, trend
from fractal_goals.kit.clock import day_start
from fractal_goals.kit.paging import EVERYTHING

WEEKS_SHOWN = 53


def calendar(work: Work) -> dict[str, Any]:
    """The person's practised days of the last year, and the Monday it begins with."""
    actor = work.actor
    monday = work.today - timedelta(days=work.today.weekday(), weeks=WEEKS_SHOWN - 1)
    start = day_start(monday, actor.time_zone, actor.day_start_hour)
    days = [
        {**one, "day": one["day"].isoformat()}
        for one in practised_days(work, Span(start, work.now + timedelta(days=1)))
    ]
    return {"start": monday.isoformat(), "end": work.today.isoformat(), "days": days}


def plotted(work: Work, metric_id: str | None) -> dict[str, Any]:
    """The activities to choose from, and the chosen metric's series with its trend.

    Without a choice the first active metric is shown; without any metric `series` and
    `trend` are None. Raises `NotFound` for a metric that is not there.
    """
    activities = msgspec.json.decode(list_activities(work, EVERYTHING))["items"]
    measured = [
        metric for activity in activities for metric in activity["metrics"] if metric["is_active"]
    ]
    chosen = metric_id or (measured[0]["id"] if measured else None)
    if chosen is None:
        return {"activities": activities, "series": None, "trend": None}
    series = msgspec.json.decode(metric_series(work, chosen))
    higher = series["metric"]["higher_is_better"]
    points = [
        (datetime.fromisoformat(point["instant"]), point["session_id"], point["value"])
        for point in series["items"]
    ]
    found = trend(sittings_of(points, higher_is_better=higher), higher_is_better=higher)
    return {
        "activities": activities,
        "series": series,
        "trend": {**asdict(found), "is_thin": found.is_thin},
    }
