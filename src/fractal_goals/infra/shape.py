"""Whether the physical schema of a database equals the models, told as comparable lines.

Alembic's own comparison sees neither CHECKs nor indexes on expressions on both databases.
Here the models are built beside the database, in memory or in a schema that is rolled
back, and what the two databases say about themselves is compared.
"""

import re

import sqlalchemy as sa

_SQLITE = """
SELECT type, tbl_name, sql FROM sqlite_master
WHERE type IN ('table', 'index') AND sql IS NOT NULL
    AND tbl_name <> 'alembic_version' AND tbl_name NOT LIKE 'sqlite_%'
"""
_COLUMNS = """
SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attcollation = 'pg_catalog."C"'::regcollation THEN ' COLLATE C' ELSE '' END
    || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
    || coalesce(CASE a.attgenerated WHEN 's' THEN ' STORED ' ELSE ' DEFAULT ' END
                || pg_get_expr(d.adbin, d.adrelid), '')
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
    AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'alembic_version'
"""
# NOT NULL constraints are told with their columns.
_CONSTRAINTS = """
SELECT c.relname || ': ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE c.relnamespace = current_schema()::regnamespace
    AND k.contype <> 'n' AND c.relname <> 'alembic_version'
"""
_INDEXES = """
SELECT replace(pg_get_indexdef(i.indexrelid), current_schema() || '.', '')
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relname <> 'alembic_version'
"""
_SCRATCH = "fractal_goals_models"


def differences(engine: sa.Engine, metadata: sa.MetaData) -> list[str]:
    """What the database lacks of the models, and what it has besides; empty if they are equal."""
    if engine.dialect.name == "sqlite":
        there, wanted = _shape_of_sqlite(engine), _models_on_sqlite(metadata)
    else:
        there, wanted = _shapes_on_postgresql(engine, metadata)
    return [
        *(f"missing: {line}" for line in sorted(wanted - there)),
        *(f"unexpected: {line}" for line in sorted(there - wanted)),
    ]


def _models_on_sqlite(metadata: sa.MetaData) -> set[str]:
    scratch = sa.create_engine("sqlite://")
    try:
        metadata.create_all(scratch)
        return _shape_of_sqlite(scratch)
    finally:
        scratch.dispose()


def _shape_of_sqlite(engine: sa.Engine) -> set[str]:
    with engine.connect() as connection:
        found = connection.exec_driver_sql(_SQLITE).fetchall()
    lines: set[str] = set()
    for kind, table, statement in found:
        text = " ".join(statement.split())
        if kind == "index":
            lines.add(text)
        else:
            lines.update(f"{table}: {part}" for part in _parts(text))
    return lines


def _parts(create_table: str) -> list[str]:
    """The columns, constraints and options of a CREATE TABLE, in whatever order they stand."""
    body, _, options = create_table.partition("(")[2].rpartition(")")
    parts, depth = [""], 0
    for piece in re.split(r"([(),])", body):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in (*parts, options) if part.strip()]


def _shapes_on_postgresql(engine: sa.Engine, metadata: sa.MetaData) -> tuple[set[str], set[str]]:
    with engine.connect() as connection, connection.begin() as transaction:
        there = _shape_of_postgresql(connection)
        connection.exec_driver_sql(f"CREATE SCHEMA {_SCRATCH}")
        connection.exec_driver_sql(f"SET LOCAL search_path TO {_SCRATCH}")
        metadata.create_all(connection)
        wanted = _shape_of_postgresql(connection)
        transaction.rollback()
    return there, wanted


def _shape_of_postgresql(connection: sa.Connection) -> set[str]:
    questions = (_COLUMNS, _CONSTRAINTS, _INDEXES)
    return {line for question in questions for (line,) in connection.exec_driver_sql(question)}
