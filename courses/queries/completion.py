"""What of a course's rule a learner has met. Asks for no more than the rule does."""

import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count

from courses.models import Attendance, Enrolment, LessonProgress
from courses.queries.lesson import KEPT_SECONDS
from courses.queries.version import lesson_document, outline_of
from courses.rules.completion import Demand, Shown, demands
from courses.rules.evidence import RIGHT
from courses.rules.wants import items_of
from quizzes.queries.practice import practice_versions

# A quiz's item: (lesson, part, the item's name outside).
Asked = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Extras:
    """By enrolment, what only some rules ask for: meetings been to, items (right, asked)."""

    sessions: Mapping[int, int]
    scores: Mapping[int, tuple[int, int]]


def met_demands(
    enrolment: Enrolment, done: Collection[str], *, has_passed: bool, known: Extras | None = None
) -> list[Demand]:
    """Every demand of the learner's version; `done` may name lessons that it does not have."""
    outline = outline_of(enrolment.version_id)
    extras = known or extras_of([enrolment])
    right, asked = extras.scores.get(enrolment.pk, (0, 0))
    shown = Shown(
        lessons=sum(key in done for key in outline.keys),
        right=right,
        asked=asked,
        sessions=extras.sessions.get(enrolment.pk, 0),
        has_passed=has_passed,
    )
    return demands(outline.rule, shown)


def extras_of(enrolments: Iterable[Enrolment]) -> Extras:
    """No query for learners whose courses ask for nothing of it."""
    some = [(one, outline_of(one.version_id).rule) for one in enrolments]
    met = [one.pk for one, rule in some if rule.sessions is not None]
    scored = [one for one, rule in some if rule.quiz_percent is not None]
    return Extras(_sessions(met), _scores(scored))


def _sessions(enrolments: Collection[int]) -> dict[int, int]:
    if not enrolments:
        return {}
    found = Attendance.objects.filter(enrolment__in=enrolments).order_by()
    return dict(found.values_list("enrolment").annotate(times=Count("pk")))


def _scores(enrolments: Collection[Enrolment]) -> dict[int, tuple[int, int]]:
    if not enrolments:
        return {}
    right: dict[int, set[Asked]] = {one.pk: set() for one in enrolments}
    rows = LessonProgress.objects.filter(enrolment__in=list(right))
    for pk, lesson, evidence in rows.values_list("enrolment", "lesson", "evidence"):
        right[pk].update(
            (lesson, part, item) for part, told in evidence.items() for item in told.get(RIGHT, ())
        )
    return {one.pk: _score(right[one.pk], one.version_id) for one in enrolments}


def _score(right: Collection[Asked], version_id: int) -> tuple[int, int]:
    """What was right once counts on, even where the item was retired since."""
    lessons = set(outline_of(version_id).keys)
    own = {one for one in right if one[0] in lessons}
    return len(own), len(own | asked_in(version_id))


def asked_in(version_id: int) -> frozenset[Asked]:
    """Everything that the lessons' quizzes ask now; remembered for as long as a lesson's items."""
    return _asked_in(version_id, int(time.monotonic()) // KEPT_SECONDS)


@lru_cache(maxsize=64)
def _asked_in(version_id: int, period: int) -> frozenset[Asked]:
    parts: list[tuple[str, Mapping[str, Any]]] = [
        (key, part)
        for key, head in outline_of(version_id).lessons.items()
        for part in lesson_document(head.version_id)["parts"]
        if items_of(part)
    ]
    known = practice_versions(code for _, part in parts for code in items_of(part))
    return frozenset(
        (key, part["key"], str(known[code].item.uuid))
        for key, part in parts
        for code in items_of(part)
        if code in known
    )
