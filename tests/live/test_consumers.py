"""Sockets against hostile and slow browsers, on a real server."""

import asyncio
import base64
import contextlib
import os
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
import redis
import websockets
from channels.routing import URLRouter
from django.conf import settings
from django.urls import re_path

from backend.live.consumers import TopicConsumer
from backend.live.hub import running_hub
from backend.live.origins import OwnOriginOnly
from backend.live.sign_in import SignIn
from tests.live.conftest import Connect, close_code, eventually, opener, serving

TOPIC = "consumers-test"


class RoomConsumer(TopicConsumer):
    """/ws/hidden may be seen by nobody."""

    slow_reader_seconds = 0.5

    async def find_topic(self) -> str | None:
        return None if "hidden" in self.scope["path"] else TOPIC

    async def read_newest(self) -> str | None:
        return "newest"


@pytest.fixture
async def port() -> AsyncIterator[int]:
    router = URLRouter([re_path("", RoomConsumer.as_asgi())])  # type: ignore[arg-type]
    async with serving(OwnOriginOnly(SignIn(router))) as port:
        yield port


@pytest.fixture
def connect(port: int) -> Connect:
    return opener(port)


def publish(payload: str) -> None:
    with redis.Redis.from_url(settings.VALKEY_URL) as connection:
        connection.publish(f"live:{TOPIC}", payload)


async def test_newest_payload_comes_first_and_then_the_news(connect: Connect):
    async with connect() as room:
        assert await room.recv() == "newest"
        await running_hub().connected.wait()

        publish("bảng mới")

        assert await asyncio.wait_for(room.recv(), 5) == "bảng mới"


async def test_everyone_gets_the_same(connect: Connect):
    async with connect() as one, connect() as other:
        assert [await one.recv(), await other.recv()] == ["newest", "newest"]
        await running_hub().connected.wait()

        publish("1")

        assert [await one.recv(), await other.recv()] == ["1", "1"]


async def test_leaving_is_noticed(connect: Connect):
    async with connect() as room:
        await room.recv()
        assert running_hub().followers_of(TOPIC) == 1

    await eventually(lambda: running_hub().followers_of(TOPIC) == 0)


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "https://evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1:1",
        "file://",
        "http://[",
    ],
)
async def test_foreign_or_missing_origin_is_403(connect: Connect, origin: str | None):
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with connect(origin=origin):
            pass

    assert refused.value.response.status_code == 403


async def test_public_address_is_an_own_origin(connect: Connect):
    async with connect(origin=settings.PUBLIC_URL) as room:
        assert await room.recv() == "newest"


async def test_topic_that_may_not_be_seen_is_4403(connect: Connect):
    async with connect("/ws/hidden") as room:
        assert await close_code(room) == 4403


async def test_big_frame_is_1009(connect: Connect):
    async with connect() as room:
        await room.send("x" * 1024 * 1024)

        assert await close_code(room) == 1009


async def test_frame_of_4096_bytes_is_ignored(connect: Connect):
    async with connect() as room:
        await room.recv()
        await room.send("x" * 4096)
        await running_hub().connected.wait()

        publish("still here")

        assert await asyncio.wait_for(room.recv(), 5) == "still here"


async def test_binary_is_1003(connect: Connect):
    async with connect() as room:
        await room.send(b"\x00\x01")

        assert await close_code(room) == 1003


async def test_text_that_is_not_utf8_is_1007(connect: Connect):
    async with connect() as room:
        await room.send(b"\xff\xfe", text=True)

        assert await close_code(room) == 1007


async def test_flood_is_4429(connect: Connect):
    async with connect() as room:
        with contextlib.suppress(websockets.ConnectionClosed):
            for _ in range(1000):
                await room.send("x")

        assert await close_code(room) == 4429


async def test_a_few_messages_are_no_flood(connect: Connect):
    async with connect() as room:
        await room.recv()
        for _ in range(5):
            await room.send("x")
        await running_hub().connected.wait()

        publish("still here")

        assert await asyncio.wait_for(room.recv(), 5) == "still here"


async def test_ended_sockets_leave_the_hub(connect: Connect):
    async with connect() as big, connect() as binary:
        await big.send("x" * 5000)
        await binary.send(b"x")
        await close_code(big)
        await close_code(binary)

    await eventually(lambda: running_hub().followers_of(TOPIC) == 0)


async def stalled(port: int) -> socket.socket:
    """A browser that says hello and then never reads."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(line, ("127.0.0.1", port))
    key = base64.b64encode(os.urandom(16)).decode()
    await loop.sock_sendall(
        line,
        (
            f"GET /ws/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        ).encode(),
    )
    return line


def followers() -> list[Any]:
    return list(running_hub()._followers[TOPIC])


async def test_slow_reader_keeps_only_the_newest_delays_nobody_and_is_dropped(
    port: int, connect: Connect
):
    slow = await stalled(port)
    await eventually(lambda: running_hub().followers_of(TOPIC) == 1)
    [behind] = followers()
    async with connect(max_queue=None) as quick:
        await quick.recv()
        await running_hub().connected.wait()
        big = "x" * 500_000

        for number in range(12):
            publish(f"{number} {big}")
            assert (await asyncio.wait_for(quick.recv(), 5)).startswith(str(number))

        await eventually(lambda: running_hub().followers_of(TOPIC) == 1, seconds=5)
        assert behind not in followers()
        publish("after")
        assert await asyncio.wait_for(quick.recv(), 5) == "after"
    slow.close()


async def test_slow_reader_that_catches_up_gets_the_newest_only(
    port: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(RoomConsumer, "slow_reader_seconds", 10)
    slow = await stalled(port)
    await eventually(lambda: running_hub().followers_of(TOPIC) == 1)
    await running_hub().connected.wait()
    [behind] = followers()
    big = "x" * 1_000_000
    for number in range(30):
        publish(f"<{number}>{big}")
    await eventually(lambda: (behind._waiting or {}).get("text", "").startswith("<29>"))

    received = b""
    while b"<29>" not in received[-1_000_100:]:
        received += await asyncio.get_running_loop().sock_recv(slow, 1_000_000)

    assert received.count(b"<") < 30
    slow.close()
