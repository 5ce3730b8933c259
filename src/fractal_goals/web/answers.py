"""Answers: JSON that the database made goes out as it is."""

from typing import Any, TypeVar, cast

from litestar import MediaType, Response

T = TypeVar("T")


def shaped(shape: type[T], raw: bytes) -> T:
    """Pass JSON bytes through, declared as `shape` so that OpenAPI describes them."""
    _ = shape
    return cast("T", raw)


def created(raw: bytes, location: str, *, is_new: bool) -> Response[Any]:
    """201 with `Location`; 200 where a retry found what it had made before."""
    status = 201 if is_new else 200
    return Response(
        raw, status_code=status, media_type=MediaType.JSON, headers={"Location": location}
    )


def deleted(deletion_id: str) -> Response[None]:
    """204; `Deletion-Id` names the deletion for undo."""
    return Response(None, status_code=204, headers={"Deletion-Id": deletion_id})
