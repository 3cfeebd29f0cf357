"""What is so far from ordinary that a person should look at it. Pure; nothing here punishes.

Each threshold is stated here, or comes from the rulebook. Names are never looked at.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import fmean, median, pstdev

# A paper is odd below this many robust deviations from the round's median, in logarithms.
FAST_DEVIATIONS = 3.5
# Half of all papers lie within 0.6745 deviations; MAD / 0.6745 estimates one deviation.
MAD_OF_NORMAL = 0.6745
# Who answers at random is fast as well, and wins nothing.
FAST_RIGHT_SHARE = 0.8

# A family may share a telephone.
DEVICE_PEOPLE = 4
# Homes, offices and mobile carriers share networks; a burst from one is worth a look.
NETWORK_PEOPLE = 20
NETWORK_WINDOW = timedelta(minutes=10)

SPRAY_PEOPLE = 5
# Gaps of independent guesses vary about as much as their mean; evenly laid ones hardly do.
SPRAY_GAP_VARIATION = 0.35
SPRAY_WIDTH = 0.5

CIRCLE_PEOPLE = 2
CIRCLE_ROUNDS = 2
CIRCLE_TOP = 20
# Links by network only where it is as small as a household's.
HOUSEHOLD_PEOPLE = 8


def fast_bound_ms(
    items: int, seconds_per_item: int, median_ms: float, deviation: float
) -> tuple[int, int]:
    """Below which time a paper is implausible: by the rulebook, and against the round.

    `deviation` is the robust standard deviation of the logarithm of the times.
    """
    absolute = items * seconds_per_item * 1000
    relative = median_ms * math.exp(-FAST_DEVIATIONS * deviation) if deviation else 0.0
    return absolute, int(relative)


def fast_weight(used_ms: int, bound_ms: int) -> int:
    """50 at the bound, 100 for no time at all."""
    return round(100 - 50 * min(1.0, used_ms / max(1, bound_ms)))


def crowd_weight(people: int, ordinary: int) -> int:
    """50 where it begins to be odd, 100 at sixteen times as many."""
    return min(100, round(50 + 12.5 * math.log2(max(1.0, people / ordinary))))


def busiest_window(
    starts: Sequence[tuple[datetime, int]], window: timedelta = NETWORK_WINDOW
) -> tuple[datetime, frozenset[int]] | None:
    """When most different people started within one window, and who; starts in order of time."""
    best: tuple[datetime, frozenset[int]] | None = None
    inside: dict[int, int] = defaultdict(int)
    first = 0
    for moment, person in starts:
        inside[person] += 1
        while moment - starts[first][0] > window:
            left = starts[first][1]
            inside[left] -= 1
            if not inside[left]:
                del inside[left]
            first += 1
        if best is None or len(inside) > len(best[1]):
            best = starts[first][0], frozenset(inside)
    return best


@dataclass(frozen=True, slots=True)
class Spray:
    """Predictions that cover a range like the teeth of a comb."""

    lowest: int
    highest: int
    gap: float
    variation: float


def find_spray(predictions: Collection[int]) -> Spray | None:
    """Whether people of one place cover a range of numbers evenly, so that one must come near."""
    values = sorted(set(predictions))
    if len(values) < SPRAY_PEOPLE or values[-1] - values[0] > SPRAY_WIDTH * max(1, values[-1]):
        return None
    gaps = [after - before for before, after in pairwise(values)]
    mean = fmean(gaps)
    variation = pstdev(gaps) / mean
    if variation > SPRAY_GAP_VARIATION:
        return None
    return Spray(values[0], values[-1], round(median(gaps), 2), round(variation, 3))


def components(links: Iterable[tuple[int, int]]) -> list[frozenset[int]]:
    """Groups of people who are linked, directly or through others; in order of their least."""
    parent: dict[int, int] = {}

    def root(one: int) -> int:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for left, right in links:
        low, high = sorted((root(left), root(right)))
        parent[high] = low
    groups: dict[int, set[int]] = defaultdict(set)
    for one in list(parent):
        groups[root(one)].add(one)
    return [frozenset(groups[least]) for least in sorted(groups)]


def winning_circles(
    places: Mapping[int, Mapping[int, int]], links: Iterable[tuple[int, int]]
) -> list[frozenset[int]]:
    """Linked accounts that between them took top places in several rounds.

    `places` holds {participant: {round: rank}} of the top alone; surnames play no part.
    """
    found = []
    for group in components(link for link in links if set(link) <= places.keys()):
        rounds = {number for person in group for number in places[person]}
        if len(group) >= CIRCLE_PEOPLE and len(rounds) >= CIRCLE_ROUNDS:
            found.append(group)
    return found
