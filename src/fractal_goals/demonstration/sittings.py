"""The practice itself: sittings with their performances, in the order of time."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fractal_goals.demonstration.chance import Chance
from fractal_goals.demonstration.days import Pause, Slot
from fractal_goals.demonstration.pursuits import Drill, Plan, Pursuit
from fractal_goals.demonstration.skill import Skill

if TYPE_CHECKING:
    from fractal_goals.demonstration.tree import Node

# One set, or all of an instance that has none: values by metric and split.
Values = dict[tuple[str, str | None], float]
WITH_TIMER = 0.85
FREELY = 0.2  # how often without a plan
FREE_MINUTES = 120
EARLIEST, LATEST = 6, 21
HOURS_OF_A_SITTING = 2.6  # the longest
SATURDAY = 5


@dataclass(slots=True)
class Performance:
    """One drill in one sitting. Without `start` no timer ran."""

    drill: Drill
    section: str | None
    start: datetime | None
    stop: datetime | None
    sets: list[Values]
    note: str | None
    id: str = ""


@dataclass(slots=True)
class Sitting:
    """One practice session; `form` is how well the day went, around 0."""

    start: datetime
    end: datetime
    plan: Plan | None
    form: float
    performances: list[Performance]
    pause: tuple[datetime, datetime] | None = None
    note: str | None = None
    goals: list["Node"] = field(default_factory=list)
    id: str = ""


def sittings(
    chance: Chance, pursuit: Pursuit, slots: list[Slot], off: list[Pause], zone: str
) -> list[Sitting]:
    """What happened at each slot. Skills grow from one to the next."""
    agendas = [_agenda(chance, pursuit, slot) for slot in slots]
    times = Counter(drill.name for _, agenda in agendas for drill, _ in agenda)
    skills = {drill.name: Skill(chance, times[drill.name]) for drill in pursuit.drills}
    told: list[Sitting] = []
    for slot, (plan, agenda) in zip(slots, agendas, strict=True):
        sitting = _sitting(
            chance, _start(chance, pursuit, slot, zone), slot, (plan, agenda), skills
        )
        sitting.note = _note(chance, pursuit, slot, off, told[-1] if told else None)
        told.append(sitting)
    return told


Agenda = list[tuple[Drill, str | None]]


def _agenda(chance: Chance, pursuit: Pursuit, slot: Slot) -> tuple[Plan | None, Agenda]:
    """What is to be done: a plan's drills, mostly, or some as they come to mind."""
    drills = {drill.name: drill for drill in pursuit.drills}
    fitting = [plan for plan in pursuit.plans if slot.day.weekday() in plan.weekdays]
    plan = chance.pick(fitting or pursuit.plans)
    if chance.happens(FREELY):
        return None, [(drill, None) for drill in _freely(chance, pursuit)]
    named: Agenda = [
        (drills[name], section.name) for section in plan.sections for name in section.drills
    ]
    if chance.happens(0.1) and len(named) > len(plan.sections):
        named.pop()  # no time for the last one
    return plan, named


def _freely(chance: Chance, pursuit: Pursuit) -> list[Drill]:
    """Some drills as they come to mind, as many as one has the time for."""
    chosen: list[Drill] = []
    minutes = 0
    for drill in chance.some(pursuit.drills, chance.whole(4, 7)):
        minutes += drill.minutes[1]
        if minutes > FREE_MINUTES and chosen:
            break
        chosen.append(drill)
    return chosen


def _start(chance: Chance, pursuit: Pursuit, slot: Slot, zone: str) -> datetime:
    hour = pursuit.hours[slot.day.weekday() >= SATURDAY] + chance.near(0, 0.5)
    if slot.of > 1:
        hour = EARLIEST + (LATEST - EARLIEST) * slot.place / slot.of
    minutes = min(22 * 60, max(5 * 60, int(hour * 60) + chance.whole(0, 20)))
    local = datetime.combine(slot.day, time(minutes // 60, minutes % 60), ZoneInfo(zone))
    return local.astimezone(UTC)


def _sitting(
    chance: Chance,
    start: datetime,
    slot: Slot,
    planned: tuple[Plan | None, Agenda],
    skills: dict[str, Skill],
) -> Sitting:
    plan, agenda = planned
    form = chance.near(0, 0.025)
    # On a day of many sittings each is short enough to end before the next.
    haste = min(1.0, (LATEST - EARLIEST) / slot.of / HOURS_OF_A_SITTING)
    at = start + timedelta(seconds=chance.whole(20, 240))
    done = []
    for drill, section in agenda:
        lasts = timedelta(seconds=int(60 * haste * chance.between(*drill.minutes)))
        skills[drill.name].practise(slot.day)
        has_timer = chance.happens(WITH_TIMER)
        done.append(
            Performance(
                drill=drill,
                section=section,
                start=at if has_timer else None,
                stop=at + lasts if has_timer else None,
                sets=_sets(chance, drill, skills[drill.name], form),
                note=chance.pick(drill.notes) if drill.notes and chance.happens(0.06) else None,
            )
        )
        at += lasts + timedelta(seconds=chance.whole(10, 150))
    sitting = Sitting(start, at, plan, form, done)
    if chance.happens(0.08):
        away = timedelta(seconds=chance.whole(180, 1200))
        sitting.pause = (at, at + away)
        sitting.end = at + away + timedelta(seconds=chance.whole(30, 300))
    return sitting


def _sets(chance: Chance, drill: Drill, skill: Skill, form: float) -> list[Values]:
    """The values of each set; of the whole performance where it has no sets."""
    if not drill.metrics:
        return []
    count = chance.whole(*drill.sets) if drill.sets else 1
    splits = drill.splits or (None,)
    return [
        {
            (metric.name, split): skill.value(metric, form, place, number)
            for metric in drill.metrics
            for place, split in enumerate(splits)
        }
        for number in range(count)
    ]


def _note(
    chance: Chance, pursuit: Pursuit, slot: Slot, off: list[Pause], before: Sitting | None
) -> str | None:
    last = before.start.date() if before else None
    for pause in off:
        if last is not None and last < pause.first <= pause.last < slot.day:
            return f"First time after a pause: {pause.reason}."
    return chance.pick(pursuit.notes) if chance.happens(0.14) else None
