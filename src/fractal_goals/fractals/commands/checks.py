"""What a person may write about a goal, whichever way they reach it."""

from typing import Any

from fractal_goals.fractals.queries.fractals import root_names
from fractal_goals.fractals.rules import check_deadline
from fractal_goals.fractals.schemas import FractalEdit, GoalEdit
from fractal_goals.infra.work import Row, Work
from fractal_goals.kit.errors import Conflict
from fractal_goals.kit.patch import sent_fields
from fractal_goals.kit.text import same_name, trimmed_name


def edited_fields(work: Work, row: Row, edit: GoalEdit | FractalEdit) -> dict[str, Any]:
    """The checked values that a PATCH of a goal brings; omitted fields are left out.

    A deadline that stays what it is may have passed. The day of creation bounds a new one
    too: who has travelled west since may have an earlier today.
    """
    values = sent_fields(edit)
    if "name" in values:
        values["name"] = trimmed_name(values["name"])
        if row.user_id is not None:
            check_root_name(work, values["name"], row.id, row.user_id)
    if "deadline" in values and values["deadline"] != row.deadline:
        check_deadline(values["deadline"], max(work.today, row.created_on or work.today))
    return values


def check_root_name(work: Work, name: str, root_id: str, owner_id: str) -> None:
    """Root names are unique per owner: raise `Conflict` (`name_taken`)."""
    if any(row.id != root_id and same_name(row.name, name) for row in root_names(work, owner_id)):
        message = f"You already have a fractal called “{name}”."
        raise Conflict(message, code="name_taken", pointer="/name")
