"""What OpenAPI shows as examples of sessions and instances."""

from typing import Any

NAMES = {"metric_definition_id": "01kt0000000000000000000000", "name": "Tempo", "unit": "bpm"}
STAMPS = {
    "version": 1,
    "created_at": "2026-01-31T09:30:00Z",
    "updated_at": "2026-01-31T09:30:00Z",
}
SETS: list[dict[str, Any]] = [
    {
        "id": "01ks0000000000000000000000",
        "values": [
            {
                "metric_definition_id": "01kt0000000000000000000000",
                "split_definition_id": "01kp0000000000000000000000",
                "value": 96.0,
            }
        ],
    },
    {"kind": "warm-up", "values": []},
]
VALUES: list[dict[str, Any]] = [
    {"metric_definition_id": "01kt0000000000000000000000", "value": 96.0}
]
NEW_INSTANCE: dict[str, Any] = {
    "activity_definition_id": "01ka0000000000000000000000",
    "section": "Warm-up",
    "values": VALUES,
}
INSTANCE: dict[str, Any] = {
    "id": "01ki0000000000000000000000",
    "root_id": "01kf0000000000000000000000",
    "practice_session_id": "01kn0000000000000000000000",
    "activity": {
        "id": "01ka0000000000000000000000",
        "name": "Scales",
        "has_sets": False,
        "has_splits": False,
        "has_metrics": True,
        "metrics": [
            {
                "id": "01kt0000000000000000000000",
                "name": "Tempo",
                "unit": "bpm",
                "is_active": True,
                "is_multiplicative": False,
                "is_top_set_metric": True,
                "higher_is_better": True,
                "min_value": 0.0,
                "max_value": None,
            }
        ],
        "splits": [],
    },
    "section": "Warm-up",
    "sort_order": 0,
    "time_start": "2026-01-31T09:30:00Z",
    "time_stop": None,
    "duration_seconds": None,
    "completed": False,
    "notes": "",
    "pauses": [],
    "values": [{**NAMES, "split_definition_id": None, "split": None, "value": 96.0}],
    "sets": [],
    "yield": None,
    "best_set_id": None,
    **STAMPS,
}
NEW_SESSION: dict[str, Any] = {
    "name": "Morning scales",
    "parent_goal_ids": ["01kg0000000000000000000000"],
    "session_start": "2026-01-31T09:30:00Z",
    "planned_duration_seconds": 1800,
    "tags": ["at home"],
}
SESSION: dict[str, Any] = {
    "id": "01kn0000000000000000000000",
    "root_id": "01kf0000000000000000000000",
    "name": "Morning scales",
    "description": None,
    "completed": False,
    "session_template_id": None,
    "template_name": None,
    "planned_duration_seconds": 1800,
    "session_start": "2026-01-31T09:30:00Z",
    "session_end": None,
    "total_duration_seconds": None,
    "focus_score": None,
    "energy_level": None,
    "productivity_rating": None,
    "interruptions": None,
    "location": None,
    "tools_used": None,
    "notes": None,
    **STAMPS,
    "tags": ["at home"],
    "parent_goals": [
        {
            "id": "01kg0000000000000000000000",
            "name": "Play all scales at 100 bpm",
            "type": "ShortTermGoal",
            "completed": False,
        }
    ],
    "pauses": [],
    "immediate_goals": [],
    "instances": [INSTANCE],
}
