"""How long a person waits for their own place among a million."""

import time
from urllib.parse import urlsplit

import uvloop

from backend.devstack.stack import Stack
from tests.load.http import Connection, request_bytes

SAMPLE = 200


def measure(stack: Stack) -> dict[str, float]:
    """`own_rank_ms` (goal: at most 20): the 95th percentile, one request after another."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from quizzes.models import Standing
    from quizzes.queries.standing import own_standing
    from tests.load import world
    from tests.load.million import PEOPLE, round_of_a_million

    round_ = round_of_a_million()
    sample = Standing.objects.filter(round=round_).order_by("?").select_related("participant__user")
    people = [one.participant.user for one in sample[:SAMPLE]]
    path = f"/api/v1/rounds/{round_.uuid}/standing/"
    host = urlsplit(stack.web_url).netloc
    requests = [
        request_bytes("GET", path, {"Host": host, "Cookie": one.cookies})
        for one in world.signed_in(people)
    ]
    waits = uvloop.run(ask(stack.web_url, requests))
    with CaptureQueriesContext(connection) as captured:
        own_standing(people[0], round_, timezone.now())
    return {
        "own_rank_ms": percentile(waits, 95) * 1000,
        "own_rank_median_ms": percentile(waits, 50) * 1000,
        "own_rank_statements": len(captured),
        "own_rank_people": PEOPLE,
    }


async def ask(address: str, requests: list[bytes]) -> list[float]:
    """How long each answer took, in seconds; the first few warm the server up."""
    parts = urlsplit(address)
    connection = await Connection.open(parts.hostname or "", parts.port or 0)
    waits = []
    for request in [*requests[:20], *requests]:
        began = time.perf_counter()
        answer = await connection.send(request)
        waits.append(time.perf_counter() - began)
        if answer.status != 200:
            raise AssertionError(f"{answer.status}: {answer.body!r}")
    return waits[20:]


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share / 100))]
