"""Last time: the latest finished instance of the same activity in an earlier session."""

from typing import Any

import pytest

from tests.practice.studio import Studio, a_set, numbers_in, values


def day(number: int) -> str:
    return f"2026-01-{number:02}T09:00:00Z"


def practised(studio: Studio, activity: Any, number: int, *sets: Any, done: bool = True) -> str:
    """A session on a day with one instance, finished unless said otherwise; the instance."""
    session = studio.session(day(number))
    instance = studio.instance(session, activity, sets=list(sets))
    if done:
        studio.finish(session, day(number))
    return instance


def last(studio: Studio, instance: str) -> Any:
    return studio.api.read(f"/instances/{instance}/last-time")["last_time"]


@pytest.fixture
def press(studio: Studio) -> Any:
    return studio.press()


def test_the_first_time_has_none_before_it(studio: Studio, press: Any) -> None:
    assert last(studio, practised(studio, press, 1, a_set(press, 80, 5))) is None


def test_last_time_comes_with_its_session_sets_and_values(studio: Studio, press: Any) -> None:
    before = practised(studio, press, 1, a_set(press, 80, 5), a_set(press, 85, 5))
    found = last(studio, practised(studio, press, 2, done=False))
    assert numbers_in(found) == [[80.0, 5.0], [85.0, 5.0]]
    assert found["best_set_id"] == found["sets"][1]["id"]
    session = studio.detail(found["practice_session_id"])
    assert found.pop("session") == {
        name: session[name]
        for name in ("id", "name", "session_start", "session_end", "completed", "created_at")
    }
    assert found == studio.shown(before)


def test_it_is_the_latest_by_when_it_happened_not_by_when_it_was_logged(
    studio: Studio, press: Any
) -> None:
    latest = practised(studio, press, 20, a_set(press, 3, 1))
    practised(studio, press, 10, a_set(press, 2, 1))
    practised(studio, press, 15, a_set(press, 1, 1))
    assert last(studio, practised(studio, press, 21, done=False))["id"] == latest
    planned = studio.instance(studio.session(None), press)
    assert last(studio, planned)["id"] == latest


def test_beside_an_old_session_stands_what_came_before_it(studio: Studio, press: Any) -> None:
    first = practised(studio, press, 1, a_set(press, 1, 1))
    second = practised(studio, press, 2, a_set(press, 2, 1))
    third = practised(studio, press, 3, a_set(press, 3, 1))
    assert [last(studio, one) and last(studio, one)["id"] for one in (first, second, third)] == [
        None,
        first,
        second,
    ]


def test_sessions_of_one_instant_follow_the_order_in_which_they_were_made(
    studio: Studio, press: Any
) -> None:
    made = [practised(studio, press, 1, a_set(press, number, 1)) for number in range(3)]
    assert last(studio, made[0]) is None
    assert [last(studio, one)["id"] for one in made[1:]] == made[:2]


def test_only_what_is_finished_counts(studio: Studio, press: Any) -> None:
    open_one = practised(studio, press, 1, a_set(press, 80, 5), done=False)
    now = practised(studio, press, 2, done=False)
    assert last(studio, now) is None
    studio.api.edit(f"/instances/{open_one}", completed=True)
    assert last(studio, now)["id"] == open_one
    studio.api.edit(f"/instances/{open_one}", completed=False)
    session = studio.shown(open_one)["practice_session_id"]
    studio.finish(session)
    assert last(studio, now)["id"] == open_one
    studio.reopen(session)
    assert last(studio, now) is None


def test_what_was_planned_and_left_out_is_passed_over(studio: Studio, press: Any) -> None:
    done = practised(studio, press, 1, a_set(press, 80, 5))
    practised(studio, press, 2)
    assert last(studio, practised(studio, press, 3, done=False))["id"] == done


def test_time_alone_is_something_that_was_done(studio: Studio, press: Any) -> None:
    session = studio.session(day(1))
    instance = studio.instance(session, press)
    studio.turn(instance, "start", day(1))
    studio.finish(session, "2026-01-01T09:20:00Z")
    assert last(studio, practised(studio, press, 2, done=False))["duration_seconds"] == 1200


def test_another_instance_of_the_same_session_is_not_last_time(studio: Studio, press: Any) -> None:
    session = studio.session(day(1))
    first = studio.instance(session, press, sets=[a_set(press, 80, 5)])
    studio.api.edit(f"/instances/{first}", completed=True)
    assert last(studio, studio.instance(session, press)) is None


def test_of_several_in_one_session_it_is_the_last(studio: Studio, press: Any) -> None:
    session = studio.session(day(1))
    for weight in (70, 80):
        studio.instance(session, press, sets=[a_set(press, weight, 5)])
    studio.finish(session, day(1))
    found = last(studio, practised(studio, press, 2, done=False))
    assert numbers_in(found) == [[80.0, 5.0]]


def test_what_lies_in_the_trash_is_not_last_time(studio: Studio, press: Any) -> None:
    first = practised(studio, press, 1, a_set(press, 1, 1))
    second = practised(studio, press, 2, a_set(press, 2, 1))
    third = practised(studio, press, 3, a_set(press, 3, 1))
    now = practised(studio, press, 4, done=False)
    studio.api.remove(f"/instances/{third}")
    assert last(studio, now)["id"] == second
    deletion = studio.api.remove(f"/sessions/{studio.shown(second)['practice_session_id']}")
    assert last(studio, now)["id"] == first
    studio.put_sets(first)
    assert last(studio, now) is None
    studio.api.restore(deletion)
    assert last(studio, now)["id"] == second


def test_another_activity_is_not_last_time(studio: Studio, press: Any) -> None:
    scales = studio.scales()
    session = studio.session(day(1))
    studio.instance(session, scales, values=values(scales, 96))
    studio.finish(session, day(1))
    assert last(studio, practised(studio, press, 2, done=False)) is None
