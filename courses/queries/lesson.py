"""A lesson's quizzes: which items they ask now, and what completes the lesson."""

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from courses.queries.version import lesson_document
from courses.rules.evidence import RIGHT, TRIED, Evidence, Wanted
from courses.rules.wants import items_of, needed_of, wanted_of
from quizzes.models import ItemVersion
from quizzes.queries.practice import practice_versions

KEPT_SECONDS = 20
# Evidence that items give, each named by its uuid.
OF_ITEMS = {RIGHT, TRIED}


def quizzes_of(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The quiz parts of a lesson."""
    return [part for part in document["parts"] if part["kind"] == "quiz"]


def asked_items(lesson_version_id: int) -> Mapping[str, ItemVersion]:
    """What the lesson's quizzes ask, by code. What was retired since is not asked any more.

    Remembered for KEPT_SECONDS: an item may be shown so much longer, but never judged; and who
    answers is judged by what may be practised at that moment.
    """
    return _asked(lesson_version_id, int(time.monotonic()) // KEPT_SECONDS)


@lru_cache(maxsize=512)
def _asked(lesson_version_id: int, period: int) -> Mapping[str, ItemVersion]:
    parts = lesson_document(lesson_version_id)["parts"]
    codes = [code for part in parts for code in items_of(part)]
    found = practice_versions(codes) if codes else {}
    return {code: found[code] for code in codes if code in found}


def told_parts(document: Mapping[str, Any]) -> list[Wanted]:
    """What a device may tell of: every part, and which evidence of it."""
    return [wanted_of(part) for part in document["parts"]]


def wanted_parts(lesson_version_id: int, evidence: Evidence) -> list[Wanted]:
    """What completes a lesson.

    Where a part has lost items, those that are left are enough, so that nobody waits for what is
    gone.
    """
    wanted = []
    for part in lesson_document(lesson_version_id)["parts"]:
        needs = dict(needed_of(part))
        for name in OF_ITEMS & needs.keys():
            shown = set(evidence.get(part["key"], {}).get(name, ()))
            if len(shown) < needs[name]:
                asked = asked_items(lesson_version_id)
                left = {str(asked[code].item.uuid) for code in items_of(part) if code in asked}
                needs[name] = min(needs[name], len(left | shown))
        wanted.append(Wanted(part["key"], needs=needs))
    return wanted
