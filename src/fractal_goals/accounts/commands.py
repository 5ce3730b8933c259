"""What happens to accounts."""

from fractal_goals.accounts.models import User
from fractal_goals.accounts.queries import first_user_id, me, person, wait_for_other_starts
from fractal_goals.accounts.schemas import MeEdit
from fractal_goals.infra.work import Work
from fractal_goals.kit import clock
from fractal_goals.kit.errors import invalid
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.patch import sent_fields

LOCAL_OWNER = "owner"


def ensure_local_owner(work: Work, time_zone: str) -> str:
    """The id of the local owner, made at the first start: one, also by several at once."""
    found = first_user_id(work)
    if found is None:
        wait_for_other_starts(work)
        found = first_user_id(work)
    if found is not None:
        return found
    user_id = new_id()
    work.insert(
        User,
        id=user_id,
        username=LOCAL_OWNER,
        display_name=None,
        time_zone=time_zone if time_zone in clock.zone_names() else "UTC",
        is_admin=True,
    )
    return user_id


def edit_me(work: Work, edit: MeEdit) -> bytes:
    """Change how the actor is addressed and what "today" means to them."""
    row = person(work)
    work.expect_version(row.version)
    values = sent_fields(edit)
    if "time_zone" in values and values["time_zone"] not in clock.zone_names():
        raise invalid("/time_zone", "This is no IANA time zone, such as Europe/Berlin.")
    work.update(User, row, **values)
    return me(work)
