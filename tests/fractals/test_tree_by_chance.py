"""Whatever is done to a tree in whatever order, it is what a simple model of it says."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fractal_goals.fractals.rules import LEGAL_PARENTS, LEVELS, SESSION
from tests.support.api import Client, new_fractal

POSITIONS = st.none() | st.integers(0, 4)
PICK = st.integers(0, 10**6)


@dataclass
class Node:
    """A goal or a session. `taken` names the deletion in which it lies in the trash."""

    type: str
    parent: str | None
    children: list[str] = field(default_factory=list)
    served: list[str] = field(default_factory=list)
    completed: bool = False
    taken: str | None = None


class Tree(RuleBasedStateMachine):
    """A tree in the product beside a tree of plain objects."""

    client: Client

    @initialize()
    def begin(self) -> None:
        """A fractal with its root."""
        self.fractal = new_fractal(self.client, uuid.uuid4().hex)
        self.root = self.fractal.id
        self.nodes = {self.root: Node("UltimateGoal", None)}

    def living(self, *types: str) -> list[str]:
        """The ids of what is not in the trash, in the order in which it was made."""
        return [
            node_id
            for node_id, node in self.nodes.items()
            if node.taken is None and (not types or node.type in types)
        ]

    def deletions(self) -> list[str]:
        """The deletions that took something which is still in the trash."""
        return list(dict.fromkeys(node.taken for node in self.nodes.values() if node.taken))

    def subtree(self, node_id: str) -> list[str]:
        """A living node and all that lives below it."""
        below = [one for child in self.nodes[node_id].children for one in self.subtree(child)]
        return [node_id, *below]

    def refusal_of_place(self, kind: str, parent_id: str, moved: str | None) -> str | None:
        """Why a goal may not stand under a node, None where it may."""
        parent = self.nodes[parent_id]
        if moved is not None and parent_id in self.subtree(moved):
            return "cycle"
        if kind == "UltimateGoal":
            return "illegal_parent"
        if parent.taken is not None:
            return "unknown_id"
        return None if parent.type in LEGAL_PARENTS[kind] else "illegal_parent"

    def put_under(self, node_id: str, parent_id: str, position: int | None) -> None:
        """Stand a node under a parent in the model."""
        siblings = self.nodes[parent_id].children
        if node_id in siblings:
            siblings.remove(node_id)
        place = len(siblings) if position is None else min(position, len(siblings))
        siblings.insert(place, node_id)
        self.nodes[node_id].parent = parent_id

    @rule(kind=st.sampled_from(LEVELS[1:]), at=PICK, position=POSITIONS, anywhere=st.booleans())
    def create(self, kind: str, at: int, position: int | None, *, anywhere: bool) -> None:
        """Make a goal at a legal place, or at any node, living or trashed."""
        legal = self.living(*LEGAL_PARENTS[kind])
        places = legal if legal and not anywhere else list(self.nodes)
        parent_id = places[at % len(places)]
        body: dict[str, Any] = {"type": kind, "name": kind, "parent_id": parent_id}
        if position is not None:
            body["sort_order"] = position
        refusal = self.refusal_of_place(kind, parent_id, None)
        answer = self.fractal.ask("POST", "/goals", body)
        if refusal is not None:
            assert (answer.status_code, answer.json()["code"]) == (422, refusal)
            return
        assert answer.status_code == 201, answer.text
        node_id = answer.json()["id"]
        self.nodes[node_id] = Node(kind, parent_id)
        self.put_under(node_id, parent_id, position)

    @rule(chosen=st.lists(PICK, max_size=2))
    def practise(self, chosen: list[int]) -> None:
        """Make a session for some short-term goals."""
        goals = self.living("ShortTermGoal")
        # Goals that were linked at the same instant go by their ids.
        served = sorted({goals[one % len(goals)] for one in chosen}) if goals else []
        row = self.fractal.make("/sessions", parent_goal_ids=served)
        self.nodes[row["id"]] = Node(SESSION, None, served=served)

    @precondition(lambda self: len(self.living(*LEVELS)) > 1)
    @rule(which=PICK, at=PICK, position=POSITIONS)
    def move(self, which: int, at: int, position: int | None) -> None:
        """Move a goal to any node."""
        goals = self.living(*LEVELS)
        goal = goals[which % len(goals)]
        kind = self.nodes[goal].type
        legal = self.living(*LEGAL_PARENTS[kind])
        places = [*legal, *legal, *self.nodes]
        parent_id = places[at % len(places)]
        body: dict[str, Any] = {"parent_id": parent_id}
        if position is not None:
            body["sort_order"] = position
        refusal = self.refusal_of_place(kind, parent_id, goal)
        answer = self.fractal.ask("PUT", f"/goals/{goal}/parent", body)
        if kind == "UltimateGoal":
            assert (answer.status_code, answer.json()["code"]) == (409, "root_goal")
        elif refusal is not None:
            assert (answer.status_code, answer.json()["code"]) == (422, refusal)
        else:
            assert answer.status_code == 200, answer.text
            former = self.nodes[goal].parent
            assert former is not None
            self.nodes[former].children.remove(goal)
            self.put_under(goal, parent_id, position)

    @rule(which=PICK, completed=st.booleans())
    def complete_or_reopen(self, which: int, *, completed: bool) -> None:
        """Complete a goal by hand, or reopen it; each as often as one likes."""
        goals = self.living(*LEVELS)
        goal = goals[which % len(goals)]
        answer = self.fractal.ask("PUT" if completed else "DELETE", f"/goals/{goal}/completion")
        assert answer.status_code == (200 if completed else 204)
        self.nodes[goal].completed = completed

    @rule(which=PICK)
    def trash(self, which: int) -> None:
        """Delete a goal or a session with all below it; the root stays."""
        nodes = self.living()
        node_id = nodes[which % len(nodes)]
        node = self.nodes[node_id]
        if node.type == "UltimateGoal":
            assert self.fractal.refusal("DELETE", f"/goals/{node_id}")[1] == "root_goal"
            return
        self.delete(node_id)

    @precondition(lambda self: self.nested())
    @rule(which=PICK)
    def trash_twice(self, which: int) -> None:
        """Delete a goal, and then what it stands under: one deletion stands in the other's way."""
        nested = self.nested()
        node_id = nested[which % len(nested)]
        parent = self.nodes[node_id].parent
        assert parent is not None
        self.delete(node_id)
        self.delete(parent)

    def nested(self) -> list[str]:
        """The living goals that do not stand straight under the root."""
        return [
            one for one in self.living(*LEVELS) if self.nodes[one].parent not in {None, self.root}
        ]

    def delete(self, node_id: str) -> None:
        """Put a node with all below it into the trash, here and there."""
        node = self.nodes[node_id]
        kind = "sessions" if node.type == SESSION else "goals"
        deletion = self.fractal.remove(f"/{kind}/{node_id}")
        for one in self.subtree(node_id):
            self.nodes[one].taken = deletion
        if node.parent is not None:
            self.nodes[node.parent].children.remove(node_id)

    @precondition(lambda self: self.deletions())
    @rule(which=PICK)
    def restore(self, which: int) -> None:
        """Bring back what a deletion took, where what it belongs to lives."""
        deletions = self.deletions()
        deletion = deletions[which % len(deletions)]
        back = [one for one, node in self.nodes.items() if node.taken == deletion]
        tops = [one for one in back if self.nodes[one].parent not in back]
        answer = self.fractal.restore(deletion)
        parents = [parent for one in tops if (parent := self.nodes[one].parent) is not None]
        if any(self.nodes[parent].taken for parent in parents):
            assert (answer.status_code, answer.json()["code"]) == (409, "parent_in_trash")
            assert answer.json()["blocking_deletion_id"] in self.deletions()
            return
        assert answer.status_code == 204, answer.text
        for one in back:
            self.nodes[one].taken = None
        for parent in parents:
            # Where it comes back to among its siblings is the product's to say.
            now = (
                [row["id"] for row in self.fractal.read(f"/goals/{parent}")["children"]]
                if (self.nodes[parent].type != SESSION)
                else self.children_of_session(parent)
            )
            before = self.nodes[parent].children
            assert [one for one in now if one not in tops] == before
            self.nodes[parent].children = now

    def children_of_session(self, session_id: str) -> list[str]:
        """The immediate goals of a session in order."""
        goals = self.fractal.read("/tree")["goals"]
        return [row["id"] for row in goals if row["parent_id"] == session_id]

    @invariant()
    def the_product_agrees(self) -> None:
        """The same nodes in the same order under the same parents, flat and nested."""
        flat = self.fractal.read("/tree")
        rows = {row["id"]: row for row in flat["goals"]}
        assert set(rows) == set(self.living(*LEVELS))
        assert len(rows) == len(flat["goals"])
        order: dict[str | None, list[str]] = {}
        for row in flat["goals"]:
            order.setdefault(row["parent_id"], []).append(row["id"])
        for node_id in self.living():
            node = self.nodes[node_id]
            assert order.get(node_id, []) == node.children
            if node.type != SESSION:
                found = rows[node_id]
                assert (found["type"], found["parent_id"]) == (node.type, node.parent)
                assert found["completed"] == node.completed
        sessions = {row["id"]: row["parent_goal_ids"] for row in flat["sessions"]}
        assert sessions == {
            one: [goal for goal in self.nodes[one].served if self.nodes[goal].taken is None]
            for one in self.living(SESSION)
        }
        self.check_nested(self.fractal.read("/tree", **{"as": "nested"}), sessions)

    def check_nested(self, node: dict[str, Any], sessions: dict[str, list[str]]) -> None:
        """A node's children are its goals in order, then the sessions that serve it."""
        serving = [one for one, goals in sessions.items() if node["id"] in goals]
        expected = [*self.nodes[node["id"]].children, *serving]
        assert [child["id"] for child in node["children"]] == expected
        for child in node["children"]:
            self.check_nested(child, sessions)


def test_the_tree_is_what_a_simple_model_says(sqlite_client: Client) -> None:
    machine = type("InThisApplication", (Tree,), {"client": sqlite_client})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=30, stateful_step_count=25, deadline=None)
    )
