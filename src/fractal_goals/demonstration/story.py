"""One person's years with one fractal: everything that happened, before it becomes rows."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import msgspec

from fractal_goals.demonstration.chance import Chance
from fractal_goals.demonstration.days import pauses, practice_slots
from fractal_goals.demonstration.endings import Aimed, Endings
from fractal_goals.demonstration.pursuits import PURSUITS, Pursuit
from fractal_goals.demonstration.sittings import Sitting, sittings
from fractal_goals.demonstration.tree import Names, Node, Shape, shape_of, upper_tree
from fractal_goals.kit import clock

DAYS_OF_A_YEAR = 365.25
IN_SESSIONS = 0.85  # what part of the immediate goals belong to a session
DONE_IN_SESSION = 0.75
GOALS_OF_A_SITTING = 2


class Size(msgspec.Struct, frozen=True):
    """How much there is to tell. Without a number of sessions the habit decides."""

    years: float = 2
    goals: int = 60
    sessions: int | None = None


@dataclass(slots=True)
class Story:
    """What there is to be stored of one fractal."""

    name: str
    pursuit: Pursuit
    chance: Chance
    first: datetime
    now: datetime
    zone: str
    sittings: list[Sitting]
    goals: list[Node]
    targets: list[Aimed] = field(default_factory=list)

    def day(self, moment: datetime) -> date:
        """The person's calendar day of an instant."""
        return clock.person_day(moment, self.zone, 0)


def tell(seed: int, number: int, size: Size, now: datetime, zone: str) -> Story:
    """The `number`-th story of a seed: the same whenever all arguments are the same."""
    chance = Chance(f"{seed}/{number}")
    pursuit = PURSUITS[number % len(PURSUITS)]
    first = now - timedelta(days=size.years * DAYS_OF_A_YEAR)
    days = _days(first, now, zone)
    off = pauses(chance, pursuit, days[0], days[-1])
    # One session is planned for tomorrow.
    held = None if size.sessions is None else max(size.sessions - 1, 0)
    slots = practice_slots(chance, pursuit, days, off, held)
    done = [one for one in sittings(chance, pursuit, slots, off, zone) if one.end < now]
    done.sort(key=lambda one: one.start)
    shape = shape_of(size.goals)
    upper = upper_tree(chance, pursuit, shape, first, now)[: max(size.goals, 1)]
    name = pursuit.names[number // len(PURSUITS) % len(pursuit.names)]
    upper[0].name = name
    endings = Endings(chance, done)
    _end(upper, endings)
    shorts = [node for node in upper if node.type == "ShortTermGoal"]
    _serve(chance, done, shorts)
    lower = _lower_tree(chance, pursuit, shape, shorts, done)
    return Story(name, pursuit, chance, first, now, zone, done, upper + lower, endings.targets)


def _days(first: datetime, now: datetime, zone: str) -> list[date]:
    """The person's days up to yesterday."""
    start = clock.person_day(first, zone, 0)
    length = (clock.person_day(now, zone, 0) - start).days
    return [start + timedelta(number) for number in range(max(length, 1))]


def _end(upper: list[Node], endings: Endings) -> None:
    children: dict[int, list[Node]] = defaultdict(list)
    for node in upper:
        if node.parent is not None:
            children[id(node.parent)].append(node)
        if node.type == "ShortTermGoal":
            endings.end_short(node)
    for node in upper:
        if node.type == "MidTermGoal":
            endings.end_mid(node, children[id(node)])


def _serve(chance: Chance, done: list[Sitting], shorts: list[Node]) -> None:
    """Say which goals each sitting served: those that were alive and fit its drills."""
    for sitting in done:
        alive = [goal for goal in shorts if _is_alive(goal, sitting.start)]
        drills = {performance.drill.name for performance in sitting.performances}
        fitting = [goal for goal in alive if goal.drill and goal.drill.name in drills]
        sitting.goals = chance.some(fitting or alive, chance.whole(1, GOALS_OF_A_SITTING))
    for goal in shorts:
        if goal.completed_in is not None and goal not in goal.completed_in.goals:
            goal.completed_in.goals.append(goal)


def _is_alive(goal: Node, moment: datetime) -> bool:
    return goal.created_at <= moment and (goal.until is None or moment <= goal.until)


def _lower_tree(
    chance: Chance, pursuit: Pursuit, shape: Shape, shorts: list[Node], done: list[Sitting]
) -> list[Node]:
    """Immediate goals in sittings and planned under goals, with what stands under them."""
    names = Names(chance, pursuit)
    served = [sitting for sitting in done if sitting.goals]
    in_sessions = round(shape.immediate * IN_SESSIONS) if served else 0
    immediates = [
        _in_sitting(chance, names, pursuit, chance.pick(served)) for _ in range(in_sessions)
    ]
    immediates += [
        _planned(chance, names, pursuit, chance.pick(shorts))
        for _ in range(shape.immediate - in_sessions)
    ]
    immediates.sort(key=lambda node: node.created_at)
    micros = list(_below(chance, names, pursuit, immediates, shape.micro))
    nanos = list(_below(chance, names, pursuit, micros, shape.nano))
    return immediates + micros + nanos


def _in_sitting(chance: Chance, names: Names, pursuit: Pursuit, sitting: Sitting) -> Node:
    goal = chance.pick(sitting.goals)
    name = names.any(pursuit.immediate_patterns, goal.subject)
    node = Node("ImmediateGoal", name, None, goal.subject, sitting.start, sitting=sitting)
    if chance.happens(DONE_IN_SESSION):
        node.complete(sitting.end, "manual")
        node.completed_in = sitting
    return node


def _planned(chance: Chance, names: Names, pursuit: Pursuit, goal: Node) -> Node:
    name = names.any(pursuit.immediate_patterns, goal.subject)
    node = Node("ImmediateGoal", name, goal, goal.subject, goal.created_at)
    if goal.completed_at is not None and chance.happens(DONE_IN_SESSION):
        node.complete(goal.completed_at, "manual")
    return node


def _below(
    chance: Chance, names: Names, pursuit: Pursuit, parents: list[Node], count: int
) -> Iterator[Node]:
    for _ in range(count):
        parent = chance.pick(parents)
        is_micro = parent.type == "ImmediateGoal"
        patterns = pursuit.micro_patterns if is_micro else pursuit.nano_patterns
        name = names.any(patterns, parent.subject)
        node = Node(
            "MicroGoal" if is_micro else "NanoGoal", name, parent, parent.subject, parent.created_at
        )
        if parent.completed_at is not None and chance.happens(DONE_IN_SESSION):
            node.complete(parent.completed_at, "manual")
            node.completed_in = parent.completed_in
        yield node
