"""Examples of bodies and answers, as OpenAPI shows them."""

from dataclasses import asdict
from typing import Any

from fractal_goals.activities.rules import Metric

_STAMPS = {
    "version": 1,
    "created_at": "2026-01-31T09:30:00Z",
    "updated_at": "2026-01-31T09:30:00Z",
}
_ROOT_ID = "01kf0000000000000000000000"
_WEIGHT = {"name": "Weight", "unit": "kg", "is_multiplicative": True, "is_top_set_metric": True}

GROUP = {"name": "Strength", "description": "Slow and heavy"}
GROUP_MADE = {
    "id": "01kg0000000000000000000000",
    "root_id": _ROOT_ID,
    **GROUP,
    "sort_order": 0,
    **_STAMPS,
}
ACTIVITY: dict[str, Any] = {
    "name": "Bench press",
    "metrics": [_WEIGHT, {"name": "Repetitions", "unit": "", "is_multiplicative": True}],
    "splits": [],
}
ACTIVITY_MADE = {
    "id": "01ka0000000000000000000000",
    "root_id": _ROOT_ID,
    "group_id": None,
    "group": None,
    "name": "Bench press",
    "description": None,
    "has_sets": True,
    "has_splits": False,
    "has_metrics": True,
    "sort_order": 0,
    **_STAMPS,
    "metrics": [
        {"id": f"01km000000000000000000000{place}", **asdict(Metric(**one)), "sort_order": place}
        for place, one in enumerate(ACTIVITY["metrics"])
    ],
    "splits": [],
}
