"""A small HTTP/1.1 client: several thousand requests a second from one core.

It shares the machine with the server it measures, so it may cost next to nothing. It understands
what our servers send (Content-Length or chunks), keeps connections open, and no more.
"""

import asyncio
import json
import socket
from dataclasses import dataclass, field
from typing import Any, cast

# What a phone's browser sends with every request of the app; it costs the server its reading.
BROWSER_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip, deflate, br",
    "Accept-Language": "vi-VN,vi;q=0.9,en;q=0.6",
    "User-Agent": "Mozilla/5.0 (Linux; Android 13; SM-A055F) AppleWebKit/537.36 Chrome/140 Mobile",
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Mode": "cors",
}


class Disconnected(ConnectionError):
    """The server closed the connection before its answer was complete."""


@dataclass(slots=True)
class Answer:
    """`headers` in lower case; `cookies` are those set by this answer."""

    status: int
    headers: dict[str, str]
    body: bytes
    cookies: dict[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        body = self.body
        if self.headers.get("content-encoding") == "gzip":
            import gzip

            body = gzip.decompress(body)
        return json.loads(body)


def request_bytes(
    method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
) -> bytes:
    """A whole request, ready to be written. `headers` must name the Host."""
    fields = BROWSER_HEADERS | (headers or {})
    if body is not None:
        fields = {"Content-Type": "application/json", "Content-Length": str(len(body))} | fields
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + (body or b"")


class Connection(asyncio.Protocol):
    """One keep-alive connection: one request at a time."""

    def __init__(self) -> None:
        self._received = b""
        self._waiting: asyncio.Future[Answer] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def open(cls, host: str, port: int) -> "Connection":
        _, connection = await asyncio.get_running_loop().create_connection(cls, host, port)
        return connection

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    async def send(self, request: bytes) -> Answer:
        """Write a request and read its answer; raises Disconnected."""
        self.begin(request)
        assert self._waiting is not None
        return await self._waiting

    def begin(self, request: bytes) -> None:
        """Write a request without waiting, as a phone that is about to lose the network."""
        if self._transport is None or self._transport.is_closing():
            raise Disconnected
        self._received = b""
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)

    def abort(self) -> None:
        """Cut the connection at once, whatever is under way."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        raw = transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        self._received += data
        answer = read_answer(self._received)
        if answer is not None and self._waiting is not None and not self._waiting.done():
            self._received = b""
            self._waiting.set_result(answer)

    def connection_lost(self, error: Exception | None) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Disconnected())
            self._waiting.exception()  # an aborted request is asked for by nobody


def read_answer(received: bytes) -> Answer | None:
    """The complete answer at the start of `received`, or None while some of it is missing."""
    head, separator, body = received.partition(b"\r\n\r\n")
    if not separator:
        return None
    lines = head.decode("latin-1").split("\r\n")
    headers: dict[str, str] = {}
    cookies: dict[str, str] = {}
    for line in lines[1:]:
        name, _, value = line.partition(": ")
        if name.lower() == "set-cookie":
            key, _, rest = value.partition("=")
            cookies[key] = rest.partition(";")[0]
        else:
            headers[name.lower()] = value
    status = int(lines[0].split(" ", 2)[1])
    if status in {204, 304}:
        return Answer(status, headers, b"", cookies)
    if headers.get("transfer-encoding") == "chunked":
        whole = _unchunked(body)
        return None if whole is None else Answer(status, headers, whole, cookies)
    length = int(headers.get("content-length", "0"))
    return Answer(status, headers, body, cookies) if len(body) >= length else None


def _unchunked(body: bytes) -> bytes | None:
    whole = b""
    while True:
        size, separator, rest = body.partition(b"\r\n")
        if not separator:
            return None
        length = int(size.split(b";")[0], 16)
        if length == 0:
            return whole if rest.endswith(b"\r\n") else None
        if len(rest) < length + 2:
            return None
        whole += rest[:length]
        body = rest[length + 2 :]
