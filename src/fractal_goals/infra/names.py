"""Names that are unique among the living rows of a fractal."""

import sqlalchemy as sa

from fractal_goals.infra.work import Model, Work, living, table_of
from fractal_goals.kit.errors import Conflict
from fractal_goals.kit.text import same_name


def check_name_is_free(work: Work, model: Model, name: str, what: str, own_id: str = "") -> None:
    """Raise `Conflict` (`name_taken`) where a living row other than `own_id` has this name.

    The databases' own indexes know the case of some scripts only, so names are compared
    here. `what` is the row's kind with its article: "an activity".
    """
    table = table_of(model)
    others = work.rows(sa.select(table.c.id, table.c.name).where(living(table)))
    if any(row.id != own_id and same_name(row.name, name) for row in others):
        message = f"There is {what} called “{name}” already."
        raise Conflict(message, code="name_taken", pointer="/name")
