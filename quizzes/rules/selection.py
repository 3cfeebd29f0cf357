"""Drawing a paper: which items, in which order, with which order of options.

The draw is a keyed shuffle: every choice is ordered by HMAC-SHA-256 of the round's secret and
the name of the draw (person, attempt number), so whoever holds the secret can prove it later.
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item version in a round's pool; `options` is how many it offers.

    `stays`: they stand as the author put them (true before false).
    """

    version_id: int
    topic: str
    difficulty: str
    options: int
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a paper: an item version and the order in which its options stand."""

    version_id: int
    order: tuple[int, ...]


class PoolTooSmall(ValueError):
    """The blueprint asks for more items of a cell than the pool holds."""


def draw(
    pool: Iterable[Candidate], blueprint: Mapping[tuple[str, str], int], secret: bytes, name: str
) -> list[Slot]:
    """A paper of `sum(blueprint.values())` items; the same arguments give the same paper."""
    cells: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in pool:
        cells.setdefault((candidate.topic, candidate.difficulty), []).append(candidate)

    chosen: list[Candidate] = []
    for cell, wanted in blueprint.items():
        offered = cells.get(cell, [])
        if len(offered) < wanted:
            raise PoolTooSmall(f"{cell}: {len(offered)} < {wanted}")
        chosen += _shuffled(offered, secret, f"{name}/pick")[:wanted]

    return [
        Slot(candidate.version_id, _option_order(candidate, secret, name))
        for candidate in _shuffled(chosen, secret, f"{name}/order")
    ]


def _shuffled(candidates: Sequence[Candidate], secret: bytes, name: str) -> list[Candidate]:
    return sorted(candidates, key=lambda one: _lot(secret, f"{name}/{one.version_id}"))


def _option_order(candidate: Candidate, secret: bytes, name: str) -> tuple[int, ...]:
    if candidate.stays:
        return tuple(range(candidate.options))
    lot = _lot(secret, f"{name}/options/{candidate.version_id}")
    return tuple(sorted(range(candidate.options), key=lambda position: (lot[position], position)))


def _lot(secret: bytes, name: str) -> bytes:
    return hmac.digest(secret, name.encode(), sha256)
