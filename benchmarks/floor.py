"""The floor: what the machine needs at the least for the same answer.

A plain ASGI application without framework, validation, access check or history,
served by the same server. For a read it runs the product's own SQL on a bare
sqlite3 connection and sends the product's own bytes. For a write it runs the
bare inserts, grouped into commits of the same durability by one writer thread.

`FLOOR` names a JSON file: `{"database": file, "reads": {path: {"sql": …, "body": …}}}`,
where `sql` lists statements with their parameters.
"""

import asyncio
import json
import os
import queue
import sqlite3
import threading
import uuid
from pathlib import Path
from typing import Any

PLAN: dict[str, Any] = json.loads(Path(os.environ["FLOOR"]).read_text(encoding="utf-8"))
READS = {path: (read["sql"], read["body"].encode()) for path, read in PLAN["reads"].items()}
NOW = "2026-01-01T00:00:00.000000Z"
INSERT_GOAL = (
    "INSERT INTO goals (root_id, id, type, name, parent_goal_id, created_at, updated_at) "
    "VALUES (?, ?, 'LongTermGoal', 'floor', ?, ?, ?)"
)
INSERT_SET = (
    "INSERT INTO activity_sets (root_id, activity_instance_id, id, created_at, updated_at) "
    "VALUES (?, ?, ?, ?, ?)"
)
INSERT_VALUE = (
    "INSERT INTO metric_values (root_id, activity_instance_id, id, activity_set_id, "
    "metric_definition_id, value, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def connect() -> sqlite3.Connection:
    """A connection with the product's own durability."""
    connection = sqlite3.connect(PLAN["database"], isolation_level=None, check_same_thread=False)
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def create_goal(connection: sqlite3.Connection, body: dict[str, Any]) -> None:
    """The one row of a new goal."""
    root = body["root_id"]
    connection.execute(INSERT_GOAL, (root, uuid.uuid4().hex, root, NOW, NOW))


def log_set(connection: sqlite3.Connection, body: dict[str, Any]) -> None:
    """The rows of one set with its values."""
    root, instance, set_id = body["root_id"], body["instance_id"], uuid.uuid4().hex
    connection.execute(INSERT_SET, (root, instance, set_id, NOW, NOW))
    connection.executemany(
        INSERT_VALUE,
        [
            (root, instance, uuid.uuid4().hex, set_id, metric, 1.0, NOW, NOW)
            for metric in body["metric_ids"]
        ],
    )


WRITES = {"/create-goal": create_goal, "/log-set": log_set}


class Writer:
    """One thread that commits what waits, together."""

    def __init__(self) -> None:
        self.jobs: queue.SimpleQueue[Any] = queue.SimpleQueue()
        threading.Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        """Take a job and all that wait behind it, commit once, answer all."""
        connection = connect()
        while True:
            group = [self.jobs.get()]
            connection.execute("BEGIN IMMEDIATE")
            while True:
                write, body, _, _ = group[-1]
                write(connection, body)
                try:
                    group.append(self.jobs.get_nowait())
                except queue.Empty:
                    break
            connection.execute("COMMIT")
            for _, _, loop, future in group:
                loop.call_soon_threadsafe(future.set_result, None)


reader, writer = connect(), Writer()


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answer one request at the least cost there is."""
    if scope["type"] != "http":
        return
    path = scope["path"]
    if scope["query_string"]:
        path += "?" + scope["query_string"].decode()
    if path in READS:
        statements, answer = READS[path]
        for sql, parameters in statements:
            reader.execute(sql, parameters).fetchall()
    else:
        answer = b"{}"
        message = await receive()
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        writer.jobs.put((WRITES[path], json.loads(message["body"]), loop, done))
        await done
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(answer)).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer, "more_body": False})
