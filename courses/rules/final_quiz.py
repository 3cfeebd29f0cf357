"""The quiz at the end of a course: what it asks, how often it may be tried, what passes. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random


def drawn(modules: Sequence[Sequence[int]], count: int, lots: Random) -> list[int]:
    """`count` different items, spread over the modules as evenly as these allow, then shuffled.

    Fewer where there are not so many. Every module gives one before any gives its second.
    """
    piles = [lots.sample(list(dict.fromkeys(pile)), len(set(pile))) for pile in modules]
    lots.shuffle(piles)
    taken: dict[int, None] = {}
    while len(taken) < count and any(piles):
        for pile in piles:
            while pile and pile[-1] in taken:
                pile.pop()
            if pile and len(taken) < count:
                taken[pile.pop()] = None
    chosen = list(taken)
    lots.shuffle(chosen)
    return chosen


def is_passed(right: int, items: int, pass_percent: int) -> bool:
    """At least `pass_percent` of the items right."""
    return items > 0 and right * 100 >= pass_percent * items


def tries_left(begun_today: int, per_day: int) -> int:
    return max(0, per_day - begun_today)


def rests_until(handed_in_at: datetime | None, cool_down_hours: int) -> datetime | None:
    """When the next try may begin, after one that did not pass; None where there is no wait."""
    if handed_in_at is None or not cool_down_hours:
        return None
    return handed_in_at + timedelta(hours=cool_down_hours)
