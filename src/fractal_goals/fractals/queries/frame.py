"""What surrounds every page: the person, the fractal, and the session that runs."""

from typing import Any

import sqlalchemy as sa

from fractal_goals.accounts.queries import me
from fractal_goals.fractals.queries.tree import goals, sessions
from fractal_goals.infra.json_sql import as_text, columns, json_object
from fractal_goals.infra.work import Work, living

_FRACTAL = sa.select(as_text(json_object(columns(goals.c, ("id", "name"))))).where(
    goals.c.root_id == sa.bindparam("root_id"), goals.c.id == sa.bindparam("root_id")
)
_RUNNING = (
    sa.select(as_text(json_object(columns(sessions.c, ("id", "name", "session_start")))))
    .where(
        living(sessions),
        sessions.c.session_start.is_not(None),
        sessions.c.session_end.is_(None),
        sessions.c.completed.is_(False),
    )
    .order_by(sessions.c.session_start.desc())
    .limit(1)
)


def frame(work: Work) -> dict[str, Any]:
    """The context that the layout needs: `person`, `fractal`, `running_session`."""
    context: dict[str, Any] = {"person": me(work), "fractal": None, "running_session": None}
    if work.entered is not None:
        context["fractal"] = _bytes(work.scalar(_FRACTAL))
        context["running_session"] = _bytes(work.scalar(_RUNNING))
    context["today"] = work.today.isoformat()
    return context


def _bytes(document: str | None) -> bytes | None:
    return None if document is None else document.encode()
