"""The goals that a session serves, and the words it is filed under."""

from collections.abc import Sequence

from fractal_goals.fractals.models import PracticeSession, SessionGoal, SessionTag
from fractal_goals.infra.work import Work
from fractal_goals.kit.text import unknown
from fractal_goals.practice.queries.detail import session_detail
from fractal_goals.practice.queries.sessions import goals_among, links_of, session, tags_of
from fractal_goals.practice.rules.sessions import check_served
from fractal_goals.practice.schemas import SessionGoals


def replace_goals(work: Work, session_id: str, goals: SessionGoals) -> bytes:
    """Let a session serve these short-term goals and no others."""
    row = session(work, session_id)
    work.expect_version(row.version)
    wanted = checked_goals(work, goals.goal_ids, "/goal_ids")
    links = {link.short_term_goal_id: link for link in links_of(work, session_id)}
    for goal_id in links.keys() - set(wanted):
        work.delete(SessionGoal, links[goal_id])
    link_goals(work, session_id, [goal_id for goal_id in wanted if goal_id not in links])
    if links.keys() != set(wanted):
        work.touch(PracticeSession, row)
        work.settle()
    return session_detail(work, session_id)


def checked_goals(work: Work, goal_ids: Sequence[str], pointer: str) -> list[str]:
    """The ids, each once; raises `Invalid` unless all are living short-term goals of here."""
    wanted = list(dict.fromkeys(goal_ids))
    found = goals_among(work, wanted) if wanted else {}
    for place, goal_id in enumerate(goal_ids):
        if goal_id not in found:
            raise unknown(f"{pointer}/{place}", "goal")
        check_served(found[goal_id].type, f"{pointer}/{place}")
    return wanted


def link_goals(work: Work, session_id: str, goal_ids: Sequence[str]) -> None:
    """Add links to goals."""
    rows = [
        {"practice_session_id": session_id, "short_term_goal_id": goal_id} for goal_id in goal_ids
    ]
    work.insert_many(SessionGoal, rows)


def replace_tags(work: Work, session_id: str, wanted: Sequence[str]) -> bool:
    """File a session under these words and no others; whether that changed anything."""
    stored = {row.tag: row for row in tags_of(work, session_id)}
    for tag in stored.keys() - set(wanted):
        work.delete(SessionTag, stored[tag])
    add_tags(work, session_id, [tag for tag in wanted if tag not in stored])
    return stored.keys() != set(wanted)


def add_tags(work: Work, session_id: str, tags: Sequence[str]) -> None:
    """File a session under more words."""
    work.insert_many(SessionTag, [{"practice_session_id": session_id, "tag": tag} for tag in tags])
