"""Saves per second of the real endpoint, against a bare app doing the same one statement."""

import asyncio
import itertools
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from urllib.parse import urlsplit

import msgspec
import uvloop

from backend.devstack.paths import ROOT
from backend.devstack.ports import free_port
from backend.devstack.stack import Stack
from tests.load import world
from tests.load.fanout import wait_for_port
from tests.load.http import request_bytes
from tests.load.machine import cpu_seconds

ATTEMPTS = 500
CONNECTIONS = 32
ROUNDS = 3
SECONDS = 4.0
WARM_UP_SECONDS = 1.5

Requests = Iterator[bytes]


class Saver(asyncio.Protocol):
    """One connection that writes the next request as soon as it has its answer."""

    def __init__(self, requests: Requests, counts: dict[bytes, int]) -> None:
        self.requests = requests
        self.counts = counts

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.received = b""
        self.transport.write(next(self.requests))

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, separator, body = self.received.partition(b"\r\n\r\n")
        if not separator:
            return
        _, _, rest = head.lower().partition(b"content-length: ")
        if len(body) < int(rest.partition(b"\r\n")[0]):
            return
        status = self.received[9:12]
        self.counts[status] = self.counts.get(status, 0) + 1
        self.received = b""
        if not self.transport.is_closing():
            self.transport.write(next(self.requests))


async def drive(port: int, requests: Requests, seconds: float) -> float:
    """Answers per second of a closed loop; raises unless every answer is a 200."""
    counts: dict[bytes, int] = {}
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    transports = [
        (await loop.create_connection(lambda: Saver(requests, counts), "127.0.0.1", port))[0]
        for _ in range(CONNECTIONS)
    ]
    await asyncio.sleep(seconds)
    rate = counts.get(b"200", 0) / (time.perf_counter() - began)
    for transport in transports:
        transport.abort()
    await asyncio.sleep(0.05)
    if set(counts) != {b"200"}:
        raise AssertionError(f"answers by status: {counts}")
    return rate


def real_requests(stack: Stack) -> Requests:
    """Saves of random slots of running attempts, each with a revision of its own."""
    round_ = world.make_contest()
    visitors = world.make_visitors(ATTEMPTS)
    papers = [world.paper_of(attempt) for attempt in world.make_attempts(round_, visitors)]
    host = urlsplit(stack.web_url).netloc

    def save(revision: int) -> bytes:
        place = random.randrange(ATTEMPTS)
        paper, visitor = papers[place], visitors[place]
        item = random.choice(paper["items"])
        chosen = [random.choice(item["options"])["token"]]
        answer = {"slot": item["slot"], "revision": revision, "value": chosen}
        return request_bytes(
            "PUT",
            f"/api/v1/attempts/{paper['uuid']}/responses/",
            {"Host": host, "Cookie": visitor.cookies, "Authorization": f"Bearer {paper['token']}"},
            msgspec.json.encode({"responses": [answer]}),
        )

    return map(save, itertools.count(1))


def limit_requests(port: int) -> Requests:
    """The same saves into papers of the same size, said as plainly as can be."""
    round_ = world.make_contest()
    visitors = world.make_visitors(ATTEMPTS)
    attempts = world.make_attempts(round_, visitors)

    def save(revision: int) -> bytes:
        place = random.randrange(ATTEMPTS)
        answer = {
            "attempt": attempts[place].pk,
            "slot": random.randrange(1, world.ITEMS + 1),
            "revision": revision,
            "value": [random.randrange(4)],
        }
        headers = {"Host": f"127.0.0.1:{port}", "Cookie": visitors[place].cookies}
        return request_bytes("PUT", "/", headers, msgspec.json.encode(answer))

    return map(save, itertools.count(1))


@contextmanager
def limit_server(stack: Stack) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "tests.load.limit:app", f"--port={port}"]
    command += ["--workers=2", "--loop=uvloop", "--http=httptools", "--no-access-log"]
    process = subprocess.Popen(
        [*command, "--log-level=warning"],
        env=os.environ | {"DATABASE_URL": stack.database_url},
        cwd=ROOT,
    )
    try:
        wait_for_port(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait()


def measure(stack: Stack) -> dict[str, float]:
    """`save_vs_limit` (goal: at least 0.5), both rates, and CPU for each save of ours."""
    rates: dict[str, list[float]] = {"real": [], "limit": []}
    web, postgres = stack.processes["web"].pid, stack.servers["postgres"].process.pid
    spent = [0.0, 0.0]
    with limit_server(stack) as (port, _):
        ports = {"real": urlsplit(stack.web_url).port or 0, "limit": port}
        requests = {"real": real_requests(stack), "limit": limit_requests(port)}
        for name in ports:
            uvloop.run(drive(ports[name], requests[name], WARM_UP_SECONDS))
        for _ in range(ROUNDS):
            for name in ports:
                before = cpu_seconds(web), cpu_seconds(postgres)
                rates[name].append(uvloop.run(drive(ports[name], requests[name], SECONDS)))
                if name == "real":
                    spent[0] += cpu_seconds(web) - before[0]
                    spent[1] += cpu_seconds(postgres) - before[1]
    real, limit = statistics.median(rates["real"]), statistics.median(rates["limit"])
    saves = sum(rates["real"]) * SECONDS
    return {
        "save_vs_limit": real / limit,
        "saves_per_s": real,
        "limit_saves_per_s": limit,
        "save_web_cpu_us": spent[0] / saves * 1e6,
        "save_postgres_cpu_us": spent[1] / saves * 1e6,
    }
