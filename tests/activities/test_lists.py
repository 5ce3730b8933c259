"""The lists of metrics and splits: what is sent replaces what is there, and rows stay rows."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests.support.api import FractalApi, new_fractal

ACTIVITIES = "/activities"


def names(rows: list[Any]) -> list[str]:
    """The names of metrics or splits in order."""
    return [row["name"] for row in rows]


def trash_of(engine: sa.Engine, table: str) -> dict[str, str]:
    """The trashed rows of a table: name and deletion."""
    query = f"SELECT name, deletion_id FROM {table} WHERE deleted_at IS NOT NULL"  # noqa: S608
    with engine.connect() as connection:
        return {row.name: row.deletion_id for row in connection.execute(sa.text(query))}


def history_of(engine: sa.Engine, entity: str) -> list[tuple[str, Any]]:
    """What history tells of an entity: actions, and the name afterwards."""
    query = sa.text("SELECT action, after FROM history WHERE entity = :entity ORDER BY id")
    with engine.connect() as connection:
        return [(row.action, row.after) for row in connection.execute(query, {"entity": entity})]


@pytest.fixture
def scales(fractal: FractalApi) -> Any:
    """An activity with two metrics and two splits."""
    return fractal.make(
        ACTIVITIES,
        name="Scales",
        metrics=[{"name": "Tempo", "unit": "bpm", "max_value": 240}, {"name": "Errors"}],
        splits=[{"name": "Left"}, {"name": "Right"}],
    )


@pytest.fixture
def path(scales: Any) -> str:
    """Where the activity is."""
    return f"{ACTIVITIES}/{scales['id']}"


def test_the_order_of_a_list_is_the_order_of_its_rows(
    fractal: FractalApi, scales: Any, path: str
) -> None:
    tempo, errors = scales["metrics"]
    edited = fractal.edit(
        path, metrics=[{"id": errors["id"]}, {"name": "Joy"}, {"id": tempo["id"]}]
    )
    assert names(edited["metrics"]) == ["Errors", "Joy", "Tempo"]
    assert [row["sort_order"] for row in edited["metrics"]] == [0, 1, 2]
    assert edited["metrics"][0] == {**errors, "sort_order": 0}
    assert edited["metrics"][2] == {**tempo, "sort_order": 2}
    assert edited["splits"] == scales["splits"]


def test_a_row_with_its_id_keeps_what_is_omitted(
    fractal: FractalApi, scales: Any, path: str
) -> None:
    tempo, errors = scales["metrics"]
    changed = {"id": tempo["id"], "unit": "Hz", "max_value": None, "min_value": -1}
    edited = fractal.edit(path, metrics=[changed, {"id": errors["id"], "is_active": False}])
    assert edited["metrics"][0] == {**tempo, "unit": "Hz", "max_value": None, "min_value": -1}
    assert edited["metrics"][1] == {**errors, "is_active": False}


def test_what_is_left_out_goes_to_the_trash_as_one_deletion(
    fractal: FractalApi, scales: Any, path: str, engine: sa.Engine
) -> None:
    edited = fractal.edit(path, metrics=[{"id": scales["metrics"][1]["id"]}], splits=[])
    assert (names(edited["metrics"]), edited["splits"]) == (["Errors"], [])
    metrics, splits = trash_of(engine, "metric_definitions"), trash_of(engine, "split_definitions")
    assert (list(metrics), sorted(splits)) == (["Tempo"], ["Left", "Right"])
    assert len({*metrics.values(), *splits.values()}) == 1
    assert fractal.restore(metrics["Tempo"]).status_code == 204
    back = fractal.read(path)
    assert sorted(names(back["metrics"])) == ["Errors", "Tempo"]
    assert back["splits"] == scales["splits"]


def test_a_retired_metric_is_listed_and_a_trashed_one_is_not(
    fractal: FractalApi, scales: Any, path: str
) -> None:
    tempo, errors = scales["metrics"]
    fractal.edit(path, metrics=[{"id": tempo["id"], "is_active": False}, {"id": errors["id"]}])
    for row in (fractal.read(path), fractal.items(ACTIVITIES)[0]):
        assert [(one["name"], one["is_active"]) for one in row["metrics"]] == [
            ("Tempo", False),
            ("Errors", True),
        ]
    fractal.edit(path, metrics=[{"id": errors["id"]}])
    for row in (fractal.read(path), fractal.items(ACTIVITIES)[0]):
        assert names(row["metrics"]) == ["Errors"]


def test_a_name_left_out_is_free_and_comes_back_only_where_it_still_is(
    fractal: FractalApi, scales: Any, path: str, engine: sa.Engine
) -> None:
    edited = fractal.edit(path, metrics=[{"name": "TEMPO"}])
    assert edited["metrics"][0]["id"] != scales["metrics"][0]["id"]
    answer = fractal.restore(trash_of(engine, "metric_definitions")["Tempo"])
    assert (answer.status_code, answer.json()["code"]) == (409, "name_taken")
    assert names(fractal.read(path)["metrics"]) == ["TEMPO"]


def test_names_change_places_in_one_request(
    fractal: FractalApi, scales: Any, path: str, engine: sa.Engine
) -> None:
    left, right = scales["splits"]
    edited = fractal.edit(
        path,
        splits=[
            {"id": left["id"], "name": "Right"},
            {"id": right["id"], "name": "left"},
            {"name": "Both"},
        ],
    )
    assert names(edited["splits"]) == ["Right", "left", "Both"]
    assert [row["id"] for row in edited["splits"][:2]] == [left["id"], right["id"]]
    assert edited["version"] == 2
    assert [action for action, _ in history_of(engine, "split")] == [
        *("create", "create"),
        *("update", "update", "update", "create"),
    ]


def test_an_edit_that_changes_nothing_counts_as_none(
    fractal: FractalApi, scales: Any, path: str, engine: sa.Engine
) -> None:
    kept = [{"id": row["id"], "name": row["name"]} for row in scales["metrics"]]
    splits = [{"id": row["id"]} for row in scales["splits"]]
    before = history_of(engine, "metric")
    assert fractal.edit(path, metrics=kept, splits=splits, has_sets=False) == scales
    assert history_of(engine, "metric") == before


def test_the_same_names_live_in_different_activities(fractal: FractalApi, scales: Any) -> None:
    other = fractal.make(ACTIVITIES, name="Arpeggios", metrics=[{"name": "Tempo"}])
    assert names(other["metrics"]) == [scales["metrics"][0]["name"]]


@pytest.mark.parametrize("part", ["metrics", "splits"])
def test_a_row_of_another_activity_or_none_is_unknown(
    fractal: FractalApi, scales: Any, path: str, part: str
) -> None:
    other = fractal.make(ACTIVITIES, name="B", **{part: [{"name": "Own"}]})
    stranger = new_fractal(fractal.client).make(ACTIVITIES, name="C", **{part: [{"name": "Own"}]})
    trashed = scales[part][1]["id"]
    fractal.edit(path, **{part: [{"id": scales[part][0]["id"]}]})
    for row_id in (other[part][0]["id"], stranger[part][0]["id"], trashed, "absent", ""):
        body = {part: [{"id": scales[part][0]["id"]}, {"id": row_id, "name": "Stolen"}]}
        assert fractal.refusal("PATCH", path, body) == (422, "unknown_id", f"/{part}/1/id")
    taken = {"name": "D", part: [{"name": "Fine"}, {"id": other[part][0]["id"], "name": "Own"}]}
    assert fractal.refusal("POST", ACTIVITIES, taken) == (422, "unknown_id", f"/{part}/1/id")
    assert len(fractal.read(path)[part]) == 1


def test_bounds_change_without_touching_what_was_recorded(
    fractal: FractalApi, scales: Any, path: str, engine: sa.Engine
) -> None:
    tempo = scales["metrics"][0]
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for table, columns, values in (
            ("practice_sessions", "id, name", "'s', 'Morning'"),
            (
                "activity_instances",
                "id, practice_session_id, activity_definition_id",
                f"'i', 's', '{scales['id']}'",
            ),
            (
                "metric_values",
                "activity_instance_id, id, metric_definition_id, value",
                f"'i', 'v', '{tempo['id']}', 200",
            ),
        ):
            when = "'2026-01-31T09:30:00.000000Z'"
            statement = (
                f"INSERT INTO {table} (root_id, created_at, updated_at, {columns}) "  # noqa: S608
                f"VALUES ('{fractal.id}', {when}, {when}, {values})"
            )
            connection.exec_driver_sql(statement)
    fractal.edit(path, metrics=[{"id": tempo["id"], "min_value": 10, "max_value": 200}])
    fractal.edit(path, metrics=[])
    with engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT value, version, deleted_at FROM metric_values")
        assert tuple(row.one()) == (200, 1, None)
