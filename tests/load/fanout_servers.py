"""The two servers that `fanout` compares: ours, and the least that a broadcast can cost.

`python -m tests.load.fanout_servers hub|limit PORT`
"""

import asyncio
import base64
import hashlib
import os
import resource
import sys
from typing import cast

import uvloop

TOPIC = "bench"
CORE = 0
TRIGGER = b"GO"
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def raise_file_limit() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def pin_to(core: int) -> None:
    """Server and client on a core each, where there are two."""
    if len(os.sched_getaffinity(0)) > core:
        os.sched_setaffinity(0, {core})


def serve_hub(port: int) -> None:
    """The socket process as it is run: uvicorn, origin check, sign-in, router, consumer, hub."""
    import django
    import uvicorn

    django.setup()

    from channels.routing import ProtocolTypeRouter, URLRouter
    from django.urls import path

    from backend.live.consumers import TopicConsumer
    from backend.live.health import health
    from backend.live.origins import OwnOriginOnly
    from backend.live.sign_in import SignIn

    class BenchConsumer(TopicConsumer):
        async def find_topic(self) -> str | None:
            return TOPIC

    router = URLRouter([path("ws/", BenchConsumer.as_asgi())])
    application = ProtocolTypeRouter({"http": health, "websocket": OwnOriginOnly(SignIn(router))})
    uvicorn.run(
        application,
        port=port,
        loop="uvloop",
        log_level="error",
        ws_max_size=4096,
        ws_per_message_deflate=False,
        # a ping every 20 s to 5,000 sockets would fall into some rounds and not into others
        ws_ping_interval=None,
    )


class LimitProtocol(asyncio.Protocol):
    """Handshakes, then knows only how to write the prepared frame."""

    followers: set[asyncio.Transport] = set()
    frame = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if data.startswith(TRIGGER):
            LimitProtocol.frame = text_frame(data.removeprefix(TRIGGER))
            self.running = asyncio.ensure_future(self.broadcast())
            return
        key = next(
            line.split(b": ")[1]
            for line in data.split(b"\r\n")
            if line.lower().startswith(b"sec-websocket-key")
        )
        accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
        self.transport.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
        )
        self.followers.add(self.transport)

    async def broadcast(self) -> None:
        for count, follower in enumerate(self.followers):
            follower.write(self.frame)
            if count % 200 == 199:
                await asyncio.sleep(0)


def text_frame(payload: bytes) -> bytes:
    """One unmasked text frame of 126 to 65,535 bytes."""
    return b"\x81\x7e" + len(payload).to_bytes(2, "big") + payload


async def serve_limit(port: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(LimitProtocol, "127.0.0.1", port, backlog=2048)
    await server.serve_forever()


if __name__ == "__main__":
    raise_file_limit()
    pin_to(CORE)
    kind, port = sys.argv[1], int(sys.argv[2])
    if kind == "hub":
        serve_hub(port)
    else:
        uvloop.run(serve_limit(port))
