"""What a learner has shown of a lesson, and what of it is still wanted. Pure.

Evidence only grows: merging takes the union, so that what arrives twice, late or in another order
changes nothing. By part: "seen" is true, every other name a set of numbers or words, sorted:
{"seen": true, "steps": [places of ticked ones], "tried": [items], "right": [items]}.

Ticks alone can be taken back: each turn of a step, to ticked and back, has a number, odd ones tick,
and the highest one known counts. "turns" has those above 1, by step: {"steps": [0], "turns":
{"0": 3, "2": 4}} was ticked again at step 0 and twice taken back at step 2.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

WHOLE = 1000
MOST_TURNS = 10_000
SEEN, STEPS, TRIED, RIGHT = "seen", "steps", "tried", "right"
TURNS = "turns"
WATCHED, PAGES = "watched", "pages"
COMPLETED = "completed"

Evidence = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What completes one part, and what a device may tell of it.

    `needs`: how many different ones of each evidence; where it needs none, being seen is enough.
    `tells`: the evidence that a device knows better than the server, each a set of whole numbers
    below the one given. What is not named there is taken from no device.
    """

    key: str
    needs: Mapping[str, int] = field(default_factory=dict)
    tells: Mapping[str, int] = field(default_factory=dict)


class EvidenceRefused(ValueError):
    """The evidence is not of this lesson; `part` names what does not fit."""

    def __init__(self, part: str) -> None:
        self.part = part
        super().__init__(part)


def read_evidence(sent: Any, parts: Iterable[Wanted]) -> dict[str, dict[str, Any]]:
    """What a device may tell: parts that were seen, and what `tells` names.

    What became of a quiz is known from its answers, and never taken from a device. Raises
    EvidenceRefused.
    """
    if not isinstance(sent, Mapping):
        raise EvidenceRefused("")
    known = {part.key: part for part in parts}
    read: dict[str, dict[str, Any]] = {}
    for key, told in sent.items():
        if key not in known or not isinstance(told, Mapping) or told.get(SEEN, True) is not True:
            raise EvidenceRefused(str(key))
        read[key] = {SEEN: True}
        for name, numbers in told.items():
            if name in (SEEN, TURNS):
                continue
            if not _are_below(known[key].tells.get(name, 0), numbers):
                raise EvidenceRefused(key)
            if numbers:
                read[key][name] = sorted(set(numbers))
        if TURNS in told:
            _read_turns(read[key], told[TURNS], known[key])
    return read


def _read_turns(read: dict[str, Any], turns: Any, part: Wanted) -> None:
    """Adds the turns that a device told of; a step and its turns must say the same."""
    places = {str(place): place for place in range(part.tells.get(STEPS, 0))}
    if not isinstance(turns, Mapping) or not all(
        step in places and type(many) is int and 1 < many <= MOST_TURNS
        for step, many in turns.items()
    ):
        raise EvidenceRefused(part.key)
    ticked = set(read.get(STEPS, ()))
    if any((places[step] in ticked) != bool(many % 2) for step, many in turns.items()):
        raise EvidenceRefused(part.key)
    if turns:
        read[TURNS] = {step: turns[step] for step in sorted(turns)}


def _are_below(limit: int, numbers: Any) -> bool:
    return (
        limit > 0
        and isinstance(numbers, list)
        and all(type(one) is int and 0 <= one < limit for one in numbers)
    )


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
        elif name not in (STEPS, TURNS):
            both[name] = sorted({*one.get(name, ()), *other.get(name, ())})
    return both | _latest_ticks(one, other)


def _latest_ticks(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Each step by its highest turn; what says neither of them has none."""
    if TURNS not in one and TURNS not in other:
        ticked = {*one.get(STEPS, ()), *other.get(STEPS, ())}
        return {STEPS: sorted(ticked)} if ticked else {}
    mine, theirs = _turns(one), _turns(other)
    latest = {step: max(mine.get(step, 0), theirs.get(step, 0)) for step in mine.keys() | theirs}
    ticked = {step for step, many in latest.items() if many % 2}
    more = {str(step): many for step, many in latest.items() if many > 1}
    return ({STEPS: sorted(ticked)} if ticked else {}) | {
        TURNS: {step: more[step] for step in sorted(more)}
    }


def _turns(told: Mapping[str, Any]) -> dict[int, int]:
    once = dict.fromkeys(told.get(STEPS, ()), 1)
    return once | {int(step): many for step, many in told.get(TURNS, {}).items()}


def share(evidence: Evidence, parts: Collection[Wanted]) -> int:
    """How much of a lesson was done, in thousandths; all parts weigh the same."""
    if not parts:
        return WHOLE
    return sum(_share_of(evidence.get(part.key, {}), part) for part in parts) // len(parts)


def is_done(evidence: Evidence, parts: Collection[Wanted]) -> bool:
    """Every part seen, and of each as much shown as it needs."""
    return share(evidence, parts) == WHOLE


def _share_of(told: Mapping[str, Any], part: Wanted) -> int:
    needs = {name: many for name, many in part.needs.items() if many > 0}
    if not needs:
        return WHOLE if told.get(SEEN) else 0
    met = (WHOLE * min(len(told.get(name, ())), many) // many for name, many in needs.items())
    return sum(met) // len(needs)
