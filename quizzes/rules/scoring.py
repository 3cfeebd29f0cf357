"""Points for answers, in whole points. Pure, on the standard library alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperScore:
    """`points_by_slot[i]` belongs to slot `i + 1`."""

    points: int
    correct_items: int
    answered: int
    points_by_slot: tuple[int, ...]


def item_points(key: Collection[int], chosen: Collection[int], worth: int) -> int:
    """All or nothing: exactly the options of the key earn the item's worth."""
    return worth if chosen and set(chosen) == set(key) else 0


def score_paper(
    keys: Sequence[Collection[int]], answers: Mapping[int, Collection[int]], worth: int
) -> PaperScore:
    """`keys[i]` and `answers[i + 1]` belong to slot `i + 1`; a missing answer earns nothing."""
    points = tuple(
        item_points(key, answers.get(slot, ()), worth) for slot, key in enumerate(keys, start=1)
    )
    return PaperScore(
        points=sum(points),
        correct_items=sum(1 for earned in points if earned == worth),
        answered=sum(1 for slot in range(1, len(keys) + 1) if answers.get(slot)),
        points_by_slot=points,
    )
