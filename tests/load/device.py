"""One phone: cookies, a connection that may be cut, and patience with a busy server."""

import asyncio
import random
import time
from typing import Any
from urllib.parse import urlsplit

import msgspec

from tests.load.http import Answer, Connection, Disconnected, request_bytes
from tests.load.tally import Tally

TIMEOUT_SECONDS = 30.0
TRIES = 6
BUSY = frozenset({429, 502, 503})


class Refused(Exception):
    """The server said no; `code` as in its problem."""

    def __init__(self, kind: str, status: int, code: str) -> None:
        super().__init__(f"{kind}: {status} {code}")
        self.status, self.code = status, code


class Device:
    """Speaks to the public API as the app does."""

    def __init__(self, base_url: str, tally: Tally) -> None:
        parts = urlsplit(base_url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.host, self.port = parts.hostname or "", parts.port or 80
        self.tally = tally
        self.cookies: dict[str, str] = {}
        self.csrf_token = ""
        self._connection: Connection | None = None

    async def ask(
        self, kind: str, method: str, path: str, body: Any = None, *, token: str = ""
    ) -> Any:
        """The answer's JSON. Tries again while the server is busy or the line breaks.

        Raises Refused, counted by its code.
        """
        raw = self._request(method, path, body, token)
        for step in range(TRIES):
            try:
                answer = await self._send(kind, raw)
            except (OSError, TimeoutError) as broken:
                self.tally.refused(kind, type(broken).__name__)
                await self._pause(step)
                continue
            if answer.status < 300:
                return answer.json() if answer.body else None
            code = _code(answer)
            self.tally.refused(kind, code)
            if answer.status not in BUSY:
                raise Refused(kind, answer.status, code)
            await self._pause(step)
        raise Refused(kind, 0, "gave_up")

    async def lose(self, method: str, path: str, body: Any, *, token: str = "") -> None:
        """Send a request and lose the network before the answer: it may have been heard or not."""
        connection = await self._connected()
        connection.begin(self._request(method, path, body, token))
        await asyncio.sleep(random.choice((0, 0.001, 0.005, 0.02)))
        connection.abort()
        self._connection = None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.abort()
            self._connection = None

    def _request(self, method: str, path: str, body: Any, token: str) -> bytes:
        headers = {"Host": f"{self.host}:{self.port}", "Origin": self.origin}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={text}" for name, text in self.cookies.items())
        if method != "GET":
            headers["X-CSRFToken"] = self.csrf_token
        if token:
            headers["Authorization"] = f"Bearer {token}"
        raw = None if body is None else msgspec.json.encode(body)
        return request_bytes(method, f"/api/v1/{path}", headers, raw)

    async def _send(self, kind: str, raw: bytes) -> Answer:
        connection = await self._connected()
        began = time.perf_counter()
        try:
            answer = await asyncio.wait_for(connection.send(raw), TIMEOUT_SECONDS)
        except BaseException:
            connection.abort()
            self._connection = None
            raise
        self.tally.answered(kind, time.perf_counter() - began)
        self.cookies |= answer.cookies
        return answer

    async def _connected(self) -> Connection:
        if self._connection is None or not self._connection.is_open:
            self._connection = await Connection.open(self.host, self.port)
        return self._connection

    async def _pause(self, step: int) -> None:
        await asyncio.sleep(random.uniform(0.1, 0.3) * 2**step)


def _code(answer: Answer) -> str:
    try:
        return str(answer.json()["code"])
    except (ValueError, KeyError, TypeError):
        return f"status_{answer.status}"


__all__ = ["Device", "Disconnected", "Refused"]
