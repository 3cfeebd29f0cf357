"""How results become places. A policy is an order of keys; the smallest key tuple wins.

Pure and on the standard library alone: a recount outside the product uses this very file.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Result:
    """What is compared about one participant; instants are epoch milliseconds.

    `distance` and `is_above` compare the prediction with the number that came true.
    """

    participant_id: int
    points: int
    time_used_ms: int
    handed_in_ms: int
    distance: int | None = None
    is_above: bool = False
    correct_items: int = 0
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    rank: int
    result: Result


# A participant without a prediction stands behind every prediction.
NO_PREDICTION = 1 << 62
NO_LOT = 1 << 62


def _above(result: Result) -> int:
    return 2 if result.distance is None else int(result.is_above)


TIE_BREAKS: Mapping[str, Callable[[Result], int]] = {
    "score": lambda result: -result.points,
    "correct_items": lambda result: -result.correct_items,
    "prediction_distance": lambda result: (
        NO_PREDICTION if result.distance is None else result.distance
    ),
    "prediction_not_above": _above,
    "time_used": lambda result: result.time_used_ms,
    "handed_in_at": lambda result: result.handed_in_ms,
    "handed_in_last": lambda result: -result.handed_in_ms,
    "fewest_attempts": lambda result: result.attempts,
    "most_attempts": lambda result: -result.attempts,
}


def without_prediction(policy: Iterable[str]) -> tuple[str, ...]:
    """The order by what is known before the predicted number is."""
    return tuple(name for name in policy if not name.startswith("prediction"))


def sort_key(result: Result, policy: Sequence[str]) -> tuple[int, ...]:
    return tuple(TIE_BREAKS[name](result) for name in policy)


def rank(
    results: Iterable[Result], policy: Sequence[str], lots: Mapping[int, int] | None = None
) -> list[Place]:
    """Competition ranking: equal results share a place and leave a gap (1, 2, 2, 4).

    `lots` gives participants the number they drew: among equals the smallest stands first, and
    those without a number share the place behind.
    """
    drawn = lots or {}

    def key(result: Result) -> tuple[int, ...]:
        return (*sort_key(result, policy), drawn.get(result.participant_id, NO_LOT))

    places: list[Place] = []
    ordered = sorted(results, key=lambda result: (key(result), result.participant_id))
    for _, tied in groupby(ordered, key=key):
        next_rank = len(places) + 1
        places.extend(Place(next_rank, result) for result in tied)
    return places


def tied(places: Iterable[Place]) -> list[list[Place]]:
    """The places that are shared, each group by itself, best first."""
    groups = (list(group) for _, group in groupby(places, key=lambda place: place.rank))
    return [group for group in groups if len(group) > 1]


def is_better(challenger: Result, counted: Result, policy: Sequence[str]) -> bool:
    """Whether an attempt replaces the counted one, by everything but the prediction."""
    order = without_prediction(policy)
    return sort_key(challenger, order) < sort_key(counted, order)
