"""Where each node of a source may stand among ours. Pure decisions.

Every node keeps its id and, where that is legal, its parent. The rules for the rest:

- An ultimate goal is always a fractal of its own, wherever it stood.
- Another goal without anything above it gets a fractal of its own, under a new
  ultimate goal with its name.
- Sessions without anything above them share one new fractal.
- A goal under what may not hold it moves up to the nearest that may. Where nothing
  above may (an immediate goal straight under a long-term goal), the missing levels are
  made, with the name of what they stand in for.
- A session serves the short-term goals that it stands under or names. It belongs to the
  fractal that most of them are in; on a tie, to the one that the file has first. Links
  to goals of another fractal are left out, since nothing crosses fractals.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from fractal_goals.fractals.rules import LEGAL_PARENTS, SESSION, GoalType
from fractal_goals.kit.ids import derived_id
from fractal_goals.transfer.nodes import NewGoal, Node
from fractal_goals.transfer.report import Notes

ROOT: GoalType = "UltimateGoal"
SERVED = "ShortTermGoal"
ORPHANS = "Sessions without a goal"
# What is made between a goal and the nearest thing above that cannot hold it itself.
BRIDGES: dict[str, GoalType] = {
    "ImmediateGoal": "ShortTermGoal",
    "MicroGoal": "ImmediateGoal",
    "NanoGoal": "MicroGoal",
}


class Place(msgspec.Struct, kw_only=True):
    """A goal's or session's place: its fractal, and its parent or the goals it serves."""

    id: str
    type: str
    root_id: str
    parent_id: str | None = None
    goal_ids: list[str] = []


class Placed(msgspec.Struct):
    """A place for every node, parents before children, and the goals that had to be made."""

    places: dict[str, Place]
    made: dict[str, NewGoal]


def place_all(nodes: Mapping[str, Node], stored: Mapping[str, str], notes: Notes) -> Placed:
    """Find a place for each node. `stored` maps ids that are there already to their fractal."""
    placing = _Placing(nodes, stored, notes)
    for node in nodes.values():
        if node.type in LEGAL_PARENTS and node.type not in BRIDGES:
            placing.upper_goal(node)
    for node in nodes.values():
        if node.type == SESSION:
            placing.session(node)
    for node in nodes.values():
        if node.type in BRIDGES:
            placing.lower_goal(node)
    return Placed(placing.places, placing.made)


class _Placing:
    def __init__(self, nodes: Mapping[str, Node], stored: Mapping[str, str], notes: Notes) -> None:
        self._nodes = nodes
        self._stored = stored
        self._notes = notes
        self.places: dict[str, Place] = {}
        self.made: dict[str, NewGoal] = {}
        self._ranks: dict[str, int] = {}  # fractals in the order in which they are met

    def upper_goal(self, node: Node) -> None:
        """Place a goal of a level that hangs under goals alone."""
        if node.type == ROOT:
            if node.above is not None:
                message = "An ultimate goal stands under nothing; it is a fractal of its own."
                self._note(node, "root_below", message)
            self._put(node, node.id, None)
            return
        for up in self._above(node):
            if up.type in LEGAL_PARENTS[node.type] and up.id in self.places:
                self._put(node, self.places[up.id].root_id, up.id)
                self._note_move(node, up)
                return
        root = self._root_above(node)
        self._put(node, root.root_id, root.id)

    def session(self, node: Node) -> None:
        """Place a session in the fractal of most of the goals that it serves."""
        wanted = self._served(node)
        roots = Counter(self.places[goal_id].root_id for goal_id in wanted)
        if node.id in self._stored:
            root_id = self._stored[node.id]
        elif roots:
            root_id = min(roots, key=lambda root: (-roots[root], self._ranks[root]))
        else:
            root_id = self._home_of_idle(node)
        kept = [goal_id for goal_id in wanted if self.places[goal_id].root_id == root_id]
        for goal_id in wanted:
            if goal_id not in kept:
                self._note(node, "link_across_fractals", self._crossing(goal_id, root_id))
        place = Place(id=node.id, type=SESSION, root_id=root_id, goal_ids=kept)
        self._take(place)

    def lower_goal(self, node: Node) -> None:
        """Place an immediate, micro or nano goal, making the levels that are missing."""
        for up in self._above(node):
            if up.type in LEGAL_PARENTS[node.type] and up.id in self.places:
                self._put(node, self.places[up.id].root_id, up.id)
                self._note_move(node, up)
                return
        parent = self._bridge(node, BRIDGES[node.type])
        self._put(node, parent.root_id, parent.id)

    def _put(self, node: Node, root_id: str, parent_id: str | None) -> None:
        root_id = self._stored.get(node.id, root_id)
        self._take(Place(id=node.id, type=node.type, root_id=root_id, parent_id=parent_id))

    def _take(self, place: Place) -> None:
        self.places[place.id] = place
        self._ranks.setdefault(place.root_id, len(self._ranks))

    def _above(self, node: Node) -> Iterator[Node]:
        """What stands above a node in the source, nearest first."""
        step = node.above
        while step is not None:
            up = self._nodes[step]
            yield up
            step = up.above

    def _served(self, session: Node) -> list[str]:
        """The short-term goals that a session stands under or names, each once."""
        over = [up.id for up in self._above(session) if up.type == SERVED][:1]
        if session.above is not None and session.above not in over:
            served = f"it serves “{self._nodes[over[0]].name}” above" if over else "it serves none"
            message = f"A session serves short-term goals, and it stands under another: {served}."
            self._note(session, "session_parent", message)
        wanted = dict.fromkeys(over)
        for claim in session.claims:
            if claim in self.places and self.places[claim].type == SERVED:
                wanted[claim] = None
            elif claim not in self._nodes:
                message = f"It names a goal that the file does not hold: {claim}."
                self._note(session, "unknown_parent", message)
            elif claim != session.above:
                message = f"It names “{self._nodes[claim].name}”, which is no short-term goal."
                self._note(session, "session_parent", message)
        return list(wanted)

    def _home_of_idle(self, session: Node) -> str:
        """The fractal of a session that serves no goal."""
        for up in self._above(session):
            if up.id in self.places:
                return self.places[up.id].root_id
        root_id = derived_id("UltimateGoal", ORPHANS)
        self._note(session, "no_root", f"It stands under nothing; its fractal is “{ORPHANS}”.")
        return self._make(session.stand_in(root_id, ROOT, ORPHANS), None).root_id

    def _root_above(self, node: Node) -> Place:
        """The new ultimate goal over the topmost goal above a node."""
        top = node
        for up in self._above(node):
            if up.type in LEGAL_PARENTS:
                top = up
        root_id = derived_id("UltimateGoal", top.id)
        if top is node:
            message = (
                f"Its type is {node.type}, which cannot be a root: it is in a fractal of its own, "
                f"under a new ultimate goal “{node.name}”."
            )
            self._note(node, "no_root", message)
        else:
            self._note(node, "moved_up", f"It stands straight under the new goal “{top.name}”.")
        return self._make(top.stand_in(root_id, ROOT), None)

    def _bridge(self, node: Node, type_: GoalType) -> Place:
        """A new goal of a missing level, shared by all that stood under the same parent."""
        near = next(
            (up for up in self._above(node) if up.id in self.places and _may_hold(up.type, type_)),
            None,
        )
        if near is not None:
            above = self.places[near.id]
        elif (missing := BRIDGES.get(type_)) is not None:
            above = self._bridge(node, missing)
        else:
            above = self._root_above(node)
        named = near or node
        bridge_id = derived_id(type_, above.id)
        message = f"It needs a {type_} above it: one called “{named.name}” was made."
        self._note(node, "level_made", message)
        return self._make(named.stand_in(bridge_id, type_), above)

    def _make(self, goal: NewGoal, above: Place | None) -> Place:
        """Take a goal that the source lacks, under a place or as a root; once."""
        if goal.id not in self.places:
            root_id = above.root_id if above else goal.id
            self._take(
                Place(
                    id=goal.id,
                    type=goal.type,
                    root_id=self._stored.get(goal.id, root_id),
                    parent_id=above.id if above else None,
                )
            )
            self.made[goal.id] = goal
        return self.places[goal.id]

    def _crossing(self, goal_id: str, root_id: str) -> str:
        root = self._nodes.get(root_id) or self.made.get(root_id)
        return (
            f"It also served “{self._nodes[goal_id].name}” of another fractal. Nothing crosses "
            f"fractals: it is in “{root.name if root else root_id}”, and that link was left out."
        )

    def _note_move(self, node: Node, parent: Node) -> None:
        direct = node.above is not None and self._nodes[node.above]
        if direct and parent.id != node.above and direct.type in {*LEGAL_PARENTS, SESSION}:
            message = (
                f"Its type is {node.type}, which cannot stand under a {direct.type}: "
                f"it stands under “{parent.name}” now."
            )
            self._note(node, "moved_up", message)

    def _note(self, node: Node, code: str, message: str) -> None:
        self._notes.add(node.table, node.source_id, code, message)


def _may_hold(parent_type: str, child_type: str) -> bool:
    return parent_type in LEGAL_PARENTS[child_type]
