"""The pages that join several slices: today, a goal with its evidence, the insights."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from html.parser import HTMLParser

import msgspec
import pytest
from litestar.testing import TestClient
from litestar.types import ASGIApp

from fractal_goals.activities.models import MetricDefinition
from fractal_goals.fractals.models import Goal, PracticeSession
from fractal_goals.fractals.queries.outline import outline
from fractal_goals.insights.queries.overview import calendar, plotted
from fractal_goals.insights.queries.practised import due_goals, neglected_goals, practice_below
from fractal_goals.kit.clock import person_day
from tests.support.gym import Gym, House
from tests.support.statements import asked_for

Client = TestClient[ASGIApp]


@pytest.fixture(autouse=True)
def _at_greenwich(house: House) -> None:
    house.lives_in("UTC")


def ago(days: float) -> datetime:
    """The instant so many days ago."""
    return datetime.now(UTC) - timedelta(days=days)


def aged(gym: Gym, goal: str, days: int, deadline: date | None = None) -> str:
    """A goal that was made so many days ago."""
    made = ago(days)
    gym.update(Goal, goal, created_at=made, created_on=made.date(), deadline=deadline)
    return goal


class Words(HTMLParser):
    """The text of a page's `main`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._parts: list[str] = []
        self.feed(html.partition("<main")[2].partition("</main>")[0])

    def handle_data(self, data: str) -> None:  # noqa: D102 - a parser's own hook
        self._parts.append(data)

    @property
    def text(self) -> str:
        """All words, one blank apart."""
        return " ".join("".join(self._parts).split())


def shown(client: Client, gym: Gym, path: str) -> str:
    """The words of a page."""
    answer = client.get(f"/fractals/{gym.root}{path}")
    assert answer.status_code == 200, answer.text
    return Words(answer.text).text


def weekly(gym: Gym, activity: str, metric: str, values: list[float]) -> None:
    """A session a week, up to this week, each with one value."""
    for place, value in enumerate(values):
        session = gym.session(session_start=ago(7 * (len(values) - 1 - place)))
        gym.value(gym.instance(session, activity), metric, value)
        gym.finish(session, seconds=60)


def test_a_fractal_opens_on_today(client: Client, gym: Gym) -> None:
    answer = client.get(f"/fractals/{gym.root}", follow_redirects=False)
    assert answer.is_redirect
    assert answer.headers["location"] == f"/fractals/{gym.root}/today"
    assert shown(client, gym, "/today")


def test_pages_about_what_is_not_there_say_so(client: Client, gym: Gym) -> None:
    goal = gym.goal()
    gym.trash(Goal, goal)
    for path in (f"/goals/{goal}", "/goals/nowhere", "/insights?metric=nowhere"):
        assert client.get(f"/fractals/{gym.root}{path}").status_code == 404
    for path in ("today", "insights", f"goals/{gym.root}"):
        assert client.get(f"/fractals/nowhere/{path}").status_code == 404


def test_a_deadline_is_near_for_two_weeks_and_once_it_has_passed(gym: Gym) -> None:
    today = ago(0).date()
    far = [aged(gym, gym.goal(), 9, today + timedelta(days=days)) for days in (15, 400)]
    near = [aged(gym, gym.goal(), 9, today + timedelta(days=days)) for days in (-5, 0, 14)]
    gym.complete(aged(gym, gym.goal(), 9, today))
    gym.trash(Goal, aged(gym, gym.goal(), 9, today))
    found = gym.read(due_goals)
    assert [one["id"] for one in found] == near
    assert far
    assert found[0]["deadline"] == (today - timedelta(days=5)).isoformat()


def test_a_goal_is_neglected_by_its_last_practice_or_its_age(gym: Gym) -> None:
    never, lately, long_ago, planned = (aged(gym, gym.goal(), 40) for _ in range(4))
    gym.goal()
    gym.complete(aged(gym, gym.goal(), 90))
    gym.session(goals=[lately], session_start=ago(3))
    gym.session(goals=[lately, long_ago], session_start=ago(30))
    gym.session(goals=[planned], session_start=None)
    trashed = gym.session(goals=[long_ago], session_start=ago(1))
    gym.trash(PracticeSession, trashed)
    found = gym.read(neglected_goals)
    assert {one["id"]: (one["idle_days"], one["last_practised"] is None) for one in found} == {
        never: (40, True),
        planned: (40, True),
        long_ago: (30, False),
    }
    assert found[-1]["id"] == long_ago


def test_today_tells_what_runs_what_is_due_what_is_neglected_and_what_was_last(
    client: Client, gym: Gym
) -> None:
    goal = aged(gym, gym.goal(), 40, ago(2).date())
    for day in range(7, 0, -1):
        gym.finish(gym.session(session_start=ago(day)))
    gym.session(session_start=ago(0.01))
    names = {row.id: row.name for row in gym.rows(Goal)}
    said = shown(client, gym, "/today")
    assert "Running since" in said
    assert "overdue" in said
    assert said.count(names[goal]) >= 2
    assert "never practised, 40 days old" in said
    sessions = sorted(gym.rows(PracticeSession), key=lambda row: row.session_start)
    assert all(row.name in said for row in sessions[-5:])
    assert not any(row.name in said for row in sessions[:-5])


def test_a_goal_counts_the_practice_below_it_as_the_tree_does(gym: Gym) -> None:
    top = gym.goal(type_="LongTermGoal")
    one, two, other = gym.goal(top), gym.goal(top), gym.goal()
    last = ago(1).replace(microsecond=0)
    gym.session(goals=[one, two], session_start=ago(3))
    gym.session(goals=[two], session_start=last)
    gym.session(goals=[other], session_start=ago(0))
    gym.session(goals=[one], session_start=None)
    gym.trash(PracticeSession, gym.session(goals=[one], session_start=ago(0)))
    finished = gym.session(goals=[two], session_start=None, created_at=ago(5))
    gym.finish(finished)
    found = msgspec.json.decode(gym.read(lambda work: practice_below(work, top)))
    assert found["sessions"] == 3
    assert datetime.fromisoformat(found["last_practised"]) == last
    tree = gym.read(lambda work: outline(work, with_sessions=False))["root"]
    node = next(child for child in tree["children"] if child["id"] == top)
    assert (node["practised"], node["last_practised"]) == (3, found["last_practised"])
    empty = msgspec.json.decode(
        gym.read(lambda work: practice_below(work, aged(gym, gym.goal(), 1)))
    )
    assert empty == {"sessions": 0, "last_practised": None}


def test_a_goals_page_shows_targets_and_practice(client: Client, gym: Gym) -> None:
    goal = gym.goal()
    activity = gym.activity()
    metric = gym.metric(activity, name="Tempo", unit="bpm")
    gym.target(goal, activity, (metric, ">=", 120))
    assert "Tempo at least 120 bpm not met yet" in shown(client, gym, f"/goals/{goal}")
    session = gym.session(goals=[goal], session_start=ago(1))
    gym.value(gym.instance(session, activity), metric, 121)
    gym.finish(session)
    said = shown(client, gym, f"/goals/{goal}")
    name = gym.row(PracticeSession, session).name
    assert f"met in {name}" in said
    assert "its targets were met" in said
    assert "practised 1 time, last yesterday" in said


def test_the_calendar_has_the_last_year_by_the_persons_days(house: House, gym: Gym) -> None:
    house.lives_in("Asia/Tokyo", 3)
    for at in (0, 1, 100, 360, 400):
        gym.finish(gym.session(session_start=ago(at)), seconds=600)
    gym.session(session_start=None)
    gym.session(session_start=ago(-3))
    found = gym.read(calendar)
    days = [person_day(ago(at), "Asia/Tokyo", 3).isoformat() for at in (360, 100, 1, 0)]
    assert [one["day"] for one in found["days"]] == days
    assert {one["seconds"] for one in found["days"]} == {600}
    start, end = (date.fromisoformat(found[name]) for name in ("start", "end"))
    assert start.weekday() == 0
    assert 52 * 7 <= (end - start).days < 53 * 7
    assert end.isoformat() == days[-1]


def test_insights_begin_with_the_first_metric_that_is_not_retired(gym: Gym) -> None:
    assert gym.read(lambda work: plotted(work, None))["series"] is None
    activity = gym.activity()
    retired, active = gym.metric(activity), gym.metric(activity)
    gym.update(MetricDefinition, retired, is_active=False)
    assert gym.read(lambda work: plotted(work, None))["series"]["metric"]["id"] == active
    assert gym.read(lambda work: plotted(work, retired))["series"]["metric"]["id"] == retired


def test_the_sentence_says_direction_change_and_pace_or_that_it_cannot_tell(
    client: Client, gym: Gym
) -> None:
    activity = gym.activity()
    tempo = gym.metric(activity, name="Tempo", unit="bpm")
    errors = gym.metric(activity, name="Errors", higher_is_better=False)
    path = f"/insights?metric={tempo}"
    assert "no Tempo recorded yet" in shown(client, gym, path)
    weekly(gym, activity, tempo, [60, 200])
    assert "Tempo: too little to tell, 2 sessions so far" in shown(client, gym, path)
    weekly(gym, activity, errors, [20.0 - number for number in range(9)])
    assert (
        "Errors \N{MINUS SIGN}6 in 8 weeks, a session a week: better, as less is better here"
        in shown(client, gym, f"/insights?metric={errors}")
    )


def test_growth_is_worse_where_less_is_better(client: Client, gym: Gym) -> None:
    activity = gym.activity()
    errors = gym.metric(activity, name="Errors", higher_is_better=False)
    weekly(gym, activity, errors, [float(number) for number in range(9)])
    said = shown(client, gym, "/insights")
    assert "Errors +6 in 8 weeks, a session a week: worse than it was" in said


def test_a_page_costs_the_same_however_much_it_shows(client: Client, gym: Gym) -> None:
    goal, activity = gym.goal(), gym.activity()
    metric = gym.metric(activity)
    paths = ("/today", f"/goals/{goal}", "/goals/" + gym.root, "/insights")
    costs = []
    for times in (2, 10):
        for day in range(times):
            child = aged(gym, gym.goal(goal, "ImmediateGoal"), 50, ago(-3).date())
            gym.target(goal, activity, (metric, ">=", 100))
            session = gym.session(goals=[goal, aged(gym, gym.goal(), 50)], session_start=ago(day))
            gym.value(gym.instance(session, activity), metric, 5)
            assert child
        costs.append([len(asked_for(partial(shown, client, gym, path))) for path in paths])
    assert costs[0] == costs[1]
