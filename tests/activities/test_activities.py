"""Activities: drills that are made, found, edited, put into order and deleted."""

from tests.support.api import FractalApi, new_fractal

ACTIVITIES, GROUPS = "/activities", "/activity-groups"


def names(fractal: FractalApi, **query: str) -> list[str]:
    """The activities in the order in which they are listed."""
    return [row["name"] for row in fractal.items(ACTIVITIES, **query)]


def test_an_activity_is_made_with_all_that_it_records(fractal: FractalApi) -> None:
    group = fractal.make(GROUPS, name="Strength")
    made = fractal.make(
        ACTIVITIES,
        name=" Bench press ",
        description="Feet on the floor",
        group_id=group["id"],
        metrics=[
            {"name": "Weight", "unit": " kg ", "is_multiplicative": True, "max_value": 300},
            {"name": "Repetitions", "unit": "", "is_multiplicative": True},
            {"name": "Drop", "unit": "m", "min_value": -5.5, "higher_is_better": False},
            {"name": "Mood", "unit": "", "min_value": None, "is_active": False},
        ],
        splits=[{"name": "Left"}, {"name": "Right"}],
    )
    assert (made["name"], made["group"]) == ("Bench press", {"id": group["id"], "name": "Strength"})
    assert [one.pop("id") != "" for one in made["metrics"]] == [True] * 4
    plain = {
        "unit": "",
        "is_active": True,
        "is_top_set_metric": False,
        "is_multiplicative": False,
        "higher_is_better": True,
        "min_value": 0,
        "max_value": None,
    }
    weight = {"name": "Weight", "unit": "kg", "is_multiplicative": True, "max_value": 300}
    drop = {"name": "Drop", "unit": "m", "min_value": -5.5, "higher_is_better": False}
    assert made["metrics"] == [
        {**plain, **weight, "sort_order": 0},
        {**plain, "name": "Repetitions", "is_multiplicative": True, "sort_order": 1},
        {**plain, **drop, "sort_order": 2},
        {**plain, "name": "Mood", "min_value": None, "is_active": False, "sort_order": 3},
    ]
    assert [(one["name"], one["sort_order"]) for one in made["splits"]] == [
        ("Left", 0),
        ("Right", 1),
    ]


def test_what_an_activity_has_follows_from_what_is_there(fractal: FractalApi) -> None:
    def flags(**body: object) -> tuple[bool, bool, bool]:
        row = fractal.make(ACTIVITIES, name=f"Drill {len(fractal.items(ACTIVITIES))}", **body)
        return row["has_metrics"], row["has_splits"], row["has_sets"]

    factor = {"is_multiplicative": True}
    assert flags() == (False, False, False)
    assert flags(metrics=[{"name": "Tempo"}]) == (True, False, False)
    assert flags(metrics=[{"name": "Tempo", "is_active": False}]) == (False, False, False)
    assert flags(splits=[{"name": "Left"}]) == (False, True, False)
    assert flags(metrics=[{"name": "A", **factor}, {"name": "B", **factor}]) == (True, False, True)
    assert flags(metrics=[{"name": "A", "is_top_set_metric": True}]) == (True, False, True)
    assert flags(has_sets=True, has_splits=True, has_metrics=True) == (True, True, True)


def test_what_an_activity_has_follows_a_list_that_is_sent_and_nothing_else(
    fractal: FractalApi,
) -> None:
    row = fractal.make(ACTIVITIES, name="Scales", has_sets=True, metrics=[{"name": "Tempo"}])
    path = f"{ACTIVITIES}/{row['id']}"
    assert fractal.edit(path, name="Slow scales")["has_metrics"] is True
    edited = fractal.edit(path, metrics=[], splits=[{"name": "Left"}])
    assert (edited["has_metrics"], edited["has_splits"], edited["has_sets"]) == (False, True, True)
    assert fractal.edit(path, has_splits=False)["has_splits"] is False


def test_an_edit_keeps_what_it_omits_and_clears_what_is_null(fractal: FractalApi) -> None:
    group = fractal.make(GROUPS, name="Technique")
    row = fractal.make(
        ACTIVITIES, name="Scales", description="Slowly", group_id=group["id"], has_sets=True
    )
    path = f"{ACTIVITIES}/{row['id']}"
    edited = fractal.edit(path, name="Slow scales")
    assert edited == {
        **row,
        "name": "Slow scales",
        "version": 2,
        "updated_at": edited["updated_at"],
    }
    cleared = fractal.edit(path, description=None, group_id=None)
    assert (cleared["description"], cleared["group"], cleared["version"]) == (None, None, 3)
    assert fractal.edit(path)["version"] == 3


def test_activities_are_found_by_group_and_by_name(fractal: FractalApi) -> None:
    group = fractal.make(GROUPS, name="Technique")
    for name, group_id in (
        ("Scales", group["id"]),
        ("Arpeggios 100%", group["id"]),
        ("Fugue", None),
    ):
        fractal.make(ACTIVITIES, name=name, group_id=group_id)
    assert names(fractal) == ["Scales", "Arpeggios 100%", "Fugue"]
    assert names(fractal, group_id=group["id"]) == ["Scales", "Arpeggios 100%"]
    assert names(fractal, q="ARP") == ["Arpeggios 100%"]
    assert names(fractal, q="%") == ["Arpeggios 100%"]
    assert names(fractal, q="_") == []
    assert names(fractal, group_id="absent") == []


def test_one_request_puts_an_activity_in_its_place(fractal: FractalApi) -> None:
    group = fractal.make(GROUPS, name="Technique")
    ids = {name: fractal.make(ACTIVITIES, name=name)["id"] for name in "ABC"}
    inside = fractal.make(ACTIVITIES, name="D", group_id=group["id"])
    fractal.put(f"{ACTIVITIES}/{ids['C']}/place", sort_order=0)
    assert names(fractal)[:3] == ["C", "A", "B"]
    moved = fractal.put(f"{ACTIVITIES}/{ids['A']}/place", group_id=group["id"], sort_order=0)
    assert moved["group"] == {"id": group["id"], "name": "Technique"}
    assert names(fractal, group_id=group["id"]) == ["A", "D"]
    fractal.put(f"{ACTIVITIES}/{ids['A']}/place")
    assert names(fractal, group_id=group["id"]) == ["D", "A"]
    out = fractal.put(f"{ACTIVITIES}/{inside['id']}/place", group_id=None, sort_order=1)
    assert out["group"] is None
    assert [row["name"] for row in fractal.items(ACTIVITIES) if not row["group"]] == ["C", "D", "B"]


def test_activities_of_a_deleted_group_count_as_ungrouped_until_it_comes_back(
    fractal: FractalApi,
) -> None:
    group = fractal.make(GROUPS, name="Technique")
    first = fractal.make(ACTIVITIES, name="A", group_id=group["id"])
    second = fractal.make(ACTIVITIES, name="B")
    deletion = fractal.remove(f"{GROUPS}/{group['id']}")
    fractal.put(f"{ACTIVITIES}/{first['id']}/place", sort_order=1)
    assert names(fractal) == ["B", "A"]
    fractal.put(f"{ACTIVITIES}/{second['id']}/place", sort_order=1)
    assert names(fractal) == ["A", "B"]
    fractal.restore(deletion)
    assert names(fractal, group_id=group["id"]) == ["A"]


def test_a_taken_name_is_refused_and_a_deleted_one_is_free(fractal: FractalApi) -> None:
    row = fractal.make(ACTIVITIES, name="ΣΑΣ")
    taken = (409, "name_taken", "/name")
    assert fractal.refusal("POST", ACTIVITIES, {"name": "σας"}) == taken
    other = fractal.make(ACTIVITIES, name="Other")
    assert fractal.refusal("PATCH", f"{ACTIVITIES}/{other['id']}", {"name": "σας"}) == taken
    deletion = fractal.remove(f"{ACTIVITIES}/{row['id']}")
    fractal.make(ACTIVITIES, name="σας")
    assert fractal.restore(deletion).json()["code"] == "name_taken"
    assert new_fractal(fractal.client).make(ACTIVITIES, name="ΣΑΣ")


def test_a_deleted_activity_is_nowhere_and_comes_back_whole(fractal: FractalApi) -> None:
    row = fractal.make(
        ACTIVITIES, name="Scales", metrics=[{"name": "Tempo"}], splits=[{"name": "Left"}]
    )
    deletion = fractal.remove(f"{ACTIVITIES}/{row['id']}")
    assert names(fractal) == []
    assert fractal.refusal("PATCH", f"{ACTIVITIES}/{row['id']}", {"name": "X"})[0] == 404
    assert fractal.refusal("PUT", f"{ACTIVITIES}/{row['id']}/place", {})[0] == 404
    assert fractal.refusal("DELETE", f"{ACTIVITIES}/{row['id']}")[0] == 404
    assert fractal.restore(deletion).status_code == 204
    back = fractal.read(f"{ACTIVITIES}/{row['id']}")
    assert (back["metrics"], back["splits"]) == (row["metrics"], row["splits"])


def test_a_retry_makes_nothing_new(fractal: FractalApi) -> None:
    body = {
        "id": "scales",
        "name": "Scales",
        "metrics": [{"id": "tempo", "name": "Tempo"}],
        "splits": [{"id": "left", "name": "Left"}],
    }
    made = fractal.make(ACTIVITIES, **body)
    assert (made["metrics"][0]["id"], made["splits"][0]["id"]) == ("tempo", "left")
    fractal.edit(f"{ACTIVITIES}/scales", metrics=[])
    again = fractal.ask("POST", ACTIVITIES, body)
    assert (again.status_code, again.json()["metrics"]) == (200, [])
    other = {**body, "splits": []}
    assert fractal.refusal("POST", ACTIVITIES, other) == (409, "id_taken", "-")
    fractal.remove(f"{ACTIVITIES}/scales")
    assert fractal.refusal("POST", ACTIVITIES, body) == (409, "id_taken", "-")
    assert new_fractal(fractal.client).make(ACTIVITIES, **body)["id"] == "scales"


def test_a_stale_change_is_refused(fractal: FractalApi) -> None:
    row = fractal.make(ACTIVITIES, name="Scales")
    path = f"{ACTIVITIES}/{row['id']}"
    assert fractal.edit(path, metrics=[{"name": "Tempo"}])["version"] == 2
    for method, where, body in (
        ("PATCH", path, {"metrics": []}),
        ("PUT", f"{path}/place", {}),
        ("DELETE", path, None),
    ):
        assert fractal.refusal(method, where, body, if_match='"1"') == (412, "stale", "-")
    assert len(fractal.read(path)["metrics"]) == 1
    assert fractal.ask("PATCH", path, {"metrics": []}, if_match='"2"').status_code == 200
