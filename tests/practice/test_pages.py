"""The pages of practice show what is there, without a script."""

from urllib.parse import quote

import pytest

from tests.practice.studio import START, Studio, a_set


def page(studio: Studio, path: str) -> str:
    answer = studio.api.client.get(f"/fractals/{studio.root}{path}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    return answer.text


def test_pages_of_an_empty_fractal_are_shown(studio: Studio) -> None:
    page(studio, "/sessions")
    session = studio.session(None, name="An empty plan")
    for path in (f"/sessions/{session}", f"/sessions/{session}/room"):
        assert "An empty plan" in page(studio, path)


def test_the_list_shows_what_its_filters_ask_for(studio: Studio) -> None:
    studio.session(name="Found <one>", tags=["late & loud"])
    studio.session(name="Hidden")
    shown = page(studio, f"/sessions?tag={quote('late & loud')}&q=&from=2026-01-31&goal_id=")
    assert "Found &lt;one&gt;" in shown
    assert "Hidden" not in shown
    wrong = studio.api.client.get(f"/fractals/{studio.root}/sessions?from=never")
    assert wrong.status_code == 422


def test_the_list_goes_on_where_a_page_ends(studio: Studio) -> None:
    for number in range(52):
        studio.session(f"2026-01-{number % 28 + 1:02}T09:30:00Z", name=f"Sitting no. {number};")
    first = studio.api.read("/sessions")
    both = page(studio, "/sessions") + page(studio, f"/sessions?cursor={first['next_cursor']}")
    assert all(f"Sitting no. {number};" in both for number in range(52))


def test_report_and_room_show_the_session_against_last_time(studio: Studio) -> None:
    press, goal = studio.press(), studio.goal()
    past = studio.session("2026-01-30T09:30:00Z", name="The day before")
    studio.instance(past, press, sets=[a_set(press, 81.25, 5)])
    studio.finish(past, "2026-01-30T10:30:00Z")
    session = studio.session(START, name="Today", parent_goal_ids=[goal])
    studio.instance(session, press, sets=[a_set(press, 83.5, 5)], notes="Felt light")
    served = studio.api.read(f"/goals/{goal}")["name"]
    for path in (f"/sessions/{session}", f"/sessions/{session}/room"):
        shown = page(studio, path)
        for text in ("Today", served, press["name"], "83.5", "Felt light", past):
            assert text in shown, (path, text)


@pytest.mark.parametrize("path", ["/sessions/nothing", "/sessions/nothing/room"])
def test_a_page_of_nothing_is_not_found(studio: Studio, path: str) -> None:
    answer = studio.api.client.get(f"/fractals/{studio.root}{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
