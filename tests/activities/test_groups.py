"""Groups of activities: folders that come, change their order and go."""

from tests.support.api import FractalApi, new_fractal

GROUPS = "/activity-groups"


def names(fractal: FractalApi) -> list[str]:
    """The groups in the order in which they are listed."""
    return [row["name"] for row in fractal.items(GROUPS)]


def test_a_group_is_made_read_and_edited(fractal: FractalApi) -> None:
    made = fractal.make(GROUPS, name="  Technique ", description="Slowly")
    assert made["root_id"] == fractal.id
    assert (made["name"], made["description"], made["sort_order"]) == ("Technique", "Slowly", 0)
    assert made["version"] == 1
    edited = fractal.edit(f"{GROUPS}/{made['id']}", description=None)
    assert (edited["name"], edited["description"], edited["version"]) == ("Technique", None, 2)
    same = fractal.edit(f"{GROUPS}/{made['id']}", name="Technique")
    assert same == edited


def test_groups_stand_behind_each_other_unless_told_otherwise(fractal: FractalApi) -> None:
    for name in ("Technique", "Repertoire", "Theory"):
        fractal.make(GROUPS, name=name)
    fractal.make(GROUPS, name="Warm-up", sort_order=0)
    assert names(fractal) == ["Technique", "Warm-up", "Repertoire", "Theory"]


def test_one_request_puts_a_group_in_its_place(fractal: FractalApi) -> None:
    ids = {name: fractal.make(GROUPS, name=name)["id"] for name in "ABCD"}
    moved = fractal.put(f"{GROUPS}/{ids['D']}/place", sort_order=1)
    assert (moved["sort_order"], moved["version"]) == (1, 2)
    assert names(fractal) == ["A", "D", "B", "C"]
    fractal.put(f"{GROUPS}/{ids['A']}/place")
    assert names(fractal) == ["D", "B", "C", "A"]
    fractal.put(f"{GROUPS}/{ids['A']}/place", sort_order=1_000)
    assert names(fractal) == ["D", "B", "C", "A"]


def test_equal_places_go_by_name_without_regard_to_case(fractal: FractalApi) -> None:
    for name in ("b", "A", "c", "D", "e"):
        fractal.make(GROUPS, name=name, sort_order=5)
    assert names(fractal) == ["A", "b", "c", "D", "e"]


def test_a_taken_name_is_refused_whatever_its_case(fractal: FractalApi) -> None:
    first = fractal.make(GROUPS, name="Étude")
    other = fractal.make(GROUPS, name="Gammes")
    taken = (409, "name_taken", "/name")
    assert fractal.refusal("POST", GROUPS, {"name": " éTUDE "}) == taken
    assert fractal.refusal("PATCH", f"{GROUPS}/{other['id']}", {"name": "étude"}) == taken
    assert fractal.edit(f"{GROUPS}/{first['id']}", name="étude")["name"] == "étude"
    assert new_fractal(fractal.client).make(GROUPS, name="Étude")


def test_a_retry_makes_nothing_new(fractal: FractalApi) -> None:
    body = {"id": "technique-1", "name": "Technique"}
    made = fractal.make(GROUPS, **body)
    fractal.edit(f"{GROUPS}/technique-1", description="By now")
    again = fractal.ask("POST", GROUPS, body)
    assert (again.status_code, again.json()["id"]) == (200, made["id"])
    assert again.json()["description"] == "By now"
    other = {**body, "name": "Other"}
    assert fractal.refusal("POST", GROUPS, other) == (409, "id_taken", "-")
    assert names(fractal) == ["Technique"]


def test_a_stale_change_is_refused(fractal: FractalApi) -> None:
    path = f"{GROUPS}/{fractal.make(GROUPS, name='Technique')['id']}"
    fractal.edit(path, description="First")
    for method, where, body in (
        ("PATCH", path, {"description": "Second"}),
        ("PUT", f"{path}/place", {}),
        ("DELETE", path, None),
    ):
        assert fractal.refusal(method, where, body, if_match='"1"') == (412, "stale", "-")
    assert fractal.ask("PATCH", path, {"name": "Drill"}, if_match='"2"').status_code == 200


def test_a_deleted_group_leaves_its_activities_and_comes_back_with_them(
    fractal: FractalApi,
) -> None:
    group = fractal.make(GROUPS, name="Technique")
    drill = fractal.make("/activities", name="Scales", group_id=group["id"])
    assert drill["group"] == {"id": group["id"], "name": "Technique"}
    deletion = fractal.remove(f"{GROUPS}/{group['id']}")
    assert names(fractal) == []
    left = fractal.read(f"/activities/{drill['id']}")
    assert (left["group_id"], left["group"]) == (None, None)
    assert left["version"] == drill["version"]
    assert fractal.items("/activities", group_id=group["id"]) == []
    assert fractal.restore(deletion).status_code == 204
    assert fractal.read(f"/activities/{drill['id']}") == drill


def test_a_group_whose_name_is_taken_by_now_stays_in_the_trash(fractal: FractalApi) -> None:
    deletion = fractal.remove(f"{GROUPS}/{fractal.make(GROUPS, name='Étude')['id']}")
    fractal.make(GROUPS, name="étude")
    answer = fractal.restore(deletion)
    assert (answer.status_code, answer.json()["code"]) == (409, "name_taken")
    assert names(fractal) == ["étude"]
