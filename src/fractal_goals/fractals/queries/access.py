"""Who may enter a fractal: the first statement of every request about one."""

import dataclasses

import msgspec
import sqlalchemy as sa

from fractal_goals.accounts.models import Membership, User
from fractal_goals.fractals.models import Fractal, Goal
from fractal_goals.infra.json_sql import as_text, columns, json_object
from fractal_goals.infra.work import Work, table_of
from fractal_goals.kit.errors import Forbidden, NotFound

_user, _fractal, _member, _root = (table_of(model) for model in (User, Fractal, Membership, Goal))
_ACCESS = (
    sa.select(
        as_text(
            json_object(
                {
                    **columns(_user.c, ("time_zone", "day_start_hour", "is_admin")),
                    "role": sa.case(
                        (_fractal.c.user_id == _user.c.id, "owner"), else_=_member.c.role
                    ),
                }
            )
        )
    )
    .select_from(_user)
    .join(_fractal, _fractal.c.root_id == sa.bindparam("fractal_id"))
    .join(_root, (_root.c.root_id == _fractal.c.root_id) & (_root.c.id == _fractal.c.root_id))
    .outerjoin(
        _member,
        (_member.c.root_id == _fractal.c.root_id) & (_member.c.user_id == _user.c.id),
    )
    .where(
        _user.c.id == sa.bindparam("user_id"),
        _user.c.is_active,
        _root.c.deleted_at.is_(None),
    )
)
# On PostgreSQL the writers of one fractal queue up here, so that what a command
# has read (a parent, the running timer) still holds when it writes.
_ACCESS_TO_WRITE = _ACCESS.with_for_update(of=_fractal)


class Access(msgspec.Struct, gc=False):
    """What a person may do in a fractal, and what "today" means to them."""

    time_zone: str
    day_start_hour: int
    is_admin: bool
    role: str | None


_AS_ACCESS = msgspec.json.Decoder(Access)


def enter(work: Work, root_id: str, *, writes: bool) -> None:
    """Let a Work into a fractal, as owner, editor or viewer.

    Raises `NotFound` where there is no such living fractal for this person, and
    `Forbidden` where a viewer wants to write.
    """
    statement = _ACCESS_TO_WRITE if writes else _ACCESS
    document = work.scalar(statement, fractal_id=root_id, user_id=work.actor.user_id)
    if document is None:
        raise NotFound
    found = _AS_ACCESS.decode(document)
    if found.role is None:
        raise NotFound
    if writes and found.role == "viewer":
        message = "You may look at this fractal, but not change it."
        raise Forbidden(message)
    work.entered, work.role = root_id, found.role
    work.actor = dataclasses.replace(
        work.actor,
        time_zone=found.time_zone,
        day_start_hour=found.day_start_hour,
        is_admin=found.is_admin,
    )
