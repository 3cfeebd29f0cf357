"""One address for the browser: `/ws/` goes to the socket server, all else to the web workers.

Reads the head of a connection's first request, chooses the server behind, and from then on only
moves bytes. Browsers open a connection of its own for each WebSocket, so the first request speaks
for all that follow. For `./run`; a real installation has nginx in this place.
"""

import argparse
import asyncio
import contextlib
import resource
import signal
import socket
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

import uvloop

HEAD_LIMIT = 32 * 1024
HEAD_TIMEOUT = 15.0
CONNECT_TIMEOUT = 5.0
MAX_CONNECTIONS = 12_000
BUFFER_LIMIT = 256 * 1024

Address = tuple[str, int]


@dataclass(frozen=True)
class Routes:
    """The two servers behind."""

    web: Address
    sockets: Address

    def choose(self, target: str) -> Address:
        """The server for a request target, in origin or absolute form."""
        path = target if target.startswith("/") else urlsplit(target).path
        return self.sockets if path.startswith("/ws/") else self.web


def problem(status: int, title: str, code: str) -> bytes:
    """A complete HTTP answer in the shape of RFC 9457; the connection ends with it."""
    body = (
        f'{{"type":"about:blank","title":"{title}","status":{status},"code":"{code}"}}'
    ).encode()
    head = (
        f"HTTP/1.1 {status} {title}\r\nContent-Type: application/problem+json\r\n"
        f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


BAD_REQUEST = problem(400, "Bad Request", "bad_request")
HEAD_TOO_LARGE = problem(431, "Request Header Fields Too Large", "head_too_large")
UPSTREAM_DOWN = problem(502, "Bad Gateway", "upstream_down")
TOO_MANY = problem(503, "Service Unavailable", "too_many_connections")


def request_target(head: bytes) -> str | None:
    """The target of a request line such as `GET /ws/x HTTP/1.1`; None if it is not one."""
    parts = head.split(b"\r\n", 1)[0].split(b" ")
    if len(parts) != 3 or not parts[2].startswith(b"HTTP/1.") or not parts[0].isalpha():
        return None
    try:
        return parts[1].decode("ascii")
    except UnicodeDecodeError:
        return None


class Side(asyncio.Protocol):
    """One end of a spliced pair: what it receives, the other end sends."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.other: Side | None = None
        self.has_ended = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.set_write_buffer_limits(high=BUFFER_LIMIT)

    def data_received(self, data: bytes) -> None:
        if self.other is not None and self.other.transport is not None:
            self.other.transport.write(data)

    def eof_received(self) -> bool:
        """Pass the end on; the connection closes once both ends have said all."""
        self.has_ended = True
        other = self.other
        if other is None or other.transport is None or other.has_ended:
            return False
        with contextlib.suppress(OSError, RuntimeError):
            other.transport.write_eof()
        return True

    def pause_writing(self) -> None:
        if self.other is not None and self.other.transport is not None:
            self.other.transport.pause_reading()

    def resume_writing(self) -> None:
        if self.other is not None and self.other.transport is not None:
            self.other.transport.resume_reading()

    def connection_lost(self, error: Exception | None) -> None:
        if self.other is not None and self.other.transport is not None:
            self.other.transport.close()
        self.transport = None


class Browser(Side):
    """The visitor's end: reads the head of the first request, then splices."""

    def __init__(self, routes: Routes, open_ones: "set[Browser]") -> None:
        super().__init__()
        self._routes = routes
        self._open_ones = open_ones
        self._head = bytearray()
        self._timer: asyncio.TimerHandle | None = None
        self._connecting: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._open_ones.add(self)
        if len(self._open_ones) > MAX_CONNECTIONS:
            self._refuse(TOO_MANY)
            return
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(HEAD_TIMEOUT, transport.close)

    def data_received(self, data: bytes) -> None:
        if self.other is not None:
            super().data_received(data)
            return
        self._head += data
        if self._connecting is not None:
            return
        end = self._head.find(b"\r\n\r\n")
        if end > HEAD_LIMIT or (end < 0 and len(self._head) > HEAD_LIMIT):
            self._refuse(HEAD_TOO_LARGE)
        elif end >= 0:
            self._choose()

    def connection_lost(self, error: Exception | None) -> None:
        self._open_ones.discard(self)
        self._stop_timer()
        if self._connecting is not None:
            self._connecting.cancel()
        super().connection_lost(error)

    def close(self) -> None:
        if self.transport is not None:
            self.transport.close()

    def _choose(self) -> None:
        self._stop_timer()
        target = request_target(bytes(self._head))
        if target is None or self.transport is None:
            self._refuse(BAD_REQUEST)
            return
        self.transport.pause_reading()
        self._connecting = asyncio.ensure_future(self._connect(self._routes.choose(target)))

    async def _connect(self, address: Address) -> None:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                _, behind = await loop.create_connection(Side, *address)
        except OSError:
            self._refuse(UPSTREAM_DOWN)
            return
        if self.transport is None or behind.transport is None:
            if behind.transport is not None:
                behind.transport.close()
            return
        self.other, behind.other = behind, self
        behind.transport.write(bytes(self._head))
        self._head.clear()
        self.transport.resume_reading()

    def _refuse(self, answer: bytes) -> None:
        self._stop_timer()
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(answer)
            self.transport.close()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


async def serve(listener: socket.socket, routes: Routes) -> None:
    """Serve on a listening socket until SIGTERM or SIGINT."""
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    open_ones: set[Browser] = set()
    server = await loop.create_server(
        lambda: Browser(routes, open_ones), sock=listener, backlog=4096
    )
    await stopping.wait()
    server.close()
    for browser in list(open_ones):
        browser.close()
    await asyncio.sleep(0.05)


def raise_file_limit() -> None:
    """Each visitor takes two descriptors: take all that the system allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _address(text: str) -> Address:
    host, _, port = text.rpartition(":")
    return host, int(port)


def main() -> None:
    """Serve a socket inherited by number."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listener", type=int, required=True, help="number of a listening socket")
    parser.add_argument("--web", type=_address, required=True, metavar="HOST:PORT")
    parser.add_argument("--sockets", type=_address, required=True, metavar="HOST:PORT")
    options = parser.parse_args()
    raise_file_limit()
    listener = socket.socket(fileno=options.listener)
    uvloop.run(serve(listener, Routes(web=options.web, sockets=options.sockets)))


if __name__ == "__main__":
    main()
