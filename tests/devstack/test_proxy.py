"""The splice proxy: who gets which connection, and what happens when nobody is there."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from backend.devstack.ports import free_port
from backend.devstack.proxy import HEAD_LIMIT, Browser, Routes, request_target


async def _behind(name: bytes, stack: AsyncExitStack) -> tuple[str, int]:
    """A server that answers with its name and then echoes."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        writer.write(name + b"|" + head)
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    await stack.enter_async_context(server)
    host, port = server.sockets[0].getsockname()
    return host, port


async def _proxy(routes: Routes, stack: AsyncExitStack) -> int:
    opened: set[Browser] = set()
    server = await asyncio.get_running_loop().create_server(
        lambda: Browser(routes, opened), "127.0.0.1", 0
    )
    await stack.enter_async_context(server)
    stack.push_async_callback(_all_closed, opened)
    port: int = server.sockets[0].getsockname()[1]
    return port


async def _all_closed(opened: set[Browser]) -> None:
    async with asyncio.timeout(5):
        while opened:
            await asyncio.sleep(0.01)


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with AsyncExitStack() as stack:
        routes = Routes(web=await _behind(b"web", stack), sockets=await _behind(b"sockets", stack))
        yield await _proxy(routes, stack)


async def _ask(port: int, sent: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    writer.write_eof()
    received = await reader.read()
    writer.close()
    await writer.wait_closed()
    return received


@pytest.mark.parametrize(
    ("target", "server"),
    [
        ("/", b"web"),
        ("/ws/rounds/1/", b"sockets"),
        ("/ws", b"web"),
        ("/wsx/", b"web"),
        ("/cuoc-thi/?next=/ws/", b"web"),
        ("http://localhost/ws/rounds/1/", b"sockets"),
        ("*", b"web"),
    ],
)
async def test_proxy_chooses_the_server_by_path(port: int, target: str, server: bytes) -> None:
    received = await _ask(port, f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())

    assert received.split(b"|")[0] == server


async def test_proxy_hands_the_first_request_over_unchanged(port: int) -> None:
    request = b"PUT /api/ HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody"

    assert await _ask(port, request) == b"web|" + request


async def test_proxy_puts_a_head_together_that_comes_in_pieces(port: int) -> None:
    request = b"GET /ws/a HTTP/1.1\r\nHost: x\r\n\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    for position in range(len(request)):
        writer.write(request[position : position + 1])
        await writer.drain()
    writer.write_eof()

    assert await reader.read() == b"sockets|" + request
    writer.close()
    await writer.wait_closed()


async def test_proxy_moves_large_bodies_both_ways_byte_by_byte(port: int) -> None:
    head = b"POST /upload HTTP/1.1\r\nHost: x\r\n\r\n"
    body = bytes(range(256)) * 20_000
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def send() -> None:
        writer.write(head + body)
        await writer.drain()
        writer.write_eof()

    _, received = await asyncio.gather(send(), reader.read())

    assert received == b"web|" + head + body
    writer.close()
    await writer.wait_closed()


async def test_proxy_answers_for_a_server_that_is_down() -> None:
    nobody = ("127.0.0.1", free_port())
    async with AsyncExitStack() as stack:
        port = await _proxy(Routes(web=nobody, sockets=nobody), stack)

        received = await _ask(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")

    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 502 ")
    assert b"application/problem+json" in head
    assert json.loads(body)["code"] == "upstream_down"


async def test_proxy_refuses_an_endless_head(port: int) -> None:
    received = await _ask(port, b"GET / HTTP/1.1\r\nX: " + b"a" * (HEAD_LIMIT + 1))

    assert received.startswith(b"HTTP/1.1 431 ")


async def test_proxy_refuses_what_is_not_http(port: int) -> None:
    received = await _ask(port, b"\x16\x03\x01 hello\r\n\r\n")

    assert received.startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    ("head", "target"),
    [
        (b"GET /a HTTP/1.1\r\n", "/a"),
        (b"GET /a\r\n", None),
        (b"GET  HTTP/1.1\r\n", ""),
        (b"GET /\xff HTTP/1.1\r\n", None),
        (b"", None),
    ],
)
def test_request_target_is_read_from_the_first_line(head: bytes, target: str | None) -> None:
    assert request_target(head) == target
