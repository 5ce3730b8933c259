"""A number is read as it was recorded, to the last digit: sending it back changes nothing."""

import pytest

from tests.practice.studio import START, Studio, a_set, numbers_in, values

PRECISE = [0.1 + 0.2, 1 / 3, 1_234_567.8901234567, 1e-7, 80.0]


@pytest.mark.parametrize("number", PRECISE)
def test_a_number_keeps_all_its_digits(studio: Studio, number: float) -> None:
    press = studio.press()
    session = studio.session(START)
    instance = studio.instance(session, press, sets=[a_set(press, number, 8)])
    studio.put_values(instance, *values(press, number))
    for shown in (studio.shown(instance), *studio.detail(session)["instances"]):
        assert numbers_in(shown) == [[number, 8]]
        assert [one["value"] for one in shown["values"]] == [number]


def test_a_field_of_the_room_holds_all_digits(studio: Studio) -> None:
    press = studio.press()
    session = studio.session(START)
    studio.instance(session, press, sets=[a_set(press, 0.1 + 0.2, 8)])
    room = studio.api.client.get(f"/fractals/{studio.root}/sessions/{session}/room").text
    assert f'value="{0.1 + 0.2}"' in room
