"""Names are trimmed, on one line, and clash whatever their case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractal_goals.kit.errors import Invalid
from fractal_goals.kit.text import same_name, trimmed_name

VISIBLE = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=200
)


@given(VISIBLE, st.sampled_from(["", " ", "   ", "\u3000"]))
def test_blanks_around_a_name_are_trimmed(name: str, blank: str) -> None:
    assert trimmed_name(f"{blank}{name}{blank}") == name


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "a\nb", "a\0b", "a\x7fb"])
def test_what_is_no_name_is_refused_at_its_field(name: str) -> None:
    with pytest.raises(Invalid) as caught:
        trimmed_name(name, "/metrics/0/name")
    assert caught.value.errors[0].pointer == "/metrics/0/name"


@pytest.mark.parametrize(
    ("one", "other"), [("Étude", "étude"), ("STRASSE", "Straße"), ("ΣΑΣ", "σας")]
)
def test_case_does_not_tell_names_apart_in_any_script(one: str, other: str) -> None:
    assert same_name(one, other)


def test_accents_do() -> None:
    assert not same_name("Etude", "Étude")
