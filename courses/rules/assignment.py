"""Assignments: who may hand in, what levels come to, what accepts a work. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

WAITING, ACCEPTED, RETURNED = "waiting", "accepted", "returned"


class WorkRefused(ValueError):
    """Why nothing can be handed in, or the judgement does not fit; `reason` is a code."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def ensure_may_hand_in(states: Sequence[str], tries: int) -> None:
    """`states` of what was handed in before. Raises WorkRefused."""
    if WAITING in states:
        raise WorkRefused("waiting")
    if ACCEPTED in states:
        raise WorkRefused("accepted")
    if len(states) >= tries:
        raise WorkRefused("no_try_left")


def ensure_something(text: str, files: int, most_files: int) -> None:
    """Words, files or both; no more files than the assignment takes. Raises WorkRefused."""
    if files > most_files:
        raise WorkRefused("too_many_files")
    if not text.strip() and not files:
        raise WorkRefused("nothing")


def is_late(due_on: date | None, day: date) -> bool:
    """Whoever hands in on the last day is in time."""
    return due_on is not None and day > due_on


def points_of(criteria: Sequence[Mapping[str, Any]], levels: Sequence[int]) -> int:
    """What the levels reached are worth, one for each criterion. Raises WorkRefused."""
    if len(levels) != len(criteria):
        raise WorkRefused("levels")
    total = 0
    for one, level in zip(criteria, levels, strict=True):
        if not 0 <= level < len(one["levels"]):
            raise WorkRefused("levels")
        total += one["levels"][level]["points"]
    return total


def ensure_verdict(verdict: str, points: int, passing: int) -> None:
    """Too few points cannot be accepted; enough may still be returned. Raises WorkRefused."""
    if verdict not in (ACCEPTED, RETURNED):
        raise WorkRefused("verdict")
    if verdict == ACCEPTED and points < passing:
        raise WorkRefused("too_few_points")
