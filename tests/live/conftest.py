"""A real uvicorn in the test's own event loop, with sockets as browsers open them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
import websockets

from backend.devstack.ports import free_port
from backend.devstack.valkey import Valkey
from backend.live.hub import running_hub

Connect = Callable[..., AbstractAsyncContextManager[websockets.ClientConnection]]


class Server(uvicorn.Server):
    """Leaves the signals to pytest."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(application: Any) -> AsyncIterator[int]:
    """The port on which `application` is served, as the socket process serves it."""
    port = free_port()
    config = uvicorn.Config(
        application,
        port=port,
        ws_max_size=4096,
        ws_per_message_deflate=False,
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        await running
        await running_hub().close()


def opener(port: int) -> Connect:
    """Opens sockets from a page of the same address, unless told otherwise."""

    def connect(
        path: str = "/ws/", *, origin: str | None = f"http://127.0.0.1:{port}", **options: Any
    ) -> AbstractAsyncContextManager[websockets.ClientConnection]:
        return websockets.connect(f"ws://127.0.0.1:{port}{path}", origin=origin, **options)

    return connect


async def close_code(socket: websockets.ClientConnection) -> int | None:
    """The code with which the server ends the socket."""
    await asyncio.wait_for(socket.wait_closed(), 5)
    return socket.close_code


async def eventually(condition: Callable[[], bool], seconds: float = 5) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.fixture
def own_valkey(tmp_path: Path) -> Iterator[Valkey]:
    """A Valkey that the test may stop and kill."""
    server = Valkey(tmp_path / "valkey", durable=False)
    server.start()
    yield server
    server.kill()
