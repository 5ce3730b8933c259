"""From what a source holds and what is stored to the rows to add, and the report. Pure."""

from collections.abc import Iterable
from typing import Any

import msgspec

from fractal_goals.fractals.rules import SESSION
from fractal_goals.kit.ids import derived_id
from fractal_goals.kit.text import NAME_MAX
from fractal_goals.transfer import cleaning
from fractal_goals.transfer.nodes import GOALS, NewGoal, Node, Reading
from fractal_goals.transfer.placing import BRIDGES, ROOT, Place, Placed, place_all
from fractal_goals.transfer.queries import Row, Stored
from fractal_goals.transfer.report import ImportedFractal, Notes, Problem

Values = dict[str, Any]


class Plan(msgspec.Struct):
    """Rows to add, parents before children; `touched` tells the fractals that have a part in it."""

    fractals: list[Values] = []
    goals: list[Values] = []
    sessions: list[Values] = []
    lower_goals: list[Values] = []
    links: list[Values] = []
    touched: dict[str, ImportedFractal] = {}
    problems: list[Problem] = []

    def written(self) -> dict[str, int]:
        """How many rows of each of our tables the plan adds."""
        return {
            "fractals": len(self.fractals),
            "goals": len(self.goals) + len(self.lower_goals),
            "practice_sessions": len(self.sessions),
            "practice_session_goals": len(self.links),
        }


def own_root_id(user_id: str, root_id: str) -> str:
    """The id of this person's fractal where another person has one with that id."""
    return derived_id("fractal of", user_id, root_id)


def ids_to_look_up(nodes: dict[str, Node], user_id: str) -> set[str]:
    """Every id that an import of these nodes may give to a row."""
    placed = place_all(nodes, {}, Notes())
    roots = {place.root_id for place in placed.places.values()}
    return {*nodes, *placed.made, *(own_root_id(user_id, root_id) for root_id in roots)}


def homes(stored: Stored, ids: Iterable[str], user_id: str) -> dict[str, str]:
    """The fractals of those ids that are stored already."""
    found = {}
    for one in ids:
        row = stored.rows.get(own_root_id(user_id, one) if one in stored.taken_roots else one)
        if row is not None:
            found[one] = row.root_id
    return found


def make_plan(
    reading: Reading, placed: Placed, stored: Stored, user_id: str, met: list[Problem]
) -> Plan:
    """The rows that are not there yet; counts what becomes of each row that was read.

    `met` are the problems so far: those of rows that are there already are old news.
    """
    planner = _Planner(reading.nodes, placed, stored, user_id)
    for place in placed.places.values():
        planner.take(place)
    for node in reading.nodes.values():
        counts = reading.tables[node.table]
        if node.id in planner.gone or node.id not in placed.places:
            counts.skipped += node.times_read
        else:
            is_new = node.id in planner.new
            counts.imported += is_new
            counts.merged += node.times_read - is_new
    planner.plan.problems = planner.news(met)
    return planner.plan


class _Planner:
    def __init__(
        self, nodes: dict[str, Node], placed: Placed, stored: Stored, user_id: str
    ) -> None:
        self._nodes = nodes
        self._placed = placed
        self._stored = stored
        self._user_id = user_id
        self._notes = Notes()
        self._old: set[str] = set()
        self._last = dict(stored.last_places)
        self._root_names = {name.casefold() for name in stored.root_names}
        self.new: set[str] = set()
        self.gone: set[str] = set()
        self.plan = Plan()

    def take(self, place: Place) -> None:
        """Plan one goal or session, unless it is there or what it belongs to is in the trash."""
        above = place.parent_id or place.root_id
        if self._row(place.id) is not None:
            self._old.add(self._nodes[place.id].source_id if place.id in self._nodes else "")
            self._merge(place)
        elif place.id != above and self._is_out(above):
            self.gone.add(place.id)
            message = "What it belongs to lies in the trash; restore that, then import again."
            if node := self._nodes.get(place.id):
                self._notes.add(node.table, node.source_id, "parent_in_trash", message)
        else:
            self.new.add(place.id)
            self._add(place)

    def news(self, met: list[Problem]) -> list[Problem]:
        """The problems met before that are about rows not yet there, and the planner's own."""
        return [*(one for one in met if one.id not in self._old), *self._notes.all()]

    def _row(self, node_id: str) -> Row | None:
        return self._stored.rows.get(self._spelled(node_id))

    def _spelled(self, node_id: str) -> str:
        """The id itself, but for that of another person's fractal."""
        if node_id in self._stored.taken_roots:
            return own_root_id(self._user_id, node_id)
        return node_id

    def _is_out(self, node_id: str) -> bool:
        row = self._row(node_id)
        return node_id in self.gone or (row is not None and row.is_trashed)

    def _merge(self, place: Place) -> None:
        """It is there: it stays as it is, but for links to goals that are new."""
        node = self._nodes.get(place.id)
        if node is not None and place.type == ROOT and self._is_out(place.id):
            message = f"“{node.name}” lies in the trash. Restore it; nothing is imported beside it."
            self._notes.add(node.table, node.source_id, "in_trash", message)
        if place.type == ROOT:
            self._touch(place, is_new=False)
        if place.type == SESSION and not self._is_out(place.id):
            self._link(place, [one for one in place.goal_ids if one in self.new])

    def _add(self, place: Place) -> None:
        node = self._nodes.get(place.id)
        if place.type == SESSION and node is not None:
            self._touched(place).practice_sessions += 1
            self.plan.sessions.append(self._session(place, node))
            self._link(place, place.goal_ids)
            return
        source: Node | NewGoal = node or self._placed.made[place.id]
        values = self._goal(place, source)
        if place.type == ROOT:
            values["name"] = self._root_name(source)
            self.plan.fractals.append({"root_id": values["root_id"], "user_id": self._user_id})
            self._touch(place, is_new=True).name = values["name"]
        self._touched(place).goals += 1
        # Those that may stand under a session are written after the sessions.
        into = self.plan.lower_goals if place.type in BRIDGES else self.plan.goals
        into.append(values)

    def _goal(self, place: Place, source: Node | NewGoal) -> Values:
        parent_id = place.parent_id and self._spelled(place.parent_id)
        is_in_session = parent_id is not None and self._is_session(place.parent_id)
        return {
            "root_id": self._spelled(place.root_id),
            "id": self._spelled(place.id),
            "type": place.type,
            "name": source.name,
            "created_at": source.created_at,
            "created_on": source.created_on,
            "parent_goal_id": None if is_in_session else parent_id,
            "parent_session_id": parent_id if is_in_session else None,
            "sort_order": self._next_place(parent_id),
            "user_id": self._user_id if place.type == ROOT else None,
            **self._content(source),
        }

    def _content(self, source: Node | NewGoal) -> Values:
        """What only a goal of the source can tell."""
        node = source if isinstance(source, Node) else None
        completed = node is not None and node.completed
        if completed and node is not None:
            message = "The file does not say when it was completed; its creation was taken."
            self._notes.add(node.table, node.source_id, "completed_at_unknown", message)
        return {
            "description": node.description if node else None,
            "deadline": node.deadline if node else None,
            "completed": completed,
            "completed_at": source.created_at if completed else None,
            "completion_source": "manual" if completed else None,
        }

    def _is_session(self, node_id: str | None) -> bool:
        place = self._placed.places.get(node_id or "")
        return place is not None and place.type == SESSION

    def _next_place(self, parent_id: str | None) -> int:
        if parent_id is None:
            return 0
        self._last[parent_id] = self._last.get(parent_id, -1) + 1
        return self._last[parent_id]

    def _session(self, place: Place, node: Node) -> Values:
        return {
            "root_id": self._spelled(place.root_id),
            "id": place.id,
            "name": node.name,
            "description": node.description,
            "notes": node.notes,
            "completed": node.completed,
            "created_at": node.created_at,
        }

    def _link(self, session: Place, goal_ids: Iterable[str]) -> None:
        for goal_id in goal_ids:
            if not self._is_out(goal_id) and (session.id, goal_id) not in self._stored.links:
                self.plan.links.append(
                    {
                        "root_id": self._spelled(session.root_id),
                        "practice_session_id": session.id,
                        "short_term_goal_id": goal_id,
                    }
                )

    def _root_name(self, source: Node | NewGoal) -> str:
        """The root's name, with a number where this person has a fractal of that name."""
        name, number = source.name, 1
        while name.casefold() in self._root_names:
            number += 1
            ending = f" ({number})"
            name = cleaning.shortened(source.name, NAME_MAX - len(ending)) + ending
        if name != source.name:
            table, source_id = (
                (source.table, source.source_id) if isinstance(source, Node) else (GOALS, source.id)
            )
            message = f"You have a fractal “{source.name}”; this one is called “{name}”."
            self._notes.add(table, source_id, "name_taken", message)
        self._root_names.add(name.casefold())
        return name

    def _touch(self, place: Place, *, is_new: bool) -> ImportedFractal:
        root_id = self._spelled(place.id)
        source = self._nodes.get(place.id) or self._placed.made[place.id]
        found = ImportedFractal(root_id, source.name, is_new)
        self.plan.touched[root_id] = found
        return found

    def _touched(self, place: Place) -> ImportedFractal:
        root_id = self._spelled(place.root_id)
        if root_id not in self.plan.touched:
            self.plan.touched[root_id] = ImportedFractal(root_id, root_id, is_new=False)
        return self.plan.touched[root_id]
