"""Making and editing whole fractals."""

from fractal_goals.fractals.commands.checks import check_root_name, edited_fields
from fractal_goals.fractals.commands.trash import trash_fractal
from fractal_goals.fractals.models import Fractal, Goal
from fractal_goals.fractals.queries.fractals import fractal_detail, root_names
from fractal_goals.fractals.queries.goals import goal
from fractal_goals.fractals.rules import check_deadline
from fractal_goals.fractals.schemas import FractalEdit, FractalNew
from fractal_goals.infra.creation import digest_of, id_taken, is_retry
from fractal_goals.infra.work import Work
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.text import trimmed_name


def create_fractal(work: Work, new: FractalNew) -> tuple[str, bytes, bool]:
    """Make a fractal with its ultimate goal; its id, its row, and whether it is new."""
    digest = digest_of(new)
    root_id = new.id or new_id()
    if is_retry(work, Fractal, new.id, digest):
        if root_id not in {row.id for row in root_names(work)}:
            # It lies in the trash, or is another person's.
            raise id_taken()
        return root_id, fractal_detail(work, root_id), False
    name = trimmed_name(new.name)
    check_deadline(new.deadline, work.today)
    check_root_name(work, name, root_id, work.actor.user_id)
    work.insert(
        Fractal,
        root_id=root_id,
        user_id=work.actor.user_id,
        creation_digest=digest if new.id else None,
    )
    work.insert(
        Goal,
        root_id=root_id,
        id=root_id,
        type="UltimateGoal",
        name=name,
        description=new.description,
        deadline=new.deadline,
        created_on=work.today,
        user_id=work.actor.user_id,
    )
    return root_id, fractal_detail(work, root_id), True


def edit_fractal(work: Work, edit: FractalEdit) -> bytes:
    """Change a fractal's name, description or deadline: those of its root goal."""
    row = goal(work, work.root_id)
    work.expect_version(row.version)
    work.update(Goal, row, **edited_fields(work, row, edit))
    return fractal_detail(work, work.root_id)


def delete_fractal(work: Work) -> str:
    """Put a fractal and everything in it into the trash; the deletion's id."""
    work.expect_version(goal(work, work.root_id).version)
    return trash_fractal(work)
