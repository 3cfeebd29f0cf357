"""What a learner has shown of a lesson, and what of it is still wanted. Pure.

Evidence only grows: merging takes the union, so that what arrives twice, late or in another order
changes nothing. By part:
{"seen": true, "steps": [places of ticked ones], "tried": [items], "right": [items]}.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

WHOLE = 1000
SEEN, STEPS, TRIED, RIGHT = "seen", "steps", "tried", "right"

Evidence = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What completes one part. `passing` items right, of a quiz; 0 where being seen is enough.

    `steps`: how many may be ticked. Ticks are kept and shown, and never asked for.
    """

    key: str
    passing: int = 0
    steps: int = 0


class EvidenceRefused(ValueError):
    """The evidence is not of this lesson; `part` names what does not fit."""

    def __init__(self, part: str) -> None:
        self.part = part
        super().__init__(part)


def read_evidence(sent: Any, parts: Iterable[Wanted]) -> dict[str, dict[str, Any]]:
    """What a device may tell: parts that were seen and steps that were ticked.

    What became of a quiz is known from its answers, and never taken from a device. Raises
    EvidenceRefused.
    """
    if not isinstance(sent, Mapping):
        raise EvidenceRefused("")
    known = {part.key: part for part in parts}
    read: dict[str, dict[str, Any]] = {}
    for key, told in sent.items():
        if key not in known or not isinstance(told, Mapping) or not told.keys() <= {SEEN, STEPS}:
            raise EvidenceRefused(str(key))
        steps = told.get(STEPS, [])
        if told.get(SEEN, True) is not True or not _are_steps(steps, known[key].steps):
            raise EvidenceRefused(key)
        read[key] = {SEEN: True} | ({STEPS: sorted(set(steps))} if steps else {})
    return read


def _are_steps(steps: Any, count: int) -> bool:
    return isinstance(steps, list) and all(type(one) is int and 0 <= one < count for one in steps)


def answered(part: str, item: str, *, is_right: bool) -> dict[str, dict[str, Any]]:
    """The evidence that one answer of a quiz gives."""
    return {part: {SEEN: True, TRIED: [item]} | ({RIGHT: [item]} if is_right else {})}


def merged(one: Evidence, other: Evidence) -> dict[str, dict[str, Any]]:
    """All that either of them shows. Commutative, associative, idempotent."""
    return {
        key: _union(one.get(key, {}), other.get(key, {}))
        for key in sorted(one.keys() | other.keys())
    }


def _union(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    both: dict[str, Any] = {}
    for name in sorted(one.keys() | other.keys()):
        if name == SEEN:
            both[name] = bool(one.get(name) or other.get(name))
        else:
            both[name] = sorted({*one.get(name, ()), *other.get(name, ())})
    return both


def share(evidence: Evidence, parts: Collection[Wanted]) -> int:
    """How much of a lesson was done, in thousandths; all parts weigh the same."""
    if not parts:
        return WHOLE
    return sum(_share_of(evidence.get(part.key, {}), part) for part in parts) // len(parts)


def is_done(evidence: Evidence, parts: Collection[Wanted]) -> bool:
    """Every part seen and every quiz passed."""
    return share(evidence, parts) == WHOLE


def _share_of(told: Mapping[str, Any], part: Wanted) -> int:
    if part.passing:
        return WHOLE * min(len(told.get(RIGHT, ())), part.passing) // part.passing
    return WHOLE if told.get(SEEN) else 0
