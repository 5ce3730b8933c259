"""The tree as the outline shows it: nested, each goal with the evidence below it."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

import msgspec

from fractal_goals.fractals.queries.tree import tree
from fractal_goals.fractals.rules import LEVELS, SESSION, is_neglected, legal_children
from fractal_goals.infra.work import Work
from fractal_goals.kit.clock import person_day

Node = dict[str, Any]


def outline(work: Work, *, with_sessions: bool) -> dict[str, Any]:
    """The root goal with `children`, how many goals and sessions there are, and `may_hold`.

    A goal carries `practised` (the number of sessions begun or finished for it and all
    below it, each counted once), `last_practised` (an instant), `is_neglected`, and `is_all_done`
    if all below it is done too. Sessions, with the goals under them, stand under each of
    their goals or are left out. `may_hold` has
    the types that may stand under each type.
    """
    flat = msgspec.json.decode(tree(work))
    goals: list[Node] = flat["goals"]
    under: dict[str, list[Node]] = defaultdict(list)
    for goal in goals:
        if goal["parent_id"] is not None:
            under[goal["parent_id"]].append(goal)
    if with_sessions:
        for session in flat["sessions"]:
            for goal_id in session["parent_goal_ids"]:
                under[goal_id].append(session)
    root = next(goal for goal in goals if goal["parent_id"] is None)
    practised = {
        one["id"]: one["session_start"] or one["created_at"]
        for one in flat["sessions"]
        if one["session_start"] or one["completed"]
    }
    served: dict[str, set[str]] = defaultdict(set)
    for session in flat["sessions"]:
        if session["id"] in practised:
            for goal_id in session["parent_goal_ids"]:
                served[goal_id].add(session["id"])
    node = _nested(root, under)
    _weigh(node, served, practised, work)
    return {
        "root": node,
        "goals": len(goals),
        "sessions": len(flat["sessions"]),
        "with_sessions": with_sessions,
        "may_hold": {kind: legal_children(kind) for kind in (*LEVELS, SESSION)},
    }


def _nested(node: Node, under: dict[str, list[Node]], parent_id: str = "", place: str = "") -> Node:
    """A copy of a node with its children.

    `key` names it on the page: from a session down an id is not enough, as a session
    stands under each of its goals.
    """
    if node["type"] == SESSION:
        place = f"{parent_id}-"
    return {
        **node,
        "key": f"{place}{node['id']}",
        "children": [_nested(child, under, node["id"], place) for child in under[node["id"]]],
    }


def _weigh(
    node: Node, served: dict[str, set[str]], practised: dict[str, str], work: Work
) -> set[str]:
    """Give a node and all below it their evidence; the sessions that serve it."""
    sessions = set(served[node["id"]])
    for child in node["children"]:
        sessions |= _weigh(child, served, practised, work)
    last = max((practised[one] for one in sessions), default=None)
    node["is_all_done"] = (
        node["type"] != SESSION
        and node["completed"]
        and all(child["is_all_done"] for child in node["children"])
    )
    node["practised"] = len(sessions)
    node["last_practised"] = last
    node["is_neglected"] = is_neglected(
        node["type"],
        completed=node["completed"],
        since=_day(work, last or node["created_at"]),
        today=work.today,
    )
    return sessions


def _day(work: Work, instant: str) -> date:
    actor = work.actor
    return person_day(datetime.fromisoformat(instant), actor.time_zone, actor.day_start_hour)
