"""What each kind of part wants shown, and what a device may tell of it. Pure.

A kind that is not named is complete as soon as it was seen.
"""

from collections.abc import Callable, Mapping
from typing import Any

from courses.rules.evidence import COMPLETED, RIGHT, STEPS, Wanted

Part = Mapping[str, Any]
Counts = Mapping[str, int]

# Ticks are kept and shown, and never asked for.
TELLS: Mapping[str, Callable[[Part], Counts]] = {
    "checklist": lambda part: {STEPS: len(part["steps"])},
}
NEEDS: Mapping[str, Callable[[Part], Counts]] = {
    "package": lambda part: {COMPLETED: part["units"]},
    "quiz": lambda part: {RIGHT: part["pass"]},
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
