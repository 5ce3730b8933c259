"""Cursors are opaque, and nothing but a cursor of ours is one."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractal_goals.kit.errors import Invalid
from fractal_goals.kit.paging import Page, decode_cursor, encode_cursor, page_of

KEYS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(KEYS, KEYS)
def test_a_cursor_comes_back_as_it_went(first: str, second: str) -> None:
    cursor = encode_cursor((first, second))
    assert cursor.isascii()
    assert "=" not in cursor
    assert decode_cursor(cursor, 2) == (first, second)


@pytest.mark.parametrize("text", ["x", "é", "AAAA", "WyJhIl0", "bnVsbA", "W10", "WzEsMl0", "/w=="])
def test_anything_else_is_refused_at_the_cursor(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        decode_cursor(text, 2)
    assert caught.value.errors[0].pointer == "/cursor"


@given(st.text())
def test_no_text_does_worse_than_being_refused(text: str) -> None:
    with suppress(Invalid):
        assert len(decode_cursor(text, 2)) == 2


@pytest.mark.parametrize("limit", [0, -1, 201])
def test_a_limit_is_1_to_200(limit: int) -> None:
    with pytest.raises(Invalid) as caught:
        page_of(limit, None)
    assert caught.value.errors[0].pointer == "/limit"


def test_without_a_limit_there_are_50() -> None:
    assert page_of(None, None) == Page(50, None)
