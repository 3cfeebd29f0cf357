"""Statements and documents that a cmi5 unit may send, and what completes it. Pure.

Of a statement only its verb and its score are kept: who did it and what it is about are known from
the registration it came with.
"""

import math
import re
from collections.abc import Mapping
from typing import Any, Final

MOST_STATEMENTS: Final = 100
MOST_LETTERS: Final = 64_000
MOST_DOCUMENTS: Final = 20
VERBS: Final[Mapping[str, str]] = {
    **{
        f"http://adlnet.gov/expapi/verbs/{name}": name
        for name in ("initialized", "completed", "passed", "failed", "terminated", "answered")
    },
    **{
        f"http://adlnet.gov/expapi/verbs/{name}": "other"
        for name in ("experienced", "progressed", "interacted", "attempted", "launched")
    },
    "https://w3id.org/xapi/adl/verbs/satisfied": "other",
    "https://w3id.org/xapi/adl/verbs/abandoned": "other",
}
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NAME: Final = re.compile(r"[\w.:/~-]{1,200}")
_WANTED: Final[Mapping[str, tuple[frozenset[str], ...]]] = {
    "Passed": (frozenset({"passed"}),),
    "Completed": (frozenset({"completed"}),),
    "CompletedAndPassed": (frozenset({"completed"}), frozenset({"passed"})),
    "CompletedOrPassed": (frozenset({"completed", "passed"}),),
    "NotApplicable": (),
}


class StatementRefused(ValueError):
    """Not a statement that is taken here; the text says what is wrong, in xAPI's own words."""


def read_statement(sent: Any, registration: str) -> tuple[str, float | None]:
    """The verb, by its short name, and the scaled score. Raises StatementRefused."""
    if not isinstance(sent, Mapping):
        raise StatementRefused("statement")
    told = sent.get("id")
    if told is not None and not (isinstance(told, str) and _UUID.fullmatch(told)):
        raise StatementRefused("id")
    for name in ("actor", "verb", "object"):
        if not isinstance(sent.get(name), Mapping):
            raise StatementRefused(name)
    context = sent.get("context") or {}
    named = context.get("registration") if isinstance(context, Mapping) else ""
    if named is not None and str(named).lower() != registration:
        raise StatementRefused("context.registration")
    verb = sent["verb"].get("id")
    if not isinstance(verb, str) or not re.match(r"https?://", verb):
        raise StatementRefused("verb.id")
    return VERBS.get(verb, "other"), _scaled(sent.get("result"))


def is_completed(move_on: str, verbs: frozenset[str]) -> bool:
    """Whether the unit's rule is met by what was said so far.

    One without a rule is done as soon as it was begun.
    """
    groups = _WANTED.get(move_on, ())
    if not groups:
        return bool(verbs)
    return all(verbs & group for group in groups)


def is_document_name(name: str) -> bool:
    return bool(_NAME.fullmatch(name))


def _scaled(result: Any) -> float | None:
    score = result.get("score") if isinstance(result, Mapping) else None
    scaled = score.get("scaled") if isinstance(score, Mapping) else None
    if scaled is None:
        return None
    if isinstance(scaled, bool) or not isinstance(scaled, int | float):
        raise StatementRefused("result.score.scaled")
    if not (math.isfinite(scaled) and -1 <= scaled <= 1):
        raise StatementRefused("result.score.scaled")
    return float(scaled)
