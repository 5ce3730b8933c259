"""Files as the JSON-era server wrote them: nested, with a session under each of its parents."""

import json
from typing import Any

Node = dict[str, Any]


def goal(type_: str, name: str, *children: Node, **attributes: Any) -> Node:
    """A goal and what stands under it. Its id is made of its name, unless given."""
    own_id = attributes.pop("id", "-".join(name.lower().split()))
    return {
        "name": name,
        "id": own_id,
        "attributes": {
            "id": own_id,
            "type": type_,
            "description": "",
            "deadline": None,
            "completed": False,
            "created_at": "2024-03-05T20:08:12.709488",
            **attributes,
        },
        "children": list(children),
    }


def session(name: str, parents: list[str], *children: Node, **attributes: Any) -> Node:
    """A practice session; the caller puts it under each of its parents, as the server did."""
    return goal("PracticeSession", name, *children, parent_ids=parents, **attributes)


def written(roots: list[Any]) -> bytes:
    """The bytes that the server wrote: indented, ASCII with escapes."""
    return json.dumps(roots, indent=2).encode()


def runner() -> list[Node]:
    """A tree with all that this server let happen.

    Four roots, of which one is ultimate; sessions with one, two and three parents, one of
    them in another fractal; deadlines before creation; scripts of several kinds.
    """
    drill = goal(
        "ImmediateGoal",
        "Strides 4 by 20 s",
        goal(
            "MicroGoal",
            "Cadence of 180",
            goal("NanoGoal", "Count to thirty", completed=True, deadline="2023-12-24"),
        ),
        id="strides",
    )
    two = session("Montag früh 🌧", ["base", "hills"], drill, id="two")
    three = session("三つ", ["base", "hills", "tempo"], id="three", completed=True)
    across = session("At the club", ["club", "base"], id="across", deadline="2024-04-01")
    base = goal("ShortTermGoal", "Base", two, three, across, deadline="2024-06-01")
    hills = goal("ShortTermGoal", "Hills", two, three)
    tempo = goal("ShortTermGoal", "Tempo", three, completed=True)
    marathon = goal(
        "UltimateGoal",
        "Run «Αθήνα» in 3:30 🏃",
        goal("LongTermGoal", "Endurance", goal("MidTermGoal", "Autumn block", base, hills)),
        goal("LongTermGoal", "Vitesse, 速さ", tempo, id="speed", deadline="2024-03-01"),
        id="marathon",
        description='zwei Zeilen\nund "Anführungen"',
        deadline="2030-11-10",
    )
    return [
        marathon,
        goal("LongTermGoal", "Swim a mile", goal("MidTermGoal", "Learn to crawl")),
        goal("ShortTermGoal", "Club", across),
        goal("ImmediateGoal", "Buy shoes"),
    ]
