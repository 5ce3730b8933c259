"""Alembic's environment: runs on the connection it is given, never on one of its own choosing.

`fractal_goals.infra.migrations` opens the transaction around this and commits it.

Batch mode rebuilds a table on SQLite from what it can read of it. It cannot read indexes
on expressions (make them again after it), nor fill a generated column (drop that in one
batch and add it in a second). The tests compare the outcome with the models.
"""

from alembic import context

from fractal_goals.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    # SQLite's DDL is transactional too, as `BEGIN` is ours and not the driver's.
    transactional_ddl=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
