"""Drawing a paper: which items, in which order, with which order of options.

The draw is a keyed shuffle: every choice is ordered by HMAC-SHA-256 of the round's secret and
the name of the draw (person, attempt number), so whoever holds the secret can prove it later.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.rules.keyed_lots import Lot, keyed_lots


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item version in a round's pool; `options` is how many it offers.

    `stays`: they stand as the author put them (true before false). Items of one `stimulus` stand
    together; 0 for those without.
    """

    version_id: int
    topic: str
    difficulty: str
    options: int
    stays: bool = False
    stimulus: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a paper: an item version and the order in which its options stand."""

    version_id: int
    order: tuple[int, ...]


class PoolTooSmall(ValueError):
    """The blueprint asks for more items of a cell than the pool holds."""


def draw(
    pool: Iterable[Candidate], blueprint: Mapping[tuple[str, ...], int], secret: bytes, name: str
) -> list[Slot]:
    """A paper of `sum(blueprint.values())` items; the same arguments give the same paper.

    The blueprint's rows are named as in `row_of`.
    """
    lot = keyed_lots(secret)
    cells: dict[tuple[str, ...], list[Candidate]] = {}
    for candidate in pool:
        row = row_of(candidate.topic, candidate.difficulty, candidate.kind, blueprint)
        cells.setdefault(row, []).append(candidate)

    chosen: list[Candidate] = []
    for cell, wanted in blueprint.items():
        offered = cells.get(cell, [])
        if len(offered) < wanted:
            raise PoolTooSmall(f"{cell}: {len(offered)} < {wanted}")
        chosen += _shuffled(offered, lot, f"{name}/pick")[:wanted]

    return [
        Slot(candidate.version_id, _option_order(candidate, lot, name))
        for candidate in _together(_shuffled(chosen, lot, f"{name}/order"))
    ]


def _together(candidates: list[Candidate]) -> list[Candidate]:
    """Each stimulus where its first item fell; the order of everything else stays."""
    if not any(candidate.stimulus for candidate in candidates):
        return candidates
    first: dict[int, int] = {}
    places = [
        first.setdefault(candidate.stimulus, place) if candidate.stimulus else place
        for place, candidate in enumerate(candidates)
    ]
    return [candidates[at] for at in sorted(range(len(places)), key=lambda at: (places[at], at))]


def row_of(
    topic: str, difficulty: str, kind: str, rows: Collection[tuple[str, ...]]
) -> tuple[str, ...]:
    """The row an item belongs to: that of its kind, (topic, difficulty, kind), where there is one.

    Else (topic, difficulty): the row of all kinds that have none of their own.
    """
    own = (topic, difficulty, kind)
    return own if own in rows else (topic, difficulty)


def _shuffled(candidates: Sequence[Candidate], lot: Lot, name: str) -> list[Candidate]:
    return sorted(candidates, key=lambda one: lot(f"{name}/{one.version_id}"))


def _option_order(candidate: Candidate, lot: Lot, name: str) -> tuple[int, ...]:
    if candidate.stays:
        return tuple(range(candidate.options))
    drawn = lot(f"{name}/options/{candidate.version_id}")
    return tuple(sorted(range(candidate.options), key=lambda position: (drawn[position], position)))
