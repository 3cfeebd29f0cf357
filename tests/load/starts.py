"""A thousand signed-in people press Start within one second."""

import asyncio
import time
from urllib.parse import urlsplit
from uuid import uuid4

import msgspec
import uvloop

from backend.devstack.stack import Stack
from tests.load import world
from tests.load.fanout_servers import raise_file_limit
from tests.load.http import Connection, request_bytes

PEOPLE = 1000
PRESSED_WITHIN_SECONDS = 1.0
WARM_UP = 20


async def press(address: str, requests: list[bytes], within: float) -> list[float]:
    """When each one's first item was there, in seconds after the first press.

    Each phone has a connection of its own, opened a while ago by the page with the button.
    """
    parts = urlsplit(address)
    connections = [await Connection.open(parts.hostname or "", parts.port or 0) for _ in requests]
    began = time.perf_counter()

    async def start(place: int) -> float:
        await asyncio.sleep(within * place / len(requests))
        answer = await connections[place].send(requests[place])
        arrived = time.perf_counter() - began
        if answer.status != 201 or not answer.json()["items"]:
            raise AssertionError(f"{answer.status}: {answer.body!r}")
        return arrived

    arrivals = await asyncio.gather(*(start(place) for place in range(len(requests))))
    for connection in connections:
        connection.abort()
    return sorted(arrivals)


def measure(stack: Stack) -> dict[str, float]:
    """`starts_per_s` (goal: at least 150) and when the last had the first item (at most 8 s)."""
    raise_file_limit()
    round_ = world.make_contest()
    host = urlsplit(stack.web_url).netloc
    requests = [
        request_bytes(
            "POST",
            f"/api/v1/rounds/{round_.uuid}/attempts/",
            {
                "Host": host,
                "Origin": f"http://{host}",
                "Cookie": one.cookies,
                "X-CSRFToken": one.csrf_token,
            },
            msgspec.json.encode({"client_key": str(uuid4())}),
        )
        for one in world.make_visitors(WARM_UP + PEOPLE)
    ]
    uvloop.run(press(stack.web_url, requests[:WARM_UP], 0.1))
    arrivals = uvloop.run(press(stack.web_url, requests[WARM_UP:], PRESSED_WITHIN_SECONDS))
    return {
        "starts_per_s": PEOPLE / arrivals[-1],
        "starts_last_s": arrivals[-1],
        "starts_median_s": arrivals[PEOPLE // 2],
    }
