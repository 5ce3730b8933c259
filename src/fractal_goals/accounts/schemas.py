"""What goes in and out about a person."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from fractal_goals.kit.text import Line


class Me(msgspec.Struct, gc=False):
    """The person who asks."""

    id: str
    username: str
    email: str | None
    display_name: str | None
    time_zone: str
    day_start_hour: int
    is_admin: bool
    version: int
    created_at: datetime
    updated_at: datetime


class MeEdit(msgspec.Struct, forbid_unknown_fields=True):
    """What a person may change about themselves: an omitted field keeps."""

    display_name: Line | None | UnsetType = UNSET
    time_zone: Annotated[str, msgspec.Meta(max_length=64)] | UnsetType = UNSET
    day_start_hour: Annotated[int, msgspec.Meta(ge=0, le=23)] | UnsetType = UNSET
