"""Requests a second person would notice, each as a ratio to its floor in the same run.

    python -m benchmarks.reads_and_writes            # 50 fractals of 1,000 goals and sessions
    python -m benchmarks.reads_and_writes --fractals 2 --rounds 3   # a quick look

Floor of a read: the same SQL on a bare sqlite3 connection and the same bytes, served by
the same server without a framework. Floor of a write: the bare inserts in one grouped
transaction of the same durability, served likewise. Product and floor take turns, round by
round; the table shows the median of the rounds' p50.
"""

import argparse
import json
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import capture, data
from benchmarks.load import Measured, measure, request
from benchmarks.servers import Running, floor, product

HEADING = """
| request | kB | p50 ms | ratio | p50 ms, 8 clients | ratio | requests/s, 8 | share of floor's |
|---|---|---|---|---|---|---|---|"""


@dataclass(frozen=True)
class Case:
    """One row of the table: how to make the n-th request, to the product and to its floor."""

    name: str
    ours: Callable[[int], bytes]
    floors: Callable[[int], bytes]
    requests: int


def read_case(name: str, path: str, requests: int) -> Case:
    """A GET, asked of both under the same path."""
    raw = request("GET", path)
    return Case(name, lambda _: raw, lambda _: raw, requests)


def paths_of(chosen: data.Chosen) -> dict[str, str]:
    """The reads by name."""
    base = f"/api/v1/fractals/{chosen.root_id}"
    return {
        "tree": f"{base}/tree",
        "session list of 50": f"{base}/sessions?limit=50",
        "session detail": f"{base}/sessions/{chosen.session_id}",
        "metric series": f"{base}/metrics/{chosen.metric_id}/values",
        "summary": f"{base}/summary",
    }


def write_cases(chosen: data.Chosen, requests: int) -> list[Case]:
    """Creating a goal, and logging a set with its values."""
    base = f"/api/v1/fractals/{chosen.root_id}"
    instances = iter(chosen.empty_instances)

    def goal(number: int) -> bytes:
        parent = chosen.parents[number % len(chosen.parents)]
        body = {"type": "MidTermGoal", "name": f"Goal {number}", "parent_id": parent}
        return request("POST", f"{base}/goals", json.dumps(body).encode())

    def bare_goal(_: int) -> bytes:
        return request("POST", "/create-goal", json.dumps({"root_id": chosen.root_id}).encode())

    def log_set(_: int) -> bytes:
        instance, metrics = next(instances)
        values = [{"metric_definition_id": metric, "value": 60} for metric in metrics]
        body = json.dumps([{"values": values}]).encode()
        return request("PUT", f"{base}/instances/{instance}/sets", body)

    def bare_set(_: int) -> bytes:
        instance, metrics = next(instances)
        body = {"root_id": chosen.root_id, "instance_id": instance, "metric_ids": metrics}
        return request("POST", "/log-set", json.dumps(body).encode())

    return [
        Case("create goal", goal, bare_goal, requests),
        Case("log a set", log_set, bare_set, requests),
    ]


@dataclass(frozen=True)
class Row:
    """Medians over the rounds."""

    ours: Measured
    floors: Measured
    time_ratio: float
    rate_ratio: float


def compare(case: Case, ours: Running, floors: Running, clients: int, rounds: int) -> Row:
    """Let product and floor take turns on one case."""
    pairs = []
    for _ in range(rounds):
        mine = [case.ours(number) for number in range(case.requests)]
        bare = [case.floors(number) for number in range(case.requests)]
        pairs.append((measure(ours.port, mine, clients), measure(floors.port, bare, clients)))
    return Row(
        _middle([one for one, _ in pairs]),
        _middle([bare for _, bare in pairs]),
        statistics.median(one.p50 / bare.p50 for one, bare in pairs),
        statistics.median(one.rate / bare.rate for one, bare in pairs),
    )


def _middle(rounds: list[Measured]) -> Measured:
    """The round whose p50 is the median."""
    return sorted(rounds, key=lambda one: one.p50)[len(rounds) // 2]


def main() -> None:
    """Make the data, run both servers side by side, print the table in Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--fractals", type=int, default=50)
    parser.add_argument("--goals", type=int, default=1000)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        one, many = Path(scratch) / "one", Path(scratch) / "many"
        data.make(one, 1, options.goals, options.sessions)
        data.make(many, options.fractals, options.goals, options.sessions)
        # Before anything is written: the seed's first fractal is the same in both files.
        compare_sizes(one, many, options.rounds, options.fractals)
        report(many, options.rounds)


def report(folder: Path, rounds: int) -> None:
    """Every case at 1 and at 8 clients."""
    writes_each = 200
    chosen = data.choose(folder / "fractal.db", writes_each * rounds * 2 * 2 + 10)
    paths = paths_of(chosen)
    plan = folder / "floor.json"
    content = {
        "database": str(folder / "fractal.db"),
        "reads": capture.reads(folder, list(paths.values())),
    }
    content["reads"]["/ready"] = {"sql": [], "body": "{}"}
    plan.write_text(json.dumps(content), encoding="utf-8")
    with product(folder) as ours, floor(plan) as floors:
        print(f"\nstart: {ours.seconds_to_start:.2f} s, floor {floors.seconds_to_start:.2f} s")
        print(HEADING)
        cases = [
            read_case(name, path, 40 if name == "tree" else 200) for name, path in paths.items()
        ]
        for case in [*cases, *write_cases(chosen, writes_each)]:
            single, eight = (compare(case, ours, floors, clients, rounds) for clients in (1, 8))
            cells = (
                f"{single.ours.size / 1000:.1f}",
                *(f"{one:.2f}" for one in (single.ours.p50, single.time_ratio)),
                *(f"{one:.2f}" for one in (eight.ours.p50, eight.time_ratio)),
                f"{eight.ours.rate:.0f}",
                f"{eight.rate_ratio:.2f}",
            )
            print(f"| {case.name} | {' | '.join(cells)} |")
        memory = (ours.resident_megabytes(), floors.resident_megabytes())
        print(f"\nRSS after it: {memory[0]:.0f} MB, floor {memory[1]:.0f} MB")


def compare_sizes(one: Path, many: Path, rounds: int, fractals: int) -> None:
    """The same reads with one fractal in the file and with many."""
    paths = paths_of(data.choose(one / "fractal.db", 0))
    print(f"\n| read | p50 with {fractals} fractals in the file / with one |\n|---|---|")
    with product(one) as alone, product(many) as among:
        for name, path in paths.items():
            ratios = []
            for _ in range(rounds):
                times = [
                    measure(server.port, [request("GET", path)] * 60, 1).p50
                    for server in (among, alone)
                ]
                ratios.append(times[0] / times[1])
            print(f"| {name} | {statistics.median(ratios):.2f} |")


if __name__ == "__main__":
    main()
