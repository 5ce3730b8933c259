"""What reading activities costs: the same for ten as for twenty, and by index."""

from functools import partial

import pytest
import sqlalchemy as sa

from tests.support.api import FractalApi
from tests.support.statements import asked_for, plan

ACTIVITIES, GROUPS = "/activities", "/activity-groups"


def fill(fractal: FractalApi, first: int, last: int) -> None:
    """Groups and activities with metrics and splits, numbered."""
    for number in range(first, last):
        group = fractal.make(GROUPS, name=f"Group {number}")
        fractal.make(
            ACTIVITIES,
            name=f"Drill {number}",
            group_id=group["id"],
            metrics=[{"name": name} for name in ("Tempo", "Errors", "Joy")],
            splits=[{"name": name} for name in ("Left", "Right")],
        )


def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(
    fractal: FractalApi,
) -> None:
    counts = []
    for first, last in ((0, 10), (10, 20)):
        fill(fractal, first, last)
        activity, group = (fractal.items(path)[-1]["id"] for path in (ACTIVITIES, GROUPS))
        counts.append(
            [
                len(asked_for(partial(fractal.read, ACTIVITIES))),
                len(asked_for(partial(fractal.read, GROUPS))),
                len(asked_for(partial(fractal.read, f"{ACTIVITIES}/{activity}"))),
                len(asked_for(partial(fractal.client.get, f"/fractals/{fractal.id}/activities"))),
                len(asked_for(partial(fractal.put, f"{GROUPS}/{group}/place", sort_order=0))),
            ]
        )
    assert counts[0] == counts[1]
    assert counts[0][:3] == [2, 2, 2]


def test_a_list_of_metrics_costs_the_same_however_many_are_new(fractal: FractalApi) -> None:
    def cost(number: int) -> int:
        metrics = [{"name": f"Metric {place}"} for place in range(number)]
        body = {"name": f"Drill {number}", "metrics": metrics}
        return len(asked_for(lambda: fractal.ask("POST", ACTIVITIES, body)))

    assert cost(10) == cost(20)


@pytest.mark.parametrize(
    ("path", "indexes"),
    [
        (f"{ACTIVITIES}?limit=5", {"uq_metric_definitions_living_name"}),
        (f"{ACTIVITIES}?limit=5", {"uq_split_definitions_living_name"}),
        (GROUPS, set()),
    ],
)
def test_lists_are_read_within_the_fractal_by_key(
    fractal: FractalApi, engine: sa.Engine, path: str, indexes: set[str]
) -> None:
    fill(fractal, 0, 10)
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    for statement in asked_for(lambda: fractal.read(path)):
        how = plan(engine, statement)
        for table in ("activity_definitions", "activity_groups", "metric_definitions"):
            assert f"SCAN {table}" not in how, how
            assert f"Seq Scan on {table}" not in how, how
    assert all(index in how for index in indexes), how
