"""Lists are complete and stable, the nested tree is the flat one, and reading costs the same."""

import itertools
from functools import partial
from typing import Any

import pytest

from tests.support.api import Client, FractalApi, new_fractal
from tests.support.statements import asked_for

GOALS = "/goals"
Node = dict[str, Any]


def grow(fractal: FractalApi, parent_id: str, count: int, type_: str = "LongTermGoal") -> list[str]:
    """So many goals under one parent; their ids."""
    return [
        fractal.make(GOALS, type=type_, name=f"Goal {number}", parent_id=parent_id)["id"]
        for number in range(count)
    ]


def flattened(node: Node, parent_id: str | None = None) -> list[tuple[str, str | None, Node]]:
    """Each node of a nested tree with its parent and without its children, in order."""
    own = {name: value for name, value in node.items() if name != "children"}
    below = (flattened(child, node["id"]) for child in node["children"])
    return [(node["id"], parent_id, own), *itertools.chain.from_iterable(below)]


def test_the_nested_tree_is_the_flat_one(fractal: FractalApi) -> None:
    long_terms = grow(fractal, fractal.id, 3)
    shorts = [grow(fractal, parent, 2, "ShortTermGoal") for parent in long_terms]
    grow(fractal, shorts[0][0], 2, "ImmediateGoal")
    served = [shorts[0][0], shorts[1][1]]
    session = fractal.make(
        "/sessions", parent_goal_ids=served, session_start="2026-01-31T09:30:00Z"
    )
    now = grow(fractal, session["id"], 2, "ImmediateGoal")
    grow(fractal, now[0], 1, "MicroGoal")
    alone = fractal.make("/sessions")["id"]
    fractal.remove(f"{GOALS}/{long_terms[2]}")
    flat, nested = fractal.read("/tree"), fractal.read("/tree", **{"as": "nested"})
    assert set(flat) == {"goals", "sessions"}
    nodes = {row["id"]: row for row in (*flat["goals"], *flat["sessions"])}
    found = flattened(nested)
    assert {node_id: own for node_id, _, own in found} == {
        node_id: row for node_id, row in nodes.items() if node_id != alone
    }
    places = [(node_id, parent_id) for node_id, parent_id, _ in found]
    expected = [(row["id"], row["parent_id"]) for row in flat["goals"]]
    expected += [(row["id"], goal) for row in flat["sessions"] for goal in row["parent_goal_ids"]]
    # What is below a session stands under each of the goals that the session served.
    below = {*now, *(row["id"] for row in flat["goals"] if row["parent_id"] in now)}
    expected += [(row["id"], row["parent_id"]) for row in flat["goals"] if row["id"] in below]
    assert sorted(places, key=str) == sorted(expected, key=str)
    assert [child["id"] for child in nested["children"]] == long_terms[:2]


def test_a_tree_of_another_kind_is_refused(fractal: FractalApi) -> None:
    assert fractal.refusal("GET", "/tree?as=round") == (422, "invalid", "/as")


def test_pages_of_goals_are_complete_and_in_order(fractal: FractalApi) -> None:
    ids = [fractal.id, *grow(fractal, fractal.id, 9)]
    assert [row["id"] for row in fractal.items(GOALS)] == ids
    for limit in (1, 3, 10, 200):
        first = fractal.read(GOALS, limit=limit)
        assert [row["id"] for row in first["items"]] == ids[:limit]
        assert (first["next_cursor"] is None) == (limit >= 10)


def test_a_cursor_goes_on_where_it_was_whatever_happens_in_between(fractal: FractalApi) -> None:
    ids = [fractal.id, *grow(fractal, fractal.id, 6)]
    page = fractal.read(GOALS, limit=3)
    fractal.remove(f"{GOALS}/{ids[2]}")
    fractal.remove(f"{GOALS}/{ids[4]}")
    fractal.edit(f"{GOALS}/{ids[1]}", name="Renamed")
    new = grow(fractal, fractal.id, 1)
    rest = fractal.read(GOALS, limit=50, cursor=page["next_cursor"])
    assert [row["id"] for row in rest["items"]] == [ids[3], ids[5], ids[6], *new]


def test_rows_of_one_instant_are_told_apart_by_their_ids(fractal: FractalApi) -> None:
    for number in range(7):
        fractal.make("/sessions", session_start="2026-01-31T09:30:00Z", name=f"Hour {number}")
    assert len(fractal.items("/sessions")) == 7


def test_goals_are_found_by_type_state_parent_and_name(fractal: FractalApi) -> None:
    long_terms = grow(fractal, fractal.id, 3)
    shorts = grow(fractal, long_terms[0], 2, "ShortTermGoal")
    fractal.put(f"{GOALS}/{shorts[0]}/completion")
    fractal.edit(f"{GOALS}/{long_terms[1]}", name="100 % Bach_")

    def ids(**query: Any) -> list[str]:
        return [row["id"] for row in fractal.items(GOALS, **query)]

    assert ids(type="LongTermGoal") == long_terms
    assert ids(completed=True) == [shorts[0]]
    assert ids(completed=False, type="ShortTermGoal") == [shorts[1]]
    assert ids(parent_id=long_terms[0]) == shorts
    assert ids(q="bach_") == ids(q="0 %") == [long_terms[1]]
    assert ids(q="a__h") == []
    assert ids(parent_id="absent") == []


def test_a_page_that_cannot_be_is_refused(fractal: FractalApi) -> None:
    for query, pointer in (
        ("limit=0", "/limit"),
        ("limit=201", "/limit"),
        ("limit=ten", "/limit"),
        ("cursor=%00", None),
        ("cursor=nonsense", "/cursor"),
        ("cursor=WyJhIiwiYiJd", "/cursor"),  # ["a","b"]: no instant
        ("cursor=WyIyMDI2LTAxLTMxVDA5OjMwOjAwIiwiYiJd", "/cursor"),  # an instant without a zone
        ("cursor=WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwiYiJd", "/cursor"),  # before all time
        ("type=Goal", "/type"),
        ("completed=perhaps", "/completed"),
    ):
        found = fractal.refusal("GET", f"{GOALS}?{query}")
        assert found == ((422, "invalid", pointer) if pointer else (400, "malformed", "-")), query


def test_fractals_are_listed_page_by_page(client: Client) -> None:
    ids = [new_fractal(client).id for _ in range(5)]
    found: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = client.get("/api/v1/fractals", params={"limit": "2", **cursor}).json()
        found += [row["id"] for row in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert found == ids


@pytest.mark.parametrize("what", ["reads", "writes"])
def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(
    fractal: FractalApi, what: str
) -> None:
    counts = []
    for _ in range(2):
        ids = grow(fractal, fractal.id, 10)
        short = grow(fractal, ids[0], 10, "ShortTermGoal")[0]
        for number in range(10):
            fractal.make("/sessions", parent_goal_ids=[short], name=f"Hour {number}")
        base = f"/fractals/{fractal.id}"
        if what == "reads":
            asks = [
                partial(fractal.read, path)
                for path in ("", "/tree", "/tree?as=nested", GOALS, f"{GOALS}/{fractal.id}")
            ]
            asks += [partial(fractal.client.get, path) for path in ("/", f"{base}/tree")]
        else:
            new = {"type": "LongTermGoal", "name": "New", "parent_id": fractal.id}
            move = {"parent_id": fractal.id, "sort_order": 0}
            asks = [
                partial(fractal.ask, "POST", GOALS, new),
                partial(fractal.ask, "POST", GOALS, {**new, "sort_order": 0}),
                partial(fractal.ask, "PUT", f"{GOALS}/{ids[5]}/parent", move),
                partial(fractal.ask, "PUT", f"{GOALS}/{ids[3]}/completion"),
            ]
        counts.append([len(asked_for(ask)) for ask in asks])
    assert counts[0] == counts[1]


def test_trash_takes_as_many_statements_for_many_as_for_few(fractal: FractalApi) -> None:
    counts = []
    for size in (10, 20):
        parent = grow(fractal, fractal.id, 1)[0]
        grow(fractal, parent, size, "ShortTermGoal")
        path = f"{GOALS}/{parent}"
        deletion = fractal.remove(path)
        restored = len(asked_for(partial(fractal.restore, deletion)))
        counts.append((len(asked_for(partial(fractal.ask, "DELETE", path))), restored))
    assert counts[0] == counts[1]


def test_a_whole_fractal_comes_back_with_as_many_statements_for_many_as_for_few(
    client: Client,
) -> None:
    counts = []
    for size in (10, 20):
        fractal = new_fractal(client)
        for number in range(size):
            metrics = [{"name": "Tempo"}, {"name": "Errors"}]
            fractal.make("/activities", name=f"Drill {number}", metrics=metrics)
        deletion = fractal.ask("DELETE", "").headers["deletion-id"]
        path = f"/api/v1/trash/{deletion}/restoration"
        counts.append(len(asked_for(partial(client.post, path))))
    assert counts[0] == counts[1]
