"""How long the boards of a million take: to be sent, to be built, and by organisation."""

import time
from urllib.parse import urlsplit

import uvloop

from backend.devstack.stack import Stack
from tests.load.http import request_bytes
from tests.load.own_rank import ask, percentile

SAMPLE = 200
BUILDS = 20


def measure(stack: Stack) -> dict[str, float]:
    """`board_ms` (goal: at most 20): the 95th percentile of the slowest of the boards."""
    from django.utils import timezone

    from quizzes.actions.board import refresh_board
    from tests.load.million import round_of_a_million

    round_ = round_of_a_million()
    host = urlsplit(stack.web_url).netloc
    boards = {
        "round": f"/api/v1/rounds/{round_.uuid}/board/",
        "organisations": f"/api/v1/rounds/{round_.uuid}/organisations/",
    }
    waits = {
        name: percentile(
            uvloop.run(ask(stack.web_url, [request_bytes("GET", path, {"Host": host})] * SAMPLE)),
            95,
        )
        for name, path in boards.items()
    }
    builds = []
    refresh_board(round_, now=timezone.now(), always=True)  # the first one loads what all need
    for _ in range(BUILDS):
        began = time.perf_counter()
        refresh_board(round_, now=timezone.now(), always=True)
        builds.append(time.perf_counter() - began)
    return {
        "board_ms": max(*waits.values(), percentile(builds, 95)) * 1000,
        **{f"board_{name}_ms": wait * 1000 for name, wait in waits.items()},
        "board_build_ms": percentile(builds, 95) * 1000,
    }
