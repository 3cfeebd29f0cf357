"""How long a board takes to the last of 5,000 sockets, against the least it can cost.

Both servers run side by side on one core, the client on another; rounds alternate, so that a
busy machine slows both. Everything must arrive: a lost frame is an error, not a faster round.
"""

import asyncio
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import cast

import uvloop

from backend.devstack.ports import free_port
from backend.devstack.valkey import Valkey
from tests.load.fanout_servers import (
    TOPIC,
    TRIGGER,
    pin_to,
    raise_file_limit,
    text_frame,
)

SOCKETS = 5000
ROUNDS = 9
WARM_UP_ROUNDS = 2
PAYLOAD_BYTES = 2048
CLIENT_CORE = 1
HANDSHAKES_AT_ONCE = 100
TIMEOUT_SECONDS = 60.0


class Crowd:
    """Sockets of one server; counts the bytes of the round."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.members: list[Member] = []
        self.missing = 0
        self.complete = asyncio.Event()

    async def gather(self, count: int) -> None:
        gate = asyncio.Semaphore(HANDSHAKES_AT_ONCE)

        async def join() -> None:
            async with gate:
                loop = asyncio.get_running_loop()
                _, member = await loop.create_connection(
                    lambda: Member(self), "127.0.0.1", self.port
                )
                await asyncio.wait_for(member.joined, TIMEOUT_SECONDS)
                self.members.append(member)

        await asyncio.gather(*(join() for _ in range(count)))

    def expect(self, frame_bytes: int) -> None:
        for member in self.members:
            member.received = 0
        self.missing = frame_bytes * len(self.members)
        self.complete.clear()

    def took(self, count: int) -> None:
        self.missing -= count
        if self.missing <= 0:
            self.complete.set()


class Member(asyncio.Protocol):
    """One browser: says hello, then only counts."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.received = 0
        self.joined: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        host = f"127.0.0.1:{self.crowd.port}".encode()
        self.transport.write(
            b"GET /ws/ HTTP/1.1\r\nHost: " + host + b"\r\nOrigin: http://" + host + b"\r\n"
            b"Upgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )

    def data_received(self, data: bytes) -> None:
        if self.joined.done():
            self.received += len(data)
            self.crowd.took(len(data))
        elif b" 101 " in data:
            self.joined.set_result(None)
        else:
            self.joined.set_exception(ConnectionError(data.decode("latin-1")))

    def connection_lost(self, error: Exception | None) -> None:
        if not self.joined.done():
            self.joined.set_exception(error or ConnectionError("closed"))


class HubPublisher:
    """Publishes as `backend.live.publish` does: one PUBLISH to Valkey."""

    def __init__(self, valkey_url: str) -> None:
        import redis

        self.connection = redis.Redis.from_url(valkey_url)

    def __call__(self, payload: bytes) -> None:
        self.connection.publish(f"live:{TOPIC}", payload)


class LimitPublisher:
    """Asks the bare server to broadcast."""

    def __init__(self, port: int) -> None:
        self.connection = socket.create_connection(("127.0.0.1", port))

    def __call__(self, payload: bytes) -> None:
        self.connection.sendall(TRIGGER + payload)


async def round_trip(crowd: Crowd, publish: HubPublisher | LimitPublisher, number: int) -> float:
    """Seconds from just before the publication to the last socket's last byte."""
    payload = str(number).encode().ljust(PAYLOAD_BYTES, b".")
    frame_bytes = len(text_frame(payload))
    crowd.expect(frame_bytes)
    started = time.perf_counter()
    publish(payload)
    await asyncio.wait_for(crowd.complete.wait(), TIMEOUT_SECONDS)
    taken = time.perf_counter() - started
    await asyncio.sleep(0.2)
    if any(member.received != frame_bytes for member in crowd.members):
        raise AssertionError("a socket did not receive exactly one frame")
    return taken


async def play(ports: dict[str, int], valkey_url: str, sockets: int) -> dict[str, list[float]]:
    crowds = {name: Crowd(port) for name, port in ports.items()}
    for crowd in crowds.values():
        await crowd.gather(sockets)
    publishers = {"hub": HubPublisher(valkey_url), "limit": LimitPublisher(ports["limit"])}
    times: dict[str, list[float]] = {name: [] for name in ports}
    for number in range(WARM_UP_ROUNDS + ROUNDS):
        for name, crowd in crowds.items():
            taken = await round_trip(crowd, publishers[name], number)
            if number >= WARM_UP_ROUNDS:
                times[name].append(taken)
    return times


@contextmanager
def server(kind: str, port: int, valkey_url: str) -> Iterator[None]:
    environment = os.environ | {
        "VALKEY_URL": valkey_url,
        "DJANGO_SETTINGS_MODULE": "backend.settings.test",
    }
    command = [sys.executable, "-m", "tests.load.fanout_servers", kind, str(port)]
    process = subprocess.Popen(command, env=environment)
    try:
        wait_for_port(port, process)
        yield
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


@contextmanager
def valkey() -> Iterator[str]:
    """The installation's Valkey, or one of our own for the while."""
    if url := os.environ.get("VALKEY_URL"):
        yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        own = Valkey(Path(folder), durable=False)
        own.start()
        try:
            yield own.url
        finally:
            own.stop()


def measure(sockets: int = SOCKETS) -> dict[str, float]:
    """`fanout_vs_limit` (goal: at most 2.5) and the two times it is made of, in milliseconds."""
    raise_file_limit()
    cores = os.sched_getaffinity(0)
    ports = {"hub": free_port(), "limit": free_port()}
    with ExitStack() as stack:
        stack.callback(os.sched_setaffinity, 0, cores)
        url = stack.enter_context(valkey())
        for kind, port in ports.items():
            stack.enter_context(server(kind, port, url))
        pin_to(CLIENT_CORE)
        times = uvloop.run(play(ports, url, sockets))
    hub, limit = statistics.median(times["hub"]), statistics.median(times["limit"])
    return {
        "fanout_vs_limit": hub / limit,
        "fanout_ms": hub * 1000,
        "fanout_limit_ms": limit * 1000,
        "fanout_sockets": sockets,
    }


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name}: {value:.2f}")
