"""How results become places. A policy is an order of keys; the smallest key tuple wins.

Pure and on the standard library alone: a recount outside the product uses this very file.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Result:
    """What is compared about one participant in one round; instants are epoch milliseconds."""

    participant_id: int
    points: int
    time_used_ms: int
    handed_in_ms: int
    distance: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    rank: int
    result: Result


# A participant without a prediction stands behind every prediction.
NO_PREDICTION = 1 << 62

TIE_BREAKS: Mapping[str, Callable[[Result], int]] = {
    "score": lambda result: -result.points,
    "prediction_distance": lambda result: (
        NO_PREDICTION if result.distance is None else result.distance
    ),
    "time_used": lambda result: result.time_used_ms,
    "handed_in_at": lambda result: result.handed_in_ms,
}


def sort_key(result: Result, policy: Sequence[str]) -> tuple[int, ...]:
    return tuple(TIE_BREAKS[name](result) for name in policy)


def rank(results: Iterable[Result], policy: Sequence[str]) -> list[Place]:
    """Competition ranking: equal results share a place and leave a gap (1, 2, 2, 4)."""

    def key(result: Result) -> tuple[int, ...]:
        return sort_key(result, policy)

    places: list[Place] = []
    ordered = sorted(results, key=lambda result: (key(result), result.participant_id))
    for _, tied in groupby(ordered, key=key):
        next_rank = len(places) + 1
        places.extend(Place(next_rank, result) for result in tied)
    return places


def is_better(challenger: Result, counted: Result, policy: Sequence[str]) -> bool:
    """Whether an attempt replaces the counted one, by everything but the prediction."""
    order = [name for name in policy if name != "prediction_distance"]
    return sort_key(challenger, order) < sort_key(counted, order)
