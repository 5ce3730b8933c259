"""The whole content of a database, to be compared with that of another moment."""

import sqlalchemy as sa

from fractal_goals.tables import metadata

Dump = dict[str, list[tuple[object, ...]]]


def dump(engine: sa.Engine) -> Dump:
    """Every row of every table, by table, in the order of the primary key."""
    with engine.connect() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(sa.select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
        }
