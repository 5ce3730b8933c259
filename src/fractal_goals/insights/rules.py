"""What numbers say, in plain words: a trend is only told where there is enough to tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from statistics import median

# Fewer sessions, or a shorter time, and a difference is as likely chance as progress.
FEWEST_SESSIONS = 6
SHORTEST_DAYS = 14
DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Sitting:
    """The best value of one session."""

    instant: datetime
    best: float


@dataclass(frozen=True, slots=True)
class Trend:
    """What a series says. `change` is NULL where it is too thin to say anything."""

    sittings: int
    best: float | None
    last: float | None
    change: float | None
    weeks: float
    per_week: float
    verdict: str

    @property
    def is_thin(self) -> bool:
        """Whether there is too little to speak of a trend."""
        return self.verdict in {"none", "thin"}


def sittings_of(
    points: Sequence[tuple[datetime, str, float]], *, higher_is_better: bool
) -> list[Sitting]:
    """One best value per session, oldest first; `points` are (instant, session, value)."""
    choose = max if higher_is_better else min
    ordered = sorted(points, key=lambda point: (point[1], point[0]))
    found = []
    for _, group in groupby(ordered, key=lambda point: point[1]):
        mine = list(group)
        found.append(Sitting(mine[0][0], choose(value for _, _, value in mine)))
    return sorted(found, key=lambda sitting: sitting.instant)


def trend(sittings: Sequence[Sitting], *, higher_is_better: bool) -> Trend:
    """Compare the middle of the first third of sessions with that of the last third.

    Medians, so that one good or bad day does not make a trend. `verdict` is `none`,
    `thin`, `steady` (the change is within the usual scatter around a session's
    neighbours), `better` or `worse`.
    """
    if not sittings:
        return Trend(0, None, None, None, 0.0, 0.0, "none")
    values = [sitting.best for sitting in sittings]
    days = (sittings[-1].instant - sittings[0].instant).total_seconds() / 86_400
    weeks = days / DAYS_A_WEEK
    per_week = len(sittings) / max(weeks, 1.0)
    best = max(values) if higher_is_better else min(values)
    count, last = len(values), values[-1]
    if count < FEWEST_SESSIONS or days < SHORTEST_DAYS:
        return Trend(count, best, last, None, weeks, per_week, "thin")
    third = count // 3
    change = median(values[-third:]) - median(values[:third])
    if abs(change) <= _scatter(values):
        verdict = "steady"
    else:
        verdict = "better" if (change > 0) == higher_is_better else "worse"
    return Trend(count, best, last, change, weeks, per_week, verdict)


def _scatter(values: Sequence[float]) -> float:
    """How far a session usually lies from the one before: the median of the steps."""
    return median(abs(after - before) for before, after in pairwise(values))
