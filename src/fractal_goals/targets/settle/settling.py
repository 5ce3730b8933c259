"""The step before every commit: which targets are met, then which goals are complete.

It starts from what the Work changed, reads a bounded number of times and writes in the
same transaction. An error in one target fails the whole write.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from fractal_goals.fractals.models import Goal
from fractal_goals.fractals.rules import LEVELS
from fractal_goals.infra.work import Row, Work
from fractal_goals.targets.models import Target
from fractal_goals.targets.queries.evidence import (
    StoredTarget,
    concerned_targets,
    finished_evidence,
)
from fractal_goals.targets.queries.grounds import goals_to_settle
from fractal_goals.targets.rules import Completion, Evidence, Grounds, first_to_meet, settled
from fractal_goals.targets.settle.touched import Touched, touched_by

DEPTH = {level: depth for depth, level in enumerate(LEVELS)}


def settle(work: Work) -> None:
    """Settle every fractal that this Work has changed since it was last settled."""
    touched = touched_by(work.changes[work.settled :])
    entered = work.entered
    for root_id, here in touched.items():
        work.entered = root_id
        _settle_fractal(work, here)
    work.entered = entered
    work.settled = len(work.changes)


def _settle_fractal(work: Work, touched: Touched) -> None:
    changed = _settle_targets(work, touched) if touched.evidence else set()
    named = changed | touched.goals | touched.former_parents | touched.switched
    if named:
        _settle_goals(work, goals_to_settle(work, named), touched, changed)


def _settle_targets(work: Work, touched: Touched) -> set[str]:
    """Store which instance met each target first; the goals whose evidence has changed."""
    concerned = concerned_targets(
        work,
        target_ids=touched.targets,
        instance_ids=touched.instances,
        session_ids=touched.sessions,
        flipped_instance_ids=touched.flipped_instances,
        flipped_session_ids=touched.flipped_sessions,
    )
    evidence = _evidence_for(work, [one for one in concerned if one.is_living], touched)
    goals, met_anew = set(), []
    for one in concerned:
        met_id = _met_id(one, evidence)
        is_new = met_id != one.row.met_instance_id
        if is_new:
            met_anew.append((one.row, {"met_instance_id": met_id}))
        if is_new or _has_changed(one, touched):
            goals.add(one.row.goal_id)
    work.update_each(Target, met_anew)
    return goals


def _evidence_for(work: Work, living: Sequence[StoredTarget], touched: Touched) -> list[Evidence]:
    """The evidence that decides about these targets.

    What was met before stays compared with what has changed, and no more is read. All
    of an activity's evidence is read for a target that was changed itself, or that may
    have lost the instance which met it.
    """
    if not living:
        return []
    known = {one.row.met_instance_id for one in living if one.row.met_instance_id}
    return finished_evidence(
        work,
        {condition.metric_id for one in living for condition in one.conditions},
        instance_ids=touched.instances | known,
        session_ids=touched.sessions,
        activity_ids={
            one.row.activity_definition_id for one in living if _is_open_again(one, touched)
        },
    )


def _is_open_again(one: StoredTarget, touched: Touched) -> bool:
    """Whether what is stored about a target no longer tells which instance is its first."""
    row = one.row
    return (
        row.id in touched.targets
        or row.met_instance_id in touched.instances
        or row.met_session_id in touched.sessions
    )


def _met_id(one: StoredTarget, evidence: Iterable[Evidence]) -> str | None:
    """The instance that meets a target first; a trashed target keeps what it has."""
    if not one.is_living:
        return one.row.met_instance_id  # type: ignore[no-any-return]
    first = first_to_meet(one.row.activity_definition_id, one.conditions, evidence)
    return first.instance_id if first else None


def _has_changed(one: StoredTarget, touched: Touched) -> bool:
    """Whether a target whose state is the same still concerns its goal.

    It does where a person holds the goal open, which new evidence ends. What comes back
    together with its goal is no new evidence.
    """
    if one.row.goal_id in touched.restored:
        return False
    return _is_open_again(one, touched) or one.row.is_held_open


def _settle_goals(work: Work, rows: Sequence[Row], touched: Touched, changed: set[str]) -> None:
    """Complete and reopen, from the leaves to the root, so that parents see their children."""
    parents = {row.parent_goal_id for row in rows if row.id in touched.goals}
    lost_or_won_child = parents | touched.former_parents
    gained: Counter[str] = Counter()
    outcomes = []
    for row in sorted(rows, key=lambda row: DEPTH[row.type], reverse=True):
        by_child = row.completes_with_children and row.id in lost_or_won_child
        is_new = row.id in changed or (
            (by_child or row.id in touched.switched) and row.id not in touched.restored
        )
        if row.deleted_at is not None or not (is_new or by_child or row.id in touched.restored):
            continue
        now = completion_of(row)
        then = settled(now, grounds_of(row, gained[row.id]).reason, evidence_changed=is_new)
        if then != now:
            outcomes.append((row, _fields(work, row, then)))
        if then.completed != now.completed and row.parent_goal_id is not None:
            gained[row.parent_goal_id] += 1 if then.completed else -1
            lost_or_won_child.add(row.parent_goal_id)
    work.update_each(Goal, outcomes)


def completion_of(row: Row) -> Completion:
    """A goal's stored completion."""
    return Completion(
        row.completed, row.completion_source, row.completed_session_id, row.is_held_open
    )


def grounds_of(row: Row, gained: int = 0) -> Grounds:
    """What a goal depends on, with the children that were completed (or reopened) just now."""
    return Grounds(
        targets=row.targets,
        targets_met=row.targets_met,
        last_session_id=row.last_session_id,
        completes_with_children=row.completes_with_children,
        children=row.children,
        children_completed=row.children_completed + gained,
    )


def _fields(work: Work, row: Row, then: Completion) -> dict[str, Any]:
    """The columns of a completion. One that goes on keeps the time at which it began."""
    completed_at = row.completed_at or work.now
    return {
        "completed": then.completed,
        "completed_at": completed_at if then.completed else None,
        "completion_source": then.source,
        "completed_session_id": then.session_id,
        "is_held_open": then.is_held_open,
    }
