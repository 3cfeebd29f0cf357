"""Server CPU of learning: a lesson opened and progress saved, as the app does both."""

from itertools import cycle
from typing import Any
from urllib.parse import urlsplit

import msgspec
import uvloop

from backend.devstack.stack import Stack
from tests.load.http import Connection, request_bytes
from tests.load.machine import cpu_seconds

LEARNERS = 60
WARM_UP = 40
ROUNDS = 600
SLUG = "ky-nang-so-co-ban"


def measure(stack: Stack) -> dict[str, float]:
    """`lesson_cpu_ms` (goal: at most 6): web and database, of one opening and one saving."""
    lessons = _load_courses()
    learners = _enrolled(urlsplit(stack.web_url).netloc)
    trees = {
        "web": stack.processes["web"].pid,
        "postgres": stack.servers["postgres"].process.pid,
    }
    turns = cycle([(learner, key) for key in lessons for learner in learners])
    uvloop.run(_learn(stack.web_url, [next(turns) for _ in range(WARM_UP)], "both"))
    spent: dict[str, dict[str, float]] = {}
    for act in ("open", "save"):
        before = {name: cpu_seconds(pid) for name, pid in trees.items()}
        uvloop.run(_learn(stack.web_url, [next(turns) for _ in range(ROUNDS)], act))
        spent[act] = {
            name: (cpu_seconds(pid) - before[name]) / ROUNDS * 1000 for name, pid in trees.items()
        }
    return {
        "lesson_cpu_ms": sum(spent["open"].values()) + sum(spent["save"].values()),
        "lesson_open_web_cpu_ms": spent["open"]["web"],
        "lesson_open_postgres_cpu_ms": spent["open"]["postgres"],
        "lesson_save_web_cpu_ms": spent["save"]["web"],
        "lesson_save_postgres_cpu_ms": spent["save"]["postgres"],
    }


def _load_courses() -> list[str]:
    """The keys of the course's lessons, loaded with the items that they ask."""
    from django.core.management import call_command

    from courses.models import Course
    from courses.queries.version import outline_of
    from quizzes.actions.competence import load_competences
    from quizzes.actions.item_bank import load_items
    from quizzes.management.commands.load_demonstration import read_content

    content = read_content()
    load_competences(content.competences)
    load_items(content.items)
    call_command("load_courses", verbosity=0)
    version = Course.objects.get(slug=SLUG).current_id
    assert version is not None
    return outline_of(version).keys


def _enrolled(host: str) -> list[dict[str, str]]:
    """The headers of people who learn the course."""
    from django.utils import timezone

    from courses.actions.enrolment import enrol
    from tests.load import world

    visitors = world.make_visitors(LEARNERS)
    for one in visitors:
        enrol(one.user, SLUG, now=timezone.now())
    return [
        {
            "Host": host,
            "Origin": f"http://{host}",
            "Cookie": one.cookies,
            "X-CSRFToken": one.csrf_token,
        }
        for one in visitors
    ]


async def _learn(address: str, turns: list[tuple[dict[str, str], str]], act: str) -> None:
    parts = urlsplit(address)
    connection = await Connection.open(parts.hostname or "", parts.port or 0)
    for count, (headers, key) in enumerate(turns):
        path = f"/api/v1/courses/{SLUG}/lessons/{key}/"
        told: dict[str, Any] = {
            "place": "text-1",
            "evidence": {"text-1": {"seen": True}, f"text-{1 + count % 3}": {"seen": True}},
        }
        requests = []
        if act != "save":
            requests.append(request_bytes("GET", path, headers))
        if act != "open":
            body = msgspec.json.encode(told)
            requests.append(request_bytes("PUT", f"{path}progress/", headers, body))
        for request in requests:
            answer = await connection.send(request)
            if answer.status != 200:
                raise AssertionError(f"{answer.status}: {answer.body!r}")
    connection.abort()
