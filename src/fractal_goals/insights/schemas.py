"""What the insights answer, as OpenAPI shows it."""

from datetime import date, datetime

import msgspec


class Answer(msgspec.Struct, kw_only=True, gc=False):
    """A body that the server sends."""


class MetricName(Answer):
    """The metric that a series is of."""

    id: str
    name: str
    unit: str
    higher_is_better: bool
    is_active: bool
    activity_id: str
    activity: str


class Point(Answer):
    """One recorded value: in which session, instance, set and split.

    `instant` is when its session began (was made, where it has no start).
    """

    id: str
    instant: datetime
    value: float
    session_id: str
    session: str
    activity_instance_id: str
    set_id: str | None
    set_order: int | None
    split_definition_id: str | None
    split: str | None


class Series(Answer):
    """Every value of a metric in a span, oldest first, in one answer."""

    metric: MetricName
    items: list[Point]
    next_cursor: None


class MetricTotal(Answer):
    """A metric over a span; every value counts once, in a set or outside. `last` is the latest."""

    id: str
    name: str
    unit: str
    count: int
    sum: float
    min: float
    max: float
    last: float


class ActivityTotal(Answer):
    """An activity over a span; seconds as its timers ran."""

    id: str
    name: str
    instances: int
    seconds: int
    metrics: list[MetricTotal]


class Day(Answer):
    """One of the person's days with practice in it."""

    day: date
    sessions: int
    seconds: int


class Summary(Answer):
    """Totals of a span; seconds leave pauses out. What is only planned does not count."""

    sessions: int
    seconds: int
    goals_completed: int
    activities: list[ActivityTotal]
    days: list[Day]
