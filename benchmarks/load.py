"""A thin HTTP/1.1 load client: keep-alive connections, prepared bytes, nothing else.

It runs in a process of its own beside the server, so that what it costs falls on
both sides of every ratio alike.
"""

import asyncio
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """Latencies in milliseconds and throughput in requests a second."""

    p50: float
    p99: float
    rate: float
    size: int


def request(method: str, path: str, body: bytes = b"") -> bytes:
    """One request as it goes over the wire."""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lower = head.lower()
    mark = lower.find(b"content-length:")
    length = int(lower[mark + 15 : lower.index(b"\r\n", mark)]) if mark >= 0 else 0
    body = await reader.readexactly(length)
    if status >= 400:
        message = f"{status}: {body[:300]!r}"
        raise RuntimeError(message)
    return body


async def _client(port: int, requests: Iterator[bytes], times: list[float]) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    size = 0
    for raw in requests:
        start = time.perf_counter()
        writer.write(raw)
        size = len(await _answer(reader))
        times.append((time.perf_counter() - start) * 1000)
    writer.close()
    return size


async def _run(port: int, requests: Sequence[bytes], clients: int) -> Measured:
    times: list[float] = []
    shared = iter(requests)
    start = time.perf_counter()
    sizes = await asyncio.gather(*(_client(port, shared, times) for _ in range(clients)))
    seconds = time.perf_counter() - start
    times.sort()
    return Measured(
        statistics.median(times),
        times[int(len(times) * 0.99) - 1],
        len(times) / seconds,
        max(sizes),
    )


def measure(port: int, requests: Sequence[bytes], clients: int) -> Measured:
    """Send every request once, over `clients` connections."""
    return asyncio.run(_run(port, requests, clients))


def fetch(port: int, raw: bytes) -> bytes:
    """The body of one answer."""

    async def once() -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
        writer.write(raw)
        body = await _answer(reader)
        writer.close()
        return body

    return asyncio.run(once())
