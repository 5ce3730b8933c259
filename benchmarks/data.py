"""The data that is measured: made by `fractal demo`, the same for the same seed."""

import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).parent / "fractal"


@dataclass(frozen=True)
class Chosen:
    """The rows that the requests name: the largest of one fractal."""

    root_id: str
    session_id: str
    metric_id: str
    parents: tuple[str, ...]
    empty_instances: tuple[tuple[str, tuple[str, ...]], ...]


def make(folder: Path, fractals: int, goals: int, sessions: int) -> None:
    """Fill a new database with demonstration fractals."""
    sizes = [f"--fractals={fractals}", f"--goals={goals}", f"--sessions={sessions}", "--seed=7"]
    subprocess.run([COMMAND, "demo", "--data-dir", folder, *sizes], check=True)


def choose(file: Path, instances: int) -> Chosen:
    """Pick what to ask for; makes `instances` instances without sets to log into."""
    with sqlite3.connect(file) as connection:
        (root,) = connection.execute(
            "SELECT root_id FROM goals GROUP BY root_id ORDER BY count(*) DESC, root_id LIMIT 1"
        ).fetchone()
        (session,) = connection.execute(
            "SELECT i.practice_session_id FROM activity_instances i JOIN metric_values v "
            "ON v.root_id = i.root_id AND v.activity_instance_id = i.id WHERE i.root_id = ? "
            "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
            (root,),
        ).fetchone()
        (metric,) = connection.execute(
            "SELECT metric_definition_id FROM metric_values WHERE root_id = ? "
            "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
            (root,),
        ).fetchone()
        (activity,) = connection.execute(
            "SELECT activity_id FROM metric_definitions WHERE root_id = ? AND id = ?",
            (root, metric),
        ).fetchone()
        metrics = tuple(
            row[0]
            for row in connection.execute(
                "SELECT id FROM metric_definitions WHERE root_id = ? AND activity_id = ? "
                "AND deleted_at IS NULL AND is_active ORDER BY sort_order",
                (root, activity),
            )
        )
        parents = connection.execute(
            "SELECT id FROM goals WHERE root_id = ? AND type = 'LongTermGoal' "
            "AND deleted_at IS NULL ORDER BY id",
            (root,),
        ).fetchall()
        empty = _empty_instances(connection, root, activity, instances)
    return Chosen(
        root,
        session,
        metric,
        tuple(parent for (parent,) in parents),
        tuple((one, metrics) for one in empty),
    )


def _empty_instances(
    connection: sqlite3.Connection, root: str, activity: str, count: int
) -> list[str]:
    """Instances in twenty unfinished sessions of their own, so that no target is evaluated."""
    stamp = "2026-01-01T00:00:00.000000Z"
    sessions = [f"bench-session-{number}" for number in range(20)]
    connection.executemany(
        "INSERT OR IGNORE INTO practice_sessions "
        "(root_id, id, name, session_start, created_at, updated_at) "
        "VALUES (?, ?, 'Benchmark', ?, ?, ?)",
        [(root, one, stamp, stamp, stamp) for one in sessions],
    )
    ids = [f"bench-instance-{number}" for number in range(count)]
    connection.executemany(
        "INSERT OR IGNORE INTO activity_instances (root_id, id, practice_session_id, "
        "activity_definition_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)",
        [(root, one, sessions[at % 20], activity, stamp, stamp) for at, one in enumerate(ids)],
    )
    return ids
