"""Making demonstration fractals and taking them away again."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from fractal_goals.demonstration.chance import Chance
from fractal_goals.demonstration.diary import rows_of
from fractal_goals.demonstration.story import Size, tell
from fractal_goals.fractals.commands.fractals import delete_fractal
from fractal_goals.fractals.models import Fractal
from fractal_goals.fractals.queries.fractals import demonstrations, fractal_detail, root_names
from fractal_goals.fractals.rules import DEMONSTRATION_PREFIX
from fractal_goals.infra.work import Work, table_of
from fractal_goals.kit import clock
from fractal_goals.kit.errors import Conflict, NotFound
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.text import folded
from fractal_goals.tables import metadata

_fractals = table_of(Fractal)
# What others point at comes first.
_ORDER = {table: place for place, table in enumerate(metadata.sorted_tables)}
# What the one click makes: small enough to look through, long enough to show something.
ONE_CLICK = Size(years=2, goals=60)
ONE_CLICK_SEED = 1


def make_demonstration(work: Work) -> tuple[str, bytes]:
    """The demonstration fractal of one click: its id and its row.

    Raises `Conflict` (`demonstration_present`) where this person has one.
    """
    if demonstrations(work):
        message = "There is a demonstration already. Remove it first."
        raise Conflict(message, code="demonstration_present")
    made = make_fractal(work, ONE_CLICK_SEED, 0, ONE_CLICK, ids=new_id())
    return made.root_id, fractal_detail(work, made.root_id)


def remove_demonstration(work: Work) -> str:
    """Put the demonstration (of several: the latest) into the trash; the deletion's id."""
    found = demonstrations(work)
    if not found:
        raise NotFound
    work.entered = found[-1]
    return delete_fractal(work)


class Made(NamedTuple):
    """A fractal that was stored, and how many rows it has."""

    root_id: str
    name: str
    rows: int


def make_fractal(work: Work, seed: int, number: int, size: Size, *, ids: str = "") -> Made:
    """Store the `number`-th demonstration fractal of a seed.

    The same seed makes the same rows on the same day; other `ids` make other ids.
    Raises `Conflict` (`demonstration_present`) where it was made before.
    """
    draws = Chance(f"{seed}/{number}/{ids}")
    now = this_morning(work)
    root_id = DEMONSTRATION_PREFIX + draws.new_id(now)
    if work.first(sa.select(_fractals.c.root_id).where(_fractals.c.root_id == root_id)):
        message = f"The demonstration of seed {seed} is there already. Choose another --seed."
        raise Conflict(message, code="demonstration_present")
    story = tell(seed, number, size, now, work.actor.time_zone)
    story.goals[0].name = _free_name(work, story.name)
    written = rows_of(story, root_id, work.actor.user_id, draws)
    for model in sorted(written, key=lambda model: _ORDER[table_of(model)]):
        work.insert_many(model, written[model])
    return Made(root_id, story.goals[0].name, sum(map(len, written.values())))


def this_morning(work: Work) -> datetime:
    """The beginning of the person's day, so that a seed tells the same until tomorrow."""
    return clock.day_start(work.today, work.actor.time_zone, work.actor.day_start_hour)


def _free_name(work: Work, name: str) -> str:
    """The name, with a number where this person has a fractal of that name."""
    taken = {folded(row.name) for row in root_names(work)}
    number, free = 1, name
    while folded(free) in taken:
        number += 1
        free = f"{name} ({number})"
    return free
