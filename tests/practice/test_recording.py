"""Logging sets and values: what is sent is what is there, and rows stay the same rows."""

from typing import Any

import pytest

from tests.practice.studio import Studio, a_set, numbers_in, values
from tests.support.api import new_fractal


def test_sets_are_kept_in_the_order_of_the_list(studio: Studio) -> None:
    press = studio.press()
    instance = studio.instance(studio.session(), press)
    shown = studio.put_sets(
        instance, a_set(press, 60, 10, kind="warm-up"), a_set(press, 80, 5), a_set(press, 82.5)
    )
    assert [(one["kind"], one["sort_order"]) for one in shown["sets"]] == [
        ("warm-up", 0),
        (None, 1),
        (None, 2),
    ]
    assert numbers_in(shown) == [[60.0, 10.0], [80.0, 5.0], [82.5]]
    assert shown["yield"] == 1000.0
    assert shown["best_set_id"] == shown["sets"][2]["id"]
    assert shown["values"] == []
    assert shown == studio.shown(instance)
    session = studio.detail(shown["practice_session_id"])
    assert session["instances"] == [shown]


def test_a_value_shows_its_metric_and_split(studio: Studio) -> None:
    press = studio.press(splits=("Left", "Right"))
    instance = studio.instance(studio.session(), press)
    both = values(press, 20, split=1) + values(press, 22, split=0)
    shown = studio.put_sets(instance, {"values": both})
    weight = press["metrics"][0]
    left, right = press["splits"]
    assert shown["sets"][0]["values"] == [
        {
            "metric_definition_id": weight["id"],
            "name": "Weight",
            "unit": "kg",
            "split_definition_id": split["id"],
            "split": split["name"],
            "value": number,
        }
        for split, number in ((left, 22.0), (right, 20.0))
    ]


def test_ids_keep_their_rows_wherever_they_move(studio: Studio) -> None:
    press = studio.press()
    instance = studio.instance(studio.session(), press)
    first = [a_set(press, number, 1, id=f"set-{number}", kind=f"k{number}") for number in range(4)]
    studio.put_sets(instance, *first)
    shown = studio.put_sets(instance, first[3], first[0], a_set(press, 9, 9), first[2])
    assert [one["id"] for one in shown["sets"][:2]] == ["set-3", "set-0"]
    assert [(one["kind"], one["sort_order"]) for one in shown["sets"]] == [
        ("k3", 0), ("k0", 1), (None, 2), ("k2", 3),
    ]  # fmt: skip
    assert numbers_in(shown) == [[3.0, 1.0], [0.0, 1.0], [9.0, 9.0], [2.0, 1.0]]


def test_a_request_sent_twice_changes_nothing(studio: Studio) -> None:
    press = studio.press()
    instance = studio.instance(studio.session(), press)
    sets = [a_set(press, 80, 5, id="one"), a_set(press, 80, 4, id="two")]
    first = studio.put_sets(instance, *sets)
    assert first["version"] == 2
    assert studio.put_sets(instance, *sets) == first
    loose = values(press, 1, 2)
    once = studio.put_values(instance, *loose)
    assert once["version"] == 3
    assert studio.put_values(instance, *loose) == once


def test_a_set_that_was_removed_comes_back_under_its_id(studio: Studio) -> None:
    press = studio.press()
    instance = studio.instance(studio.session(), press)
    sets = [a_set(press, 80, 5, id="one"), a_set(press, 80, 4, id="two")]
    before = studio.put_sets(instance, *sets)
    assert numbers_in(studio.put_sets(instance, sets[1])) == [[80.0, 4.0]]
    after = studio.put_sets(instance, *sets)
    assert after["sets"] == before["sets"]
    # Once more, with other numbers than it had.
    studio.put_sets(instance)
    after = studio.put_sets(instance, a_set(press, None, 3, id="two"))
    assert numbers_in(after) == [[3.0]]


def test_values_in_sets_and_outside_of_them_do_not_touch(studio: Studio) -> None:
    press = studio.press()
    instance = studio.instance(studio.session(), press)
    studio.put_sets(instance, a_set(press, 80, 5))
    shown = studio.put_values(instance, *values(press, 1000, 1000))
    assert [one["value"] for one in shown["values"]] == [1000.0, 1000.0]
    assert numbers_in(shown) == [[80.0, 5.0]]
    assert shown["yield"] == 400.0
    shown = studio.put_sets(instance)
    assert (shown["sets"], len(shown["values"]), shown["yield"]) == ([], 2, None)
    studio.put_sets(instance, a_set(press, 70, 5))
    shown = studio.put_values(instance)
    assert (shown["values"], numbers_in(shown)) == ([], [[70.0, 5.0]])


def test_a_blank_is_no_value(studio: Studio) -> None:
    press = studio.press()
    weight, repetitions = (metric["id"] for metric in press["metrics"])
    instance = studio.instance(studio.session(), press)
    given = [
        {"metric_definition_id": weight, "value": None},
        {"metric_definition_id": repetitions, "value": 0},
    ]
    assert numbers_in(studio.put_sets(instance, {"values": given})) == [[0.0]]
    shown = studio.put_values(instance, *given)
    assert [one["value"] for one in shown["values"]] == [0.0]


def test_bounds_are_inclusive_and_hold(studio: Studio) -> None:
    tempo = {"name": "Tempo", "min_value": 40, "max_value": 208.5}
    activity = studio.activity(tempo, {"name": "Offset", "min_value": None}, {"name": "Plain"})
    instance = studio.instance(studio.session(), activity)
    for fine in ((40, -1000, 0), (208.5, 1e15, 1e15)):
        shown = studio.put_values(instance, *values(activity, *fine))
        assert [one["value"] for one in shown["values"]] == list(fine)
    for wrong, place in (((39.999,), 0), ((208.51,), 0), ((None, None, -0.001), 0)):
        body = values(activity, *wrong)
        refused = studio.api.refusal("PUT", f"/instances/{instance}/values", body)
        assert refused == (422, "out_of_bounds", f"/{place}/value")
    sets = [a_set(activity, 100), a_set(activity, 100, 1, -1)]
    refused = studio.api.refusal("PUT", f"/instances/{instance}/sets", sets)
    assert refused == (422, "out_of_bounds", "/1/values/2/value")
    assert [one["value"] for one in studio.shown(instance)["values"]] == [208.5, 1e15, 1e15]


def test_what_is_not_the_activitys_is_refused(studio: Studio) -> None:
    press, other = studio.press(splits=("Left",)), studio.press(splits=("Left",))
    foreign = Studio(new_fractal(studio.api.client)).press(splits=("Left",))
    instance = studio.instance(studio.session(), press)
    for stranger in (other, foreign):
        sets = [a_set(press, 1), a_set(stranger, 1)]
        refused = studio.api.refusal("PUT", f"/instances/{instance}/sets", sets)
        assert refused == (422, "unknown_id", "/1/values/0/metric_definition_id")
        split = stranger["splits"][0]["id"]
        body = [{**values(press, 1)[0], "split_definition_id": split}]
        refused = studio.api.refusal("PUT", f"/instances/{instance}/values", body)
        assert refused == (422, "unknown_id", "/0/split_definition_id")
    assert studio.shown(instance)["version"] == 1


def test_one_number_per_metric_and_split(studio: Studio) -> None:
    press = studio.press(splits=("Left",))
    instance = studio.instance(studio.session(), press)
    twice = values(press, 1) + values(press, 1, split=0) + values(press, 2)
    refused = studio.api.refusal("PUT", f"/instances/{instance}/sets", [{"values": twice}])
    assert refused == (422, "value_twice", "/0/values/2")
    refused = studio.api.refusal("PUT", f"/instances/{instance}/values", twice)
    assert refused == (422, "value_twice", "/2")
    same = [a_set(press, 1, id="one"), a_set(press, 1, id="one")]
    refused = studio.api.refusal("PUT", f"/instances/{instance}/sets", same)
    assert refused == (422, "id_twice", "/1/id")


def retire(studio: Studio, activity: Any) -> None:
    kept = [{"id": metric["id"]} for metric in activity["metrics"]]
    kept[0]["is_active"] = False
    studio.api.edit(f"/activities/{activity['id']}", metrics=kept)


def drop(studio: Studio, activity: Any) -> None:
    kept = [{"id": metric["id"]} for metric in activity["metrics"][1:]]
    studio.api.edit(f"/activities/{activity['id']}", metrics=kept, splits=[])


@pytest.mark.parametrize("leave", [retire, drop])
def test_a_retired_metric_goes_on_where_it_has_values(studio: Studio, leave: Any) -> None:
    press = studio.press(splits=("Left",))
    session = studio.session()
    old, new = studio.instance(session, press), studio.instance(session, press)
    sets = [{"id": "one", "values": values(press, 80, 5, split=0)}]
    studio.put_sets(old, *sets)
    leave(studio, press)
    shown = studio.shown(old)
    assert [metric["name"] for metric in shown["activity"]["metrics"]] == ["Weight", "Repetitions"]
    assert [metric["is_active"] for metric in shown["activity"]["metrics"]] == [False, True]
    assert [split["name"] for split in shown["activity"]["splits"]] == ["Left"]
    assert (shown["yield"], shown["best_set_id"]) == (400.0, "one")
    assert (
        studio.put_sets(old, {"id": "one", "values": values(press, 85, 5, split=0)})["yield"] == 425
    )
    offered = studio.shown(new)["activity"]["metrics"]
    assert [metric["name"] for metric in offered] == ["Repetitions"]
    code = "retired" if leave is retire else "unknown_id"
    refused = studio.api.refusal("PUT", f"/instances/{new}/sets", [a_set(press, 80)])
    assert refused == (422, code, "/0/values/0/metric_definition_id")


def test_a_renamed_or_trashed_activity_keeps_its_values(studio: Studio) -> None:
    press = studio.press()
    instance = studio.instance(studio.session(), press, sets=[a_set(press, 80, 5)])
    before = studio.shown(instance)
    studio.api.remove(f"/activities/{press['id']}")
    shown = studio.shown(instance)
    assert (shown["sets"], shown["yield"]) == (before["sets"], before["yield"])
    assert shown["activity"]["name"] == press["name"]
    set_id = shown["sets"][0]["id"]
    assert studio.put_sets(instance, a_set(press, 90, 5, id=set_id))["yield"] == 450.0


def test_a_stale_list_is_refused(studio: Studio) -> None:
    press = studio.press()
    for part, body in (("sets", []), ("values", values(press, 1))):
        instance = studio.instance(studio.session(), press)
        studio.put_sets(instance, a_set(press, 80, 5))
        path = f"/instances/{instance}/{part}"
        assert studio.api.refusal("PUT", path, body, if_match='"1"') == (412, "stale", "-")
        assert studio.api.ask("PUT", path, body, if_match='"2"').status_code == 200


def test_the_history_tells_each_number_before_and_after(studio: Studio, history: Any) -> None:
    press = studio.press()
    instance = studio.instance(studio.session(), press)
    studio.put_sets(instance, a_set(press, 80, 5, id="one"))
    studio.put_sets(instance, a_set(press, 82.5, None, id="one"))
    told = [
        (row.action, row.entity, row.before, row.after)
        for row in history(studio.root)
        if row.entity in {"metric_value", "activity_set"}
    ]
    assert [one[:2] for one in told[:3]] == [
        ("create", "activity_set"),
        ("create", "metric_value"),
        ("create", "metric_value"),
    ]
    assert sorted(one[:2] for one in told[3:]) == [
        ("trash", "metric_value"),
        ("update", "metric_value"),
    ]
    assert ("update", "metric_value", {"value": 80.0}, {"value": 82.5}) in told


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ([{"values": [{"value": 1}]}], "/0/values/0/metric_definition_id"),
        ([{"values": [{"metric_definition_id": "x"}]}], "/0/values/0/value"),
        ([{"values": [{"metric_definition_id": "x", "value": "96"}]}], "/0/values/0/value"),
        ([{"values": [{"metric_definition_id": "x", "value": True}]}], "/0/values/0/value"),
        ([{"values": [{"metric_definition_id": "x", "value": 1e300}]}], "/0/values/0/value"),
        ([{}, {"values": {}}], "/1/values"),
        ([{"id": "no spaces"}], "/0/id"),
        ([{"id": ""}], "/0/id"),
        ([{"kind": "two\nlines"}], "/0/kind"),
        ([{"kind": "x" * 201}], "/0/kind"),
        ([{"sort_order": 1}], "/0/sort_order"),
        ([{}] * 201, ""),
        ({"values": []}, ""),
        ("sets", ""),
        (None, ""),
    ],
)
def test_sets_that_cannot_be_are_refused_at_their_field(
    studio: Studio, body: Any, pointer: str
) -> None:
    instance = studio.instance(studio.session(), studio.press())
    raw = b"null" if body is None else body
    status, _, found = studio.api.refusal("PUT", f"/instances/{instance}/sets", raw)
    assert (status, found) == (422, pointer)
    assert studio.shown(instance)["sets"] == []


@pytest.mark.parametrize("body", [b"[1e999]", b'[{"metric_definition_id": "x", "value": NaN}]'])
def test_numbers_that_are_none_cannot_be_read(studio: Studio, body: bytes) -> None:
    instance = studio.instance(studio.session(), studio.press())
    assert studio.api.refusal("PUT", f"/instances/{instance}/values", body)[0] == 400


def test_bounds_are_not_narrowed_past_what_was_recorded(studio: Studio) -> None:
    activity = studio.activity({"name": "Tempo", "min_value": 0, "max_value": 300})
    path, metric = f"/activities/{activity['id']}", activity["metrics"][0]["id"]
    instances = [studio.instance(studio.session(), activity) for _ in range(3)]
    for instance, number in zip(instances, (60, 90, 1200 / 7), strict=True):
        studio.put_values(instance, *values(activity, number))

    def narrowed(**bounds: float | None) -> Any:
        body = {"metrics": [{"name": "New", "max_value": 1}, {"id": metric, **bounds}]}
        return studio.api.ask("PATCH", path, body).json()

    high = narrowed(max_value=80)
    assert (high["status"], high["code"]) == (422, "values_outside")
    message = "2 recorded values lie outside, from 90 to 171.428571428571."
    assert high["errors"] == [{"pointer": "/metrics/1/max_value", "message": message}]
    both = narrowed(min_value=61, max_value=100)
    assert [one["pointer"] for one in both["errors"]] == [
        "/metrics/1/min_value",
        "/metrics/1/max_value",
    ]
    assert both["errors"][0]["message"] == "One recorded value lies outside: 60."
    assert studio.api.read(path) == activity
    studio.api.remove(f"/instances/{instances[0]}")
    studio.api.edit(path, metrics=[{"id": metric, "min_value": 90, "max_value": None}])
    studio.api.edit(path, metrics=[{"id": metric, "min_value": 0, "max_value": 172}])
