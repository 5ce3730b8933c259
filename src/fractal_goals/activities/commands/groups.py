"""Making, editing, ordering and deleting groups of activities."""

from fractal_goals.activities.models import ActivityGroup
from fractal_goals.activities.queries import (
    group,
    group_detail,
    groups_in_order,
    next_sort_order,
)
from fractal_goals.activities.schemas import GroupEdit, GroupNew, GroupPlace
from fractal_goals.fractals.commands.trash import trash
from fractal_goals.fractals.rules import reordered
from fractal_goals.infra.creation import digest_of, is_retry
from fractal_goals.infra.names import check_name_is_free
from fractal_goals.infra.work import Work
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.patch import sent_fields
from fractal_goals.kit.text import trimmed_name

WHAT = "a group"


def create_group(work: Work, new: GroupNew) -> tuple[str, bytes, bool]:
    """Make a group; its id, its row, and whether it is new."""
    digest = digest_of(new)
    group_id = new.id or new_id()
    if is_retry(work, ActivityGroup, new.id, digest):
        return group_id, group_detail(work, group_id), False
    name = trimmed_name(new.name)
    check_name_is_free(work, ActivityGroup, name, WHAT)
    place = next_sort_order(work, ActivityGroup) if new.sort_order is None else new.sort_order
    work.insert(
        ActivityGroup,
        id=group_id,
        name=name,
        description=new.description,
        sort_order=place,
        creation_digest=digest if new.id else None,
    )
    return group_id, group_detail(work, group_id), True


def edit_group(work: Work, group_id: str, edit: GroupEdit) -> bytes:
    """Change a group."""
    row = group(work, group_id)
    work.expect_version(row.version)
    values = sent_fields(edit)
    if "name" in values:
        values["name"] = trimmed_name(values["name"])
        check_name_is_free(work, ActivityGroup, values["name"], WHAT, group_id)
    work.update(ActivityGroup, row, **values)
    return group_detail(work, group_id)


def place_group(work: Work, group_id: str, place: GroupPlace) -> bytes:
    """Put a group at a place among the others, which make room."""
    work.expect_version(group(work, group_id).version)
    rows = {row.id: row for row in groups_in_order(work)}
    order = reordered(list(rows), group_id, place.sort_order)
    work.update_each(
        ActivityGroup, [(rows[one_id], {"sort_order": at}) for at, one_id in enumerate(order)]
    )
    return group_detail(work, group_id)


def delete_group(work: Work, group_id: str) -> str:
    """Put a group into the trash; its activities stay, without a group."""
    row = group(work, group_id)
    work.expect_version(row.version)
    return trash(work, ActivityGroup, row)
