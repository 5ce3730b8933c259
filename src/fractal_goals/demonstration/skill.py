"""How a skill grows: fast at first, with plateaus, and less after long pauses."""

from datetime import date

from fractal_goals.demonstration.chance import Chance
from fractal_goals.demonstration.pursuits import Metric

REACHED = 0.88  # what part of the way is gone after all that is practised
RUSTY_DAYS = 10
RUST_PER_DAY = 0.004
WEAKER_SPLIT = 0.09
FATIGUE = 0.05
PLATEAUS = (0.25, 0.6)  # after what part of the practice
ENOUGH_FOR_PLATEAUS = 12  # performances


class Skill:
    """The level of one drill, from 0 (a beginner) towards 1 (as good as it gets)."""

    def __init__(self, chance: Chance, times: int) -> None:
        self._chance = chance
        self._gain = 1 - (1 - REACHED) ** (1 / max(times, 1))
        self._plateaus = [
            (start, start + chance.between(0.08, 0.16))
            for start in PLATEAUS
            if times > ENOUGH_FOR_PLATEAUS
        ]
        self._times = max(times, 1)
        self._practised = 0
        self._last: date | None = None
        self.level = 0.0

    def practise(self, day: date) -> None:
        """One performance more."""
        if self._last is not None:
            idle = (day - self._last).days - RUSTY_DAYS
            self.level -= min(0.15, RUST_PER_DAY * max(0, idle)) * self.level
        self._last = day
        self._practised += 1
        done = self._practised / self._times
        if not any(start <= done < end for start, end in self._plateaus):
            self.level += (1 - self.level) * self._gain

    def value(self, metric: Metric, form: float, split: int, set_number: int) -> float:
        """What a metric shows today; `form` is that of the day, around 0."""
        level = self.level + form - split * WEAKER_SPLIT * (1 - self.level)
        value = metric.start + (metric.best - metric.start) * min(1.1, max(-0.1, level))
        if not metric.decides and metric.higher_is_better:
            value *= 1 - FATIGUE * set_number
        return rounded(value * (1 + self._chance.near(0, metric.noise)), metric)


def rounded(value: float, metric: Metric) -> float:
    """A value as one would write it down: in steps, and within its bounds."""
    steps = max(0.0, round(round(value / metric.step) * metric.step, 3))
    return steps if metric.maximum is None else min(steps, metric.maximum)
