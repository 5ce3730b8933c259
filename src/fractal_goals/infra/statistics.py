"""How many rows SQLite's planner may expect, the same in every installation.

Without statistics SQLite takes a whole fractal for ten rows, and reads all of it where an
index would lead to the few that are asked for (measured: a page of sessions thirty times
slower). With ANALYZE a plan would depend on when that ran and what was there then. So each
index gets the numbers of a large installation: 250,000 fractals of 1,000 goals, 1,000
sessions, 5,000 instances and 15,000 values. Small ones are fast with any plan.

So many fractals, because SQLite takes a recursive query for 2^20 rows: for a table with
fewer it makes a Bloom filter first, from all rows of all fractals (measured with 50 of them
in the file: 5 ms for a goal's way to the root, which takes 0.03).

PostgreSQL keeps its own statistics.
"""

import sqlalchemy as sa

# By table and index (a primary key is called like its table): all rows, then how many
# share the first column, the first two, and so on.
ROWS: dict[str, dict[str, str]] = {
    "activity_definitions": {
        "activity_definitions": "2500000 10 1",
        "uq_activity_definitions_living_name": "2500000 10 1",
    },
    "activity_groups": {
        "activity_groups": "1250000 5 1",
        "uq_activity_groups_living_name": "1250000 5 1",
    },
    "activity_instances": {
        "activity_instances": "1250000000 5000 1",
        "ix_activity_instances_activity": "1250000000 5000 500 1",
        "ix_activity_instances_running": "250000 1 1",
        "ix_activity_instances_session": "1250000000 5000 5 1",
    },
    "activity_sets": {"activity_sets": "1250000000 5000 4 1"},
    "fractals": {"fractals": "250000 1", "ix_fractals_user": "250000 3"},
    "goals": {
        "goals": "250000000 1000 1",
        "ix_goals_parent": "250000000 1000 3 1",
        "uq_goals_living_root_name": "250000 3 1",
    },
    "history": {"history": "5000000000 20000 1"},
    "instance_pauses": {"instance_pauses": "250000000 1000 1 1"},
    "memberships": {"memberships": "250000 1 1", "ix_memberships_user": "250000 3"},
    "metric_definitions": {
        "metric_definitions": "5000000 20 1",
        "uq_metric_definitions_living_name": "5000000 20 2 1",
    },
    "metric_values": {
        "metric_values": "3750000000 15000 3 1",
        "ix_metric_values_metric": "3750000000 15000 750 2 1",
        "uq_metric_values_living_place": "3750000000 15000 3 2 1 1",
    },
    "practice_session_goals": {
        "practice_session_goals": "375000000 1500 2 1",
        "ix_practice_session_goals_goal": "375000000 1500 15 1",
    },
    "practice_session_tags": {"practice_session_tags": "250000000 1000 1 1"},
    "practice_sessions": {
        "practice_sessions": "250000000 1000 1",
        "ix_practice_sessions_happened": "250000000 1000 1 1",
    },
    "session_pauses": {"session_pauses": "125000000 500 1 1"},
    "session_templates": {
        "session_templates": "2500000 10 1",
        "uq_session_templates_living_name": "2500000 10 1",
    },
    "split_definitions": {
        "split_definitions": "1250000 5 1",
        "uq_split_definitions_living_name": "1250000 5 2 1",
    },
    "target_conditions": {"target_conditions": "37500000 150 2 1"},
    "targets": {"targets": "25000000 100 1", "ix_targets_goal": "25000000 100 2 1"},
    "template_activities": {"template_activities": "5000000 20 6 1"},
    "template_sections": {"template_sections": "2500000 10 3 1"},
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
