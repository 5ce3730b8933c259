"""What the database can tell of its own soundness."""

import sqlalchemy as sa

from fractal_goals.doctor.findings import Finding

GUARDS = {"history_adds", "history_keeps", "history_stays"}
_INVALID = """
SELECT conrelid::regclass::text, conname FROM pg_constraint
WHERE connamespace = current_schema()::regnamespace AND NOT convalidated
"""
_RIGHTS = """
SELECT DISTINCT privilege_type FROM information_schema.role_table_grants
WHERE table_schema = current_schema() AND table_name = 'history' AND grantee = 'PUBLIC'
AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')
"""


def is_sqlite(connection: sa.Connection) -> bool:
    """Which of the two databases this is."""
    return connection.dialect.name == "sqlite"


def damaged_pages(connection: sa.Connection) -> list[Finding]:
    """What SQLite's own check of its file finds. PostgreSQL is checked by its own tools."""
    if not is_sqlite(connection):
        return []
    found = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    return [Finding(f"{line}.") for line in found if line != "ok"]


def dangling_references(connection: sa.Connection) -> list[Finding]:
    """Rows that point at nothing. PostgreSQL cannot hold any while its keys are valid."""
    if is_sqlite(connection):
        found = connection.exec_driver_sql("PRAGMA foreign_key_check")
        return [Finding(f"A row points at nothing in {row[2]}.", table=row[0]) for row in found]
    invalid = connection.exec_driver_sql(_INVALID)
    return [Finding(f"{row[1]} was never checked.", table=row[0]) for row in invalid]


def unguarded_history(connection: sa.Connection) -> list[Finding]:
    """Ways to change the history that should not be there."""
    if is_sqlite(connection):
        question = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history'"
        missing = GUARDS - set(connection.exec_driver_sql(question).scalars())
        return [Finding(f"The trigger {name} is missing.", "history") for name in sorted(missing)]
    rights = connection.exec_driver_sql(_RIGHTS).scalars()
    return [Finding(f"Everybody may {right} the history.", "history") for right in rights]
