"""Practising: days in a row, and when something counts as known. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

MASTERED_DAYS = 7
"""What is likely to be remembered for a week counts as known."""


def streak(days: Iterable[date], today: date) -> int:
    """How many days in a row somebody practised, up to today or, if today is still open, yesterday.

    `days` newest first, each once.
    """
    expected, length = today, 0
    for day in days:
        if length == 0 and day == today - timedelta(days=1):
            expected = day
        if day != expected:
            break
        length += 1
        expected -= timedelta(days=1)
    return length


def is_mastered(stability_days: float | None, *, is_learnt: bool) -> bool:
    """`stability_days`: after so many days it is still remembered nine times in ten."""
    return is_learnt and (stability_days or 0) >= MASTERED_DAYS
