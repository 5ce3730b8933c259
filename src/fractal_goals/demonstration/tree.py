"""The goals of a fractal: levels, names, and what becomes of each short-term goal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from fractal_goals.demonstration.chance import Chance
from fractal_goals.demonstration.pursuits import Drill, Pursuit
from fractal_goals.demonstration.pursuits.kinds import Aim, Branch, Stage
from fractal_goals.demonstration.sittings import Sitting
from fractal_goals.fractals.rules import GoalType

LAST_STAGE = 0.95  # after what part of the time the last stage begins
NEGLECTED = 0.2
STILL_OPEN = 2  # short-term goals that are practised to this day
MADE_UP = "A demonstration: this practice was made up by the program."
Fate = Literal["done", "neglected", "open"]


@dataclass(slots=True)
class Node:
    """A goal. `until` is the last day on which it is practised, None while it goes on."""

    type: GoalType
    name: str
    parent: "Node | None"
    subject: str
    created_at: datetime
    drill: Drill | None = None
    sitting: Sitting | None = None
    fate: Fate = "open"
    until: datetime | None = None
    deadline: date | None = None
    completed_at: datetime | None = None
    completed_by: Literal["manual", "target", "children"] | None = None
    completed_in: Sitting | None = None
    completes_with_children: bool = False
    description: str | None = None
    id: str = ""

    def complete(self, at: datetime, source: Literal["manual", "target", "children"]) -> None:
        """Mark it done."""
        self.completed_at, self.completed_by = at, source


@dataclass(frozen=True, slots=True)
class Shape:
    """How many goals there are of each level below the ultimate one."""

    long: int
    mid: int
    short: int
    immediate: int
    micro: int
    nano: int


def shape_of(count: int) -> Shape:
    """Spread `count` goals over the levels, the ultimate one among them."""
    left = max(count, 1) - 1

    def take(wanted: float) -> int:
        nonlocal left
        taken = min(left, max(1, round(wanted)))
        left -= taken
        return taken

    long = take(min(8.0, 0.6 * count**0.4))
    mid = take(long * min(4.0, max(1.0, count / 30)))
    short = take(mid * min(4.0, max(1.0, count / 25)))
    immediate = take(left * 0.62)
    micro = take(left * 0.7)
    return Shape(long, mid, short, immediate, micro, left)


class Names:
    """Names by pattern, each used once as long as that can be."""

    def __init__(self, chance: Chance, pursuit: Pursuit) -> None:
        self._chance = chance
        self._words = pursuit.words
        self._used: set[str] = set()

    def fresh(self, patterns: tuple[str, ...], subject: str) -> str:
        """A name that was not given yet, if a dozen trials find one."""
        for _ in range(12):
            name = self.any(patterns, subject)
            if name not in self._used:
                break
        self._used.add(name)
        return name

    def any(self, patterns: tuple[str, ...], subject: str) -> str:
        """A name, which others may have too."""
        words = {kind: self._chance.pick(choices) for kind, choices in self._words.items()}
        name = self._chance.pick(patterns).format(subject=subject, **words)
        return name[0].upper() + name[1:]


def upper_tree(
    chance: Chance, pursuit: Pursuit, shape: Shape, first: datetime, now: datetime
) -> list[Node]:
    """The goals down to the short-term ones, parents first, made little by little."""
    names, span = Names(chance, pursuit), now - first
    root = Node(
        "UltimateGoal", "", None, "", first, description=f"{MADE_UP}\n\n{pursuit.description}"
    )
    nodes = [root]
    longs = [_long(chance, names, pursuit, root, place) for place in range(shape.long)]
    stages = list(_spread(shape.mid, len(longs)))
    mids: list[tuple[Node, Stage | None]] = []
    for place, (above, number) in enumerate(stages):
        long, branch = longs[above]
        begun = first + span * (LAST_STAGE * place / len(stages)) * chance.between(0.8, 1)
        mids.append(_mid(chance, names, pursuit, (long, branch, number), begun))
    shorts = []
    for above, number in _spread(shape.short, len(mids)):
        mid, stage = mids[above]
        aim = stage.aims[number] if stage and number < len(stage.aims) else None
        shorts.append(_short(chance, names, pursuit, mid, aim))
    for node in shorts:
        _live(chance, node, now)
    for node in sorted(shorts, key=lambda one: one.created_at)[-STILL_OPEN:]:
        node.fate, node.until = "open", None
    return nodes + [long for long, _ in longs] + [mid for mid, _ in mids] + shorts


def _spread(count: int, parents: int) -> Iterator[tuple[int, int]]:
    """Share `count` children among parents: each with its parent's and its own number there."""
    for place in range(count):
        yield place % parents, place // parents


def _long(
    chance: Chance, names: Names, pursuit: Pursuit, root: Node, place: int
) -> tuple[Node, Branch | None]:
    branch = pursuit.branches[place] if place < len(pursuit.branches) else None
    name = branch.name if branch else names.fresh(pursuit.long_patterns, "")
    made = root.created_at + timedelta(days=chance.between(0, 12))
    node = Node("LongTermGoal", name, root, "", made)
    node.description = branch.description if branch else None
    if chance.happens(0.4):
        node.deadline = _ahead(made, chance.whole(900, 1600))
    return node, branch


def _mid(
    chance: Chance,
    names: Names,
    pursuit: Pursuit,
    where: tuple[Node, Branch | None, int],
    begun: datetime,
) -> tuple[Node, Stage | None]:
    long, branch, number = where
    stage = branch.stages[number] if branch and number < len(branch.stages) else None
    subject = chance.pick(pursuit.subjects)
    name = stage.name if stage else names.fresh(pursuit.mid_patterns, subject)
    node = Node("MidTermGoal", name, long, subject, max(begun, long.created_at))
    node.completes_with_children = chance.happens(0.4)
    if chance.happens(0.6):
        node.deadline = _ahead(node.created_at, chance.whole(200, 420))
    return node, stage


def _short(chance: Chance, names: Names, pursuit: Pursuit, mid: Node, aim: Aim | None) -> Node:
    subject = aim.subject if aim else mid.subject
    name = aim.name if aim else names.fresh(pursuit.short_patterns, subject)
    node = Node("ShortTermGoal", name, mid, subject, mid.created_at)
    drills = {drill.name: drill for drill in pursuit.drills}
    node.drill = drills[aim.drill] if aim else chance.pick(pursuit.drills)
    return node


def _live(chance: Chance, node: Node, now: datetime) -> None:
    """Decide when a short-term goal begins, and how it ends."""
    left = (now - node.created_at).days
    node.created_at += timedelta(days=chance.between(0, min(60, left * 0.6)))
    ends = node.created_at + timedelta(days=chance.between(50, 180))
    if chance.happens(NEGLECTED):
        node.fate, node.until = "neglected", node.created_at + timedelta(days=chance.between(4, 35))
    elif ends < now:
        node.fate, node.until = "done", ends
    if chance.happens(0.6):
        late = chance.whole(-15, 40)
        node.deadline = max(_ahead(ends, late), _ahead(node.created_at, 7))


def _ahead(moment: datetime, days: int) -> date:
    return (moment + timedelta(days=days)).date()
