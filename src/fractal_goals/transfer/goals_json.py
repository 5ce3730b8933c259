"""`goals_db.json`, the file of the JSON-era server: a list of root goals with nested children.

A session stands once under each of its parents there, with all its children each time.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from fractal_goals.fractals.rules import LEVELS, SESSION
from fractal_goals.kit import clock
from fractal_goals.kit.errors import Malformed, TooLarge
from fractal_goals.kit.ids import derived_id
from fractal_goals.kit.text import NAME_MAX
from fractal_goals.transfer import cleaning
from fractal_goals.transfer.nodes import GOALS, SESSIONS, Node, Reading
from fractal_goals.transfer.report import Counts, Notes

FORMAT = "goals_db.json"
MAX_NODES = 200_000
MAX_ROOTS = 1_000
MEMBERS = {"id", "name", "attributes", "children"}
ATTRIBUTES = {
    "id", "type", "name", "description", "deadline", "completed", "created_at", "parent_ids",
}  # fmt: skip


def check(content: Any) -> None:
    """Raise `Malformed` unless decoded JSON is a list of root goals, `TooLarge` for too many."""
    if not isinstance(content, list) or not all(_is_node(root) for root in content):
        message = (
            "This is JSON, but not a list of goals with attributes and children: "
            "only the file goals_db.json of the earlier server can be imported."
        )
        raise Malformed(message, code="unknown_format")
    if len(content) > MAX_ROOTS:
        message = f"The file holds {len(content):,} roots, more than {MAX_ROOTS:,}."
        raise TooLarge(message)


def read(content: Any, zone: str, now: datetime, notes: Notes) -> Reading:
    """The nodes of checked content. Instants without an offset are read in `zone`."""
    reader = _Reader(zone, now, notes)
    for raw, above, path in _walk(content):
        reader.take(raw, above, path)
    return Reading(reader.nodes, reader.tables)


def _is_node(raw: Any) -> bool:
    return isinstance(raw, dict) and isinstance(raw.get("attributes"), dict)


def _walk(roots: list[Any]) -> Iterator[tuple[Any, str | None, str]]:
    """Each node with the id of the node it stands under and its path, parents first.

    Without recursion: the file says how deep it goes.
    """
    waiting: list[tuple[Any, str | None, str]] = [
        (root, None, f"/{place}") for place, root in reversed(list(enumerate(roots)))
    ]
    met = 0
    while waiting:
        raw, above, path = waiting.pop()
        met += 1
        if met > MAX_NODES:
            message = f"The file holds more than {MAX_NODES:,} goals and sessions."
            raise TooLarge(message)
        yield raw, above, path
        children = raw.get("children") if isinstance(raw, dict) else None
        if isinstance(children, list) and children:
            mine = cleaning.stored_id(_source_id(raw, path))
            waiting += [
                (child, mine, f"{path}/children/{place}")
                for place, child in reversed(list(enumerate(children)))
            ]


def _source_id(raw: dict[str, Any], path: str) -> str:
    """A node's own id; one made from its place in the file where it has none."""
    attributes = _attributes(raw)
    for found in (raw.get("id"), attributes.get("id")):
        if isinstance(found, str | int) and cleaning.text_of(found):
            return cleaning.text_of(found)
    return derived_id("no-id", path)


def _attributes(raw: dict[str, Any]) -> dict[str, Any]:
    found = raw.get("attributes")
    return found if isinstance(found, dict) else {}


def _content(raw: dict[str, Any]) -> tuple[Any, Any]:
    """What a node says of itself, without its children."""
    return raw.get("name"), raw.get("attributes")


class _Reader:
    """Makes nodes of what the file holds, and notes what it had to change."""

    def __init__(self, zone: str, now: datetime, notes: Notes) -> None:
        self._zone = zone
        self._now = now
        self._notes = notes
        self._met: dict[str, tuple[Any, Any]] = {}
        self.nodes: dict[str, Node] = {}
        self.tables = {GOALS: Counts(), SESSIONS: Counts()}

    def take(self, raw: Any, above: str | None, path: str) -> None:
        """Count one node, and keep it where it is met for the first time."""
        if not isinstance(raw, dict):
            self._skip(path, "not_a_node", "This is no object; it was left out.")
            return
        source_id = _source_id(raw, path)
        type_ = _attributes(raw).get("type")
        if type_ != SESSION and type_ not in LEVELS:
            # Its children are placed as if they stood in its own place, see `placing`.
            type_ = "unknown"
            message = "Its type is none of ours. It was left out; what stands under it was not."
            self._notes.add(GOALS, source_id, "unknown_type", message)
        node_id = cleaning.stored_id(source_id)
        known = self.nodes.get(node_id)
        if known is None:
            known = self._node(raw, node_id, source_id, type_, above)
            self.nodes[node_id] = known
            self._met[node_id] = _content(raw)
        else:
            self._again(known, raw, above)
        self.tables[known.table].read += 1

    def _skip(self, path: str, code: str, message: str) -> None:
        self._notes.add(GOALS, path, code, message)
        self.tables[GOALS].read += 1
        self.tables[GOALS].skipped += 1

    def _again(self, known: Node, raw: dict[str, Any], above: str | None) -> None:
        """The same id once more: normal for a session and what stands under it."""
        known.times_read += 1
        if above is not None and above != known.above:
            if known.table == SESSIONS:
                known.claims.append(above)
            else:
                message = "It stands under several parents; it was placed under the first."
                self._notes.add(GOALS, known.source_id, "several_parents", message)
        if _content(raw) != self._met[known.id]:
            message = "It stands in the file again with another content; the first was taken."
            self._notes.add(known.table, known.source_id, "differs", message)

    def _node(
        self, raw: dict[str, Any], node_id: str, source_id: str, type_: str, above: str | None
    ) -> Node:
        attributes = _attributes(raw)
        node = Node(
            id=node_id,
            source_id=source_id,
            type=type_,
            name="",
            description=None,
            notes=None,
            deadline=None,
            completed=attributes.get("completed") in (True, 1),
            created_at=self._now,
            created_on=self._now.date(),
            above=above,
            claims=_claims(attributes),
        )
        if node_id != source_id:
            message = f"Its id cannot be one of ours; it has the id {node_id} now."
            self._notes.add(node.table, source_id, "id_replaced", message)
        self._name(node, raw, attributes)
        self._times(node, attributes)
        self._unknown(node, raw, attributes)
        return node

    def _name(self, node: Node, raw: dict[str, Any], attributes: dict[str, Any]) -> None:
        full = cleaning.line(cleaning.text_of(raw.get("name") or attributes.get("name")))
        description = cleaning.prose(cleaning.text_of(attributes.get("description")))
        overlong = ""
        if not full:
            full = f"Unnamed {node.type}"
            self._note(node, "no_name", f"It has no name; it is called “{full}”.")
        elif len(full) > NAME_MAX:
            overlong = full
            message = (
                f"Its name is longer than {NAME_MAX} characters; its description has it whole."
            )
            self._note(node, "name_too_long", message)
        node.name = cleaning.shortened(full)
        node.description = cleaning.described(overlong, description)
        if len(overlong) + len(description) > len(node.description or "") + 2:
            self._note(node, "text_too_long", "Its description was cut at 20,000 characters.")

    def _times(self, node: Node, attributes: dict[str, Any]) -> None:
        created_at = cleaning.instant_of(attributes.get("created_at"), self._zone)
        if created_at is None:
            message = "The file does not say when it was created; this import's time was taken."
            self._note(node, "created_at_unknown", message)
        node.created_at = created_at or self._now
        node.created_on = clock.person_day(node.created_at, self._zone, 0)
        if (written := attributes.get("deadline")) not in (None, ""):
            self._deadline(node, cleaning.date_of(written), cleaning.text_of(written))

    def _deadline(self, node: Node, deadline: date | None, written: str) -> None:
        if deadline is None:
            message = (
                f"Its deadline “{cleaning.shortened(written, 50)}” is no date; it has none now."
            )
            self._note(node, "deadline_unreadable", message)
        elif node.type == SESSION:
            node.notes = f"Deadline: {deadline}"
            self._note(node, "session_deadline", "Sessions have no deadline; its notes keep it.")
        else:
            node.deadline = deadline
            if deadline < node.created_on:
                message = (
                    f"Its deadline is before its creation at {clock.to_wire(node.created_at)}; "
                    "it counts as created on the day of its deadline."
                )
                self._note(node, "deadline_before_creation", message)
                node.created_on = deadline
                node.created_at = clock.day_start(deadline, self._zone, 0)

    def _unknown(self, node: Node, raw: dict[str, Any], attributes: dict[str, Any]) -> None:
        """Say what the file holds besides, once per name."""
        for name in sorted({*(set(raw) - MEMBERS), *(set(attributes) - ATTRIBUTES)}):
            shown = cleaning.shortened(cleaning.line(cleaning.text_of(name)), 50)
            self._note(node, "unknown_field", f"There is no place for its field “{shown}”.")

    def _note(self, node: Node, code: str, message: str) -> None:
        self._notes.add(node.table, node.source_id, code, message)


def _claims(attributes: dict[str, Any]) -> list[str]:
    """The ids of the goals that a session says it serves."""
    found = attributes.get("parent_ids")
    if attributes.get("type") != SESSION or not isinstance(found, list):
        return []
    ids = (cleaning.text_of(one) for one in found if isinstance(one, str | int))
    return [cleaning.stored_id(one) for one in ids if one]
