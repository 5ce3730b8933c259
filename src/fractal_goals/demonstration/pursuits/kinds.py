"""What a pursuit is made of: drills with metrics, plans of sessions, goals and words."""

import msgspec

# Placeholders in patterns: `{subject}` is what a goal is about, others name a list of words.
Words = dict[str, tuple[str, ...]]


def listed(text: str) -> tuple[str, ...]:
    """The names in a text, between commas."""
    return tuple(" ".join(name.split()) for name in text.split(","))


class Metric(msgspec.Struct, frozen=True):
    """A number that moves from `start` to `best` as the skill grows, with `noise` around it.

    `step` is what it is rounded to. A `best` below the start means that lower is better.
    """

    name: str
    unit: str
    start: float
    best: float
    step: float = 1
    noise: float = 0.05
    maximum: float | None = None
    decides: bool = False
    multiplies: bool = False

    @property
    def higher_is_better(self) -> bool:
        """Whether more of it is progress."""
        return self.best >= self.start


class Drill(msgspec.Struct, frozen=True):
    """An activity: how long it takes in minutes, and how many sets it has, if any."""

    name: str
    group: str
    minutes: tuple[int, int]
    metrics: tuple[Metric, ...] = ()
    splits: tuple[str, ...] = ()
    sets: tuple[int, int] | None = None
    description: str | None = None
    notes: tuple[str, ...] = ()


class Section(msgspec.Struct, frozen=True):
    """A part of a plan, with the drills in it by name."""

    name: str
    minutes: int
    drills: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True):
    """A session template, and the weekdays (Monday is 0) that it is for."""

    name: str
    sections: tuple[Section, ...]
    weekdays: tuple[int, ...]
    description: str | None = None


class Aim(msgspec.Struct, frozen=True):
    """A short-term goal: what it is about, and the drill that serves it."""

    name: str
    subject: str
    drill: str


class Stage(msgspec.Struct, frozen=True):
    """A mid-term goal and its short-term goals."""

    name: str
    aims: tuple[Aim, ...]


class Branch(msgspec.Struct, frozen=True):
    """A long-term goal and its stages."""

    name: str
    description: str
    stages: tuple[Stage, ...]


class Pursuit(msgspec.Struct, frozen=True):
    """All that a believable fractal of one kind is made of.

    `rhythm` is the chance of practice per weekday (Monday first), `hours` the usual hour
    of its start on working days and at weekends. The patterns give names to what a larger
    fractal needs beyond the branches.
    """

    names: tuple[str, ...]
    description: str
    rhythm: tuple[float, ...]
    hours: tuple[int, int]
    branches: tuple[Branch, ...]
    drills: tuple[Drill, ...]
    plans: tuple[Plan, ...]
    long_patterns: tuple[str, ...]
    mid_patterns: tuple[str, ...]
    short_patterns: tuple[str, ...]
    immediate_patterns: tuple[str, ...]
    micro_patterns: tuple[str, ...]
    nano_patterns: tuple[str, ...]
    words: Words
    subjects: tuple[str, ...]
    notes: tuple[str, ...]
    tags: tuple[str, ...]
    places: tuple[str, ...]
    tools: tuple[str, ...]
    injury: str
