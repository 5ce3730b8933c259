"""What a client sent: fields that a PATCH omits, and list items that name rows by id."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

import msgspec
from msgspec import UNSET

from fractal_goals.kit.errors import invalid
from fractal_goals.kit.text import unknown

T = TypeVar("T")
AnItem = TypeVar("AnItem", bound="Item")


class Item(Protocol):
    """An item of a list; its `id` names the row that it stands for, None a new row."""

    @property
    def id(self) -> str | None:
        """The row's id."""


def sent_fields(edit: msgspec.Struct) -> dict[str, Any]:
    """The fields that were sent, by name: what was omitted is left out, null is None."""
    return {
        name: value
        for name in edit.__struct_fields__
        if (value := getattr(edit, name)) is not UNSET
    }


def placed(items: Sequence[AnItem], pointer: str) -> list[tuple[str, AnItem]]:
    """The items of the list at `pointer`, each with a pointer of its own."""
    return [(f"{pointer}/{place}", item) for place, item in enumerate(items)]


def rows_named(
    places: Sequence[tuple[str, Item]], stored: Mapping[str, T] | None, what: str
) -> list[T | None]:
    """The stored row that each item names by its id, None for a new one.

    Where nothing is stored yet (`stored` is None) an id is the client's own for a new row.
    Raises `Invalid`: `id_twice`, and `unknown_id` for an id that is not among `stored`.
    """
    seen: set[str] = set()
    for pointer, item in places:
        if item.id is None:
            continue
        if item.id in seen:
            raise invalid(f"{pointer}/id", "This id stands twice.", code="id_twice")
        if stored is not None and item.id not in stored:
            raise unknown(f"{pointer}/id", what)
        seen.add(item.id)
    return [stored.get(item.id) if stored and item.id else None for _, item in places]
