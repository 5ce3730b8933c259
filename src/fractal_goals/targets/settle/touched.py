"""Which evidence and which goals the changes of a Work touch; most touch none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fractal_goals.infra.work import Change

# The fields that completion depends on. A change of others is none of evidence.
RELEVANT: Mapping[str, frozenset[str]] = {
    "goals": frozenset("completed completes_with_children deleted_at parent_goal_id".split()),
    "targets": frozenset("activity_definition_id deleted_at goal_id".split()),
    "target_conditions": frozenset("comparison deleted_at metric_definition_id value".split()),
    "practice_sessions": frozenset("completed session_start".split()),
    "activity_instances": frozenset(
        "activity_definition_id completed deleted_at practice_session_id sort_order".split()
    ),
    "activity_sets": frozenset({"deleted_at"}),
    "metric_values": frozenset(
        "activity_set_id deleted_at metric_definition_id split_definition_id value".split()
    ),
}
# A new session has no instances yet and a new instance no values: theirs are told themselves.
BORN_EMPTY = frozenset({"practice_sessions", "activity_instances"})


@dataclass(slots=True)
class Touched:
    """Ids of one fractal's rows, by what happened to them.

    `flipped_*`: finished or reopened, so that they count as finished before or after.
    `goals`: their completion, place or life changed, which concerns their parents.
    `former_parents`: goals that lost a child. `switched`: told to complete with their
    children, or no longer. `restored`: goals back from the trash.
    """

    targets: set[str] = field(default_factory=set)
    instances: set[str] = field(default_factory=set)
    sessions: set[str] = field(default_factory=set)
    flipped_instances: set[str] = field(default_factory=set)
    flipped_sessions: set[str] = field(default_factory=set)
    goals: set[str] = field(default_factory=set)
    former_parents: set[str] = field(default_factory=set)
    switched: set[str] = field(default_factory=set)
    restored: set[str] = field(default_factory=set)
    is_gone: bool = False

    @property
    def evidence(self) -> bool:
        """Whether targets may be met or not by now."""
        return bool(self.targets or self.instances or self.sessions)

    def add(self, change: Change) -> None:
        """Take note of one relevant change."""
        name, key = change.table.name, change.key
        if name == "goals":
            self._add_goal(change)
        elif name == "targets":
            self.targets.add(key["id"])
        elif name == "target_conditions":
            self.targets.add(key["target_id"])
        elif name == "practice_sessions":
            self.sessions.add(key["id"])
            if _says(change, "completed"):
                self.flipped_sessions.add(key["id"])
        elif name == "activity_instances":
            self.instances.add(key["id"])
            if _says(change, "completed") or _says(change, "practice_session_id"):
                self.flipped_instances.add(key["id"])
        else:
            self.instances.add(key["activity_instance_id"])

    def _add_goal(self, change: Change) -> None:
        goal_id = change.key["id"]
        before, after = change.before or {}, change.after or {}
        if not after.keys().isdisjoint({"completed", "parent_goal_id", "deleted_at"}):
            self.goals.add(goal_id)
        if before.get("parent_goal_id"):
            self.former_parents.add(before["parent_goal_id"])
        if "completes_with_children" in after:
            self.switched.add(goal_id)
        if change.action == "restore":
            self.restored.add(goal_id)
        if "deleted_at" in after and goal_id == change.root_id:
            self.is_gone = after["deleted_at"] is not None


def touched_by(changes: Iterable[Change]) -> dict[str, Touched]:
    """What changes touch, by fractal; fractals where nothing relevant changed are left out."""
    found: dict[str, Touched] = defaultdict(Touched)
    for change in changes:
        if _is_relevant(change):
            found[change.root_id].add(change)
    return {root_id: one for root_id, one in found.items() if not one.is_gone}


def _is_relevant(change: Change) -> bool:
    fields = RELEVANT.get(change.table.name)
    if fields is None:
        return False
    if change.before is None:
        return change.table.name not in BORN_EMPTY and not _is_goal_without_parent(change)
    return change.after is None or not fields.isdisjoint(change.after)


def _is_goal_without_parent(change: Change) -> bool:
    """A new root, or a new goal of a session: no goal's completion depends on it."""
    return change.table.name == "goals" and not (change.after or {}).get("parent_goal_id")


def _says(change: Change, name: str) -> bool:
    return name in (change.after or {})
