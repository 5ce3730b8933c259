"""Examples of bodies and answers, as OpenAPI shows them."""

FRACTAL = {"name": "Become a concert pianist", "deadline": "2036-12-31"}
FRACTAL_MADE = {
    "id": "01kf0000000000000000000000",
    "root_id": "01kf0000000000000000000000",
    **FRACTAL,
    "description": None,
    "completed": False,
    "goal_count": 1,
    "session_count": 0,
    "last_activity": None,
    "version": 1,
    "created_at": "2026-01-31T09:30:00Z",
    "updated_at": "2026-01-31T09:30:00Z",
}
GOAL = {
    "type": "LongTermGoal",
    "name": "Play the Goldberg Variations",
    "parent_id": "01kf0000000000000000000000",
}
GOAL_MADE = {
    "id": "01kl0000000000000000000000",
    "root_id": "01kf0000000000000000000000",
    **GOAL,
    "description": None,
    "deadline": None,
    "completed": False,
    "completed_at": None,
    "completion_source": None,
    "completed_session_id": None,
    "completes_with_children": False,
    "sort_order": 0,
    "version": 1,
    "created_at": "2026-01-31T09:30:00Z",
    "updated_at": "2026-01-31T09:30:00Z",
    "deadline_after_parent": False,
    "path": [
        {
            "id": "01kf0000000000000000000000",
            "type": "UltimateGoal",
            "name": "Become a concert pianist",
        }
    ],
    "children": [],
}
MOVE = {"parent_id": "01kg0000000000000000000000", "sort_order": 0}
COMPLETION = {"completed_session_id": "01kn0000000000000000000000"}
