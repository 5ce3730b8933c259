"""How many rows SQLite's planner may expect, the same in every installation.

Without statistics SQLite takes a whole fractal for ten rows, and reads all of it where an
index would lead to the few that are asked for (measured: a page of sessions thirty times
slower). With ANALYZE a plan would depend on when that ran and what was there then. So each
index gets the numbers of a large installation: 50 fractals of 1,000 goals, 1,000
sessions, 5,000 instances and 15,000 values. Small ones are fast with any plan.

PostgreSQL keeps its own statistics.
"""

import sqlalchemy as sa

# By table and index (a primary key is called like its table): all rows, then how many
# share the first column, the first two, and so on.
ROWS: dict[str, dict[str, str]] = {
    "activity_definitions": {
        "activity_definitions": "500 10 1",
        "uq_activity_definitions_living_name": "500 10 1",
    },
    "activity_groups": {
        "activity_groups": "250 5 1",
        "uq_activity_groups_living_name": "250 5 1",
    },
    "activity_instances": {
        "activity_instances": "250000 5000 1",
        "ix_activity_instances_activity": "250000 5000 500 1",
        "ix_activity_instances_running": "50 1 1",
        "ix_activity_instances_session": "250000 5000 5 1",
    },
    "activity_sets": {"activity_sets": "250000 5000 4 1"},
    "fractals": {"fractals": "1000 1", "ix_fractals_user": "1000 3"},
    "goals": {
        "goals": "50000 1000 1",
        "ix_goals_parent": "50000 1000 3 1",
        "uq_goals_living_root_name": "1000 3 1",
    },
    "history": {"history": "1000000 20000 1"},
    "instance_pauses": {"instance_pauses": "50000 1000 1 1"},
    "memberships": {"memberships": "1000 1 1", "ix_memberships_user": "1000 3"},
    "metric_definitions": {
        "metric_definitions": "1000 20 1",
        "uq_metric_definitions_living_name": "1000 20 2 1",
    },
    "metric_values": {
        "metric_values": "750000 15000 3 1",
        "ix_metric_values_metric": "750000 15000 750 2 1",
        "uq_metric_values_living_place": "750000 15000 3 2 1 1",
    },
    "practice_session_goals": {
        "practice_session_goals": "75000 1500 2 1",
        "ix_practice_session_goals_goal": "75000 1500 15 1",
    },
    "practice_session_tags": {"practice_session_tags": "50000 1000 1 1"},
    "practice_sessions": {
        "practice_sessions": "50000 1000 1",
        "ix_practice_sessions_happened": "50000 1000 1 1",
    },
    "session_pauses": {"session_pauses": "25000 500 1 1"},
    "session_templates": {
        "session_templates": "500 10 1",
        "uq_session_templates_living_name": "500 10 1",
    },
    "split_definitions": {
        "split_definitions": "250 5 1",
        "uq_split_definitions_living_name": "250 5 2 1",
    },
    "target_conditions": {"target_conditions": "7500 150 2 1"},
    "targets": {"targets": "5000 100 1", "ix_targets_goal": "5000 100 2 1"},
    "template_activities": {"template_activities": "1000 20 6 1"},
    "template_sections": {"template_sections": "500 10 3 1"},
    "users": {"users": "500 1", "uq_users_email": "500 1", "uq_users_username": "500 1"},
}


def write_statistics(connection: sa.Connection) -> None:
    """Replace what a SQLite file's planner goes by; connections opened later use it."""
    # Makes the table of statistics without looking at any row.
    connection.exec_driver_sql("ANALYZE sqlite_schema")
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    for table in sa.inspect(connection).get_table_names():
        for index, stat in ROWS.get(table, {}).items():
            connection.exec_driver_sql(
                "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", (table, index, stat)
            )
