"""Means, variances and covariances from counted values. Pure; exact until the last division.

Marks and totals are whole points, so a count of (mark, total) pairs holds all that figures need:
nothing drifts however many papers there are, and the order in which they come does not matter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# {mark: {total of the paper: how many papers}}
Pairs = Mapping[int, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Moments:
    """The sums of counted pairs (x, y)."""

    number: int
    x: int
    y: int
    xx: int
    yy: int
    xy: int

    @property
    def variance_x(self) -> float | None:
        return self._per_degree(self.number * self.xx - self.x * self.x)

    @property
    def variance_y(self) -> float | None:
        return self._per_degree(self.number * self.yy - self.y * self.y)

    @property
    def covariance(self) -> float | None:
        return self._per_degree(self.number * self.xy - self.x * self.y)

    def _per_degree(self, scaled: int) -> float | None:
        """An estimate from a sample: divided by n - 1, None for fewer than two."""
        if self.number < 2:
            return None
        return scaled / (self.number * (self.number - 1))


def moments_of(pairs: Pairs, *, rest: bool = False) -> Moments:
    """Sums over the pairs (mark, total), or (mark, total - mark) for `rest`."""
    number = x = y = xx = yy = xy = 0
    for mark, totals in pairs.items():
        for total, count in totals.items():
            other = total - mark if rest else total
            number += count
            x += count * mark
            y += count * other
            xx += count * mark * mark
            yy += count * other * other
            xy += count * mark * other
    return Moments(number, x, y, xx, yy, xy)


def greatest_covariance(pairs: Pairs) -> float | None:
    """cov(sorted x, sorted r): what the same marks and rest scores would give at best.

    Both are sorted as counts, not as lists, so this needs no sample of the papers.
    """
    marks: dict[int, int] = {}
    rests: dict[int, int] = {}
    for mark, totals in pairs.items():
        for total, count in totals.items():
            marks[mark] = marks.get(mark, 0) + count
            rests[total - mark] = rests.get(total - mark, 0) + count
    sums = moments_of(pairs, rest=True)
    if sums.number < 2:
        return None
    together = sum(x * r * count for x, r, count in _side_by_side(marks, rests))
    return (sums.number * together - sums.x * sums.y) / (sums.number * (sums.number - 1))


def _side_by_side(
    left: Mapping[int, int], right: Mapping[int, int]
) -> Iterable[tuple[int, int, int]]:
    """The two sorted lists beside each other, in runs of equal pairs."""
    lefts, rights = sorted(left.items()), sorted(right.items())
    i = j = 0
    left_over = right_over = 0
    while i < len(lefts) and j < len(rights):
        left_over = left_over or lefts[i][1]
        right_over = right_over or rights[j][1]
        run = min(left_over, right_over)
        yield lefts[i][0], rights[j][0], run
        left_over, right_over = left_over - run, right_over - run
        i, j = i + (left_over == 0), j + (right_over == 0)


def median_of(counts: Mapping[int, int]) -> float | None:
    """The middle of counted whole numbers; between two middle ones their mean."""
    number = sum(counts.values())
    if not number:
        return None
    low, high = (number - 1) // 2, number // 2
    found: list[int] = []
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        while len(found) < 2 and passed > (low, high)[len(found)]:
            found.append(value)
    return sum(found) / 2
