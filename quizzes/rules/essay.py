"""Essays: what one marker may give, when marks agree, and what they are worth. Pure.

A mark is one whole number a criterion of the rubric, from nothing to the criterion's points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class EssayState(StrEnum):
    WAITING = "waiting"
    DISPUTED = "disputed"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`marks` of rubric points stand for the essay: their average counts."""

    state: EssayState
    marks: tuple[int, ...] = ()


def fits_rubric(points: Sequence[object], rubric: Sequence[int]) -> bool:
    """Whether a mark gives each criterion a whole number within its points."""
    return len(points) == len(rubric) and all(
        type(given) is int and 0 <= given <= most
        for given, most in zip(points, rubric, strict=True)
    )


def outcome(
    totals: Sequence[int], markers: int, largest_difference: int, referee: int | None = None
) -> Outcome:
    """What follows from the totals of the first markers and, where they differed, the referee's.

    Totals that differ by more than `largest_difference` go to a referee, whose mark then counts
    alone; else the average of all counts.
    """
    if referee is not None:
        return Outcome(EssayState.SETTLED, (referee,))
    if len(totals) < markers:
        return Outcome(EssayState.WAITING)
    if max(totals) - min(totals) > largest_difference:
        return Outcome(EssayState.DISPUTED)
    return Outcome(EssayState.SETTLED, tuple(totals))


def essay_points(marks: Sequence[int], rubric_points: int, worth: int) -> int:
    """The average mark as a share of `worth`, in whole points; half a point is rounded up."""
    whole = 2 * rubric_points * len(marks)
    return (2 * worth * sum(marks) + rubric_points * len(marks)) // whole
