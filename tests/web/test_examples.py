"""What OpenAPI shows as examples of creations is what the product takes and answers."""

from typing import Any

import msgspec
import pytest

from fractal_goals.activities.api import examples as of_activities
from fractal_goals.activities.schemas import ActivityRow, GroupRow
from fractal_goals.fractals.api import examples as of_fractals
from fractal_goals.fractals.schemas import FractalRow, GoalDetail
from fractal_goals.planning import api as of_planning
from fractal_goals.planning.schemas import TemplateRow
from tests.support.api import Client, FractalApi

F = "/api/v1/fractals"
EXAMPLES: dict[str, tuple[Any, Any, Any]] = {
    f"{F}": (of_fractals.FRACTAL, of_fractals.FRACTAL_MADE, FractalRow),
    f"{F}/{{f}}/goals": (of_fractals.GOAL, of_fractals.GOAL_MADE, GoalDetail),
    f"{F}/{{f}}/activity-groups": (of_activities.GROUP, of_activities.GROUP_MADE, GroupRow),
    f"{F}/{{f}}/activities": (of_activities.ACTIVITY, of_activities.ACTIVITY_MADE, ActivityRow),
    f"{F}/{{f}}/templates": (of_planning.TEMPLATE, of_planning.MADE, TemplateRow),
}


@pytest.mark.parametrize("path", EXAMPLES)
def test_an_example_is_taken_and_answered_in_the_shape_that_is_shown(
    client: Client, fractal: FractalApi, path: str
) -> None:
    body, shown, shape = EXAMPLES[path]
    if "parent_id" in body:
        body = {**body, "parent_id": fractal.id}
    answer = client.post(path.format(f=fractal.id), json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json().keys() == shown.keys()
    msgspec.convert(shown, shape)
    msgspec.json.decode(answer.content, type=shape)
