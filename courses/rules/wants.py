"""What each kind of part wants shown, and what a device may tell of it. Pure.

A kind that is not named is complete as soon as it was seen.
"""

from collections.abc import Callable, Mapping
from typing import Any

from courses.rules.evidence import COMPLETED, PAGES, RIGHT, STEPS, TRIED, WATCHED, Wanted

Part = Mapping[str, Any]
Counts = Mapping[str, int]

PORTION_SECONDS = 5
WATCHED_PERCENT = 90


def items_of(part: Part) -> list[str]:
    """Codes of the items that the part asks."""
    if part["kind"] == "video":
        return [one["item"] for one in part.get("questions", ())]
    codes: list[str] = part["items"] if part["kind"] == "quiz" else []
    return codes


def _watchable(part: Part) -> dict[str, int]:
    """Portions of five seconds; none of what stands elsewhere."""
    portions = -(-part.get("seconds", 0) // PORTION_SECONDS)
    return {WATCHED: portions} if part.get("file") else {}


def _answered(part: Part) -> dict[str, int]:
    items = items_of(part)
    return {TRIED: len(items)} if items else {}


def _watched(part: Part) -> dict[str, int]:
    return {
        name: -(-portions * WATCHED_PERCENT // 100) for name, portions in _watchable(part).items()
    }


# Ticks are kept and shown, and never asked for: one may take them back.
TELLS: Mapping[str, Callable[[Part], Counts]] = {
    "checklist": lambda part: {STEPS: len(part["steps"])},
    "video": _watchable,
    "audio": _watchable,
    "document": lambda part: {PAGES: part["pages"]},
}
# What a trainer accepted; no device can tell it.
JUDGED_GOOD = "accepted"
NEEDS: Mapping[str, Callable[[Part], Counts]] = {
    "assignment": lambda part: {JUDGED_GOOD: 1},
    "package": lambda part: {COMPLETED: part["units"]},
    "quiz": lambda part: {RIGHT: part["pass"]},
    "video": lambda part: _watched(part) | _answered(part),
    "audio": _watched,
    "document": lambda part: {PAGES: part["pages"]},
}


def told_of(part: Part) -> Counts:
    """By evidence: how many different ones a device may tell."""
    tells = TELLS.get(part["kind"])
    return tells(part) if tells else {}


def needed_of(part: Part) -> Counts:
    """By evidence: how many different ones complete the part."""
    needs = NEEDS.get(part["kind"])
    return needs(part) if needs else {}


def wanted_of(part: Part) -> Wanted:
    """Both of them."""
    return Wanted(part["key"], needs=needed_of(part), tells=told_of(part))
