"""A lesson's quizzes: which items they ask now, and what completes the lesson."""

from collections.abc import Iterable, Mapping
from typing import Any

from courses.rules.evidence import RIGHT, Evidence, Wanted
from quizzes.models import ItemVersion
from quizzes.queries.practice import practice_versions, practisable


def quizzes_of(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The quiz parts of a lesson."""
    return [part for part in document["parts"] if part["kind"] == "quiz"]


def asked_items(document: Mapping[str, Any]) -> dict[str, ItemVersion]:
    """What the lesson's quizzes ask, by code. What was retired since is not asked any more."""
    codes = [code for part in quizzes_of(document) for code in part["items"]]
    return practice_versions(codes) if codes else {}


def told_parts(document: Mapping[str, Any]) -> list[Wanted]:
    """What a device may tell of: every part, and how many steps each has."""
    return [Wanted(part["key"], steps=len(part.get("steps", ()))) for part in document["parts"]]


def wanted_parts(document: Mapping[str, Any], evidence: Evidence) -> list[Wanted]:
    """What completes a lesson.

    Where a quiz has lost items, all that are left pass it, so that nobody waits for what is gone.
    """
    open_quizzes = {
        part["key"]: part
        for part in quizzes_of(document)
        if len(_right(evidence, part["key"])) < part["pass"]
    }
    known = _known_items(code for part in open_quizzes.values() for code in part["items"])
    wanted = []
    for part in document["parts"]:
        key = part["key"]
        if part["kind"] != "quiz":
            wanted.append(Wanted(key))
            continue
        passing = part["pass"]
        if key in open_quizzes:
            left = {known[code] for code in part["items"] if code in known}
            passing = min(passing, len(left | _right(evidence, key)))
        wanted.append(Wanted(key, passing=passing))
    return wanted


def _right(evidence: Evidence, key: str) -> set[str]:
    return set(evidence.get(key, {}).get(RIGHT, ()))


def _known_items(codes: Iterable[str]) -> dict[str, str]:
    """Names by code of the items that may be practised now."""
    some = set(codes)
    if not some:
        return {}
    rows = practisable().filter(code__in=some).values_list("code", "uuid")
    return {code: str(uuid) for code, uuid in rows}
