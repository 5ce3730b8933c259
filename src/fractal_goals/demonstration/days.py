"""When somebody practises: weekdays, slack and eager months, holidays, an injury."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fractal_goals.demonstration.chance import Chance
from fractal_goals.demonstration.pursuits import Pursuit

WAVE_DAYS = 170
ENOUGH_FOR_AN_INJURY = 150  # days
SECOND_SITTING = 0.12  # how much less likely a second sitting on the same day is


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch without practice, both days included."""

    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One sitting of a day: the `place`-th of `of` on it."""

    day: date
    place: int
    of: int


def pauses(chance: Chance, pursuit: Pursuit, first: date, last: date) -> list[Pause]:
    """Holidays in winter and summer, and one injury in the middle of it all."""
    found = []
    for year in range(first.year, last.year + 1):
        winter = date(year, 12, chance.whole(20, 26))
        found.append(Pause(winter, winter + timedelta(chance.whole(6, 12)), "the holidays"))
        summer = date(year, 7, chance.whole(1, 31))
        found.append(Pause(summer, summer + timedelta(chance.whole(10, 20)), "the summer holidays"))
    length = (last - first).days
    if length > ENOUGH_FOR_AN_INJURY:
        hurt = first + timedelta(int(length * chance.between(0.35, 0.6)))
        found.append(Pause(hurt, hurt + timedelta(chance.whole(24, 45)), pursuit.injury.lower()))
    return sorted(found, key=lambda pause: pause.first)


def practice_slots(
    chance: Chance, pursuit: Pursuit, days: list[date], off: list[Pause], count: int | None
) -> list[Slot]:
    """The sittings on these days: as many as the habit brings, or exactly `count`."""
    eagerness = chance.between(0, WAVE_DAYS)
    weights = [(day, _weight(pursuit, day, place + eagerness)) for place, day in enumerate(days)]
    free = [(day, weight) for day, weight in weights if not _is_off(day, off)]
    if count is None:
        return _slots(day for day, weight in free if chance.happens(weight))
    return _slots(_chosen(chance, free or weights, count))


def _chosen(chance: Chance, weights: list[tuple[date, float]], count: int) -> list[date]:
    """`count` days by weight, some more than once if there are not enough."""
    times = 1 + math.ceil(count / len(weights))
    keyed = []
    for repetition in range(times):
        less = SECOND_SITTING**repetition
        keyed += [
            (math.log(chance.between(1e-12, 1)) / (weight * less), repetition, day)
            for day, weight in weights
        ]
    return [day for _, _, day in sorted(keyed, reverse=True)[:count]]


def _slots(days: Iterable[date]) -> list[Slot]:
    per_day = Counter(days)
    return [
        Slot(day, place, per_day[day]) for day in sorted(per_day) for place in range(per_day[day])
    ]


def _weight(pursuit: Pursuit, day: date, phase: float) -> float:
    """The chance of practice on a day: its weekday's, in a slack or an eager month."""
    mood = 1 + 0.35 * math.sin(2 * math.pi * phase / WAVE_DAYS)
    return pursuit.rhythm[day.weekday()] * mood


def _is_off(day: date, off: list[Pause]) -> bool:
    return any(pause.first <= day <= pause.last for pause in off)
