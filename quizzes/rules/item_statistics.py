"""What papers tell about their items and about themselves. Pure, one paper after the other.

Classical test theory, with the formulas of Moodle's quiz statistics report ("Quiz statistics
calculations", docs.moodle.org/dev), which give their sources as:

- x the mark of an item, T the total of its paper, r = T - x the rest score, variances and
  covariances over the papers that held the item, divided by n - 1;
- facility: mean(x) / full mark, which may differ from item to item and from paper to paper;
- discrimination index: 100 cov(x, r) / sqrt(var x var r), the corrected item-total correlation
  (Henrysson 1963);
- discriminative efficiency: 100 cov(x, r) / cov(sorted x, sorted r);
- effective weight: 100 sqrt(cov(x, T)) / sum of sqrt(cov) over a paper;
- Cronbach's alpha (Cronbach 1951): 100 p/(p-1) (1 - sum of var x / var T), p items a paper;
- standard error of measurement: SD sqrt(1 - alpha/100).

Papers that were drawn differ. In a fixed paper var T = sum of cov(x, T) over its items, so alpha is
written with these covariances, each over the papers that held the item and weighed by their share
pi of all papers; p is the mean number of items:

    alpha = 100 p/(p-1) (1 - sum(pi var x) / sum(pi cov(x, T)))

For equal papers this is Cronbach's alpha to the last digit. That one draw is harder than another
is no error of the items, and does not lower it. Effective weights are shared out by
sum(pi sqrt(cov)) in the same manner, so they add up to 100 over a paper on average.

One paper a person should be counted: repeated ones are not independent (Moodle warns of it).
Items that were voided earn nothing that tells of them; they are left out of marks and totals.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from math import sqrt

from quizzes.rules.moments import greatest_covariance, median_of, moments_of

LONGEST_SECONDS = 3_600
MOST_ANSWERS = 2_000
TENTHS = 10
NO_ANSWER, OTHER = "", "*"


def _counts() -> dict[int, int]:
    return defaultdict(int)


@dataclass(slots=True)
class ItemCount:
    """What was counted of one version: marks by total, answers by total, seconds."""

    papers: int = 0
    full: int = 0
    totals: dict[int, int] = field(default_factory=_counts)
    marks: dict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(_counts))
    answers: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(_counts))
    seconds: dict[int, int] = field(default_factory=_counts)


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """Figures of one version; None where too little was seen to tell."""

    papers: int
    facility: float | None
    discrimination: float | None
    efficiency: float | None
    weight: float | None
    seconds: float | None
    covariance: float | None


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """Figures of the papers, in percent of the full mark; `spread` counts papers by tenth."""

    papers: int
    mean: float | None
    deviation: float | None
    alpha: float | None
    error: float | None
    spread: tuple[int, ...]


class PaperCounter:
    """Counts papers as they stream by; its size depends on items and points, not on papers."""

    def __init__(self, voided: Collection[int] = ()) -> None:
        self.voided = frozenset(voided)
        self.papers = 0
        self.items: dict[int, ItemCount] = defaultdict(ItemCount)
        self.totals: dict[tuple[int, int], int] = defaultdict(int)

    def add(
        self,
        versions: Sequence[int],
        points: Sequence[int],
        answers: Sequence[Sequence[str]],
        seconds: Sequence[int | None],
        worths: Sequence[int],
    ) -> None:
        """One paper: for each item its version, points, answers as codes, time if known, worth."""
        counts = [version not in self.voided for version in versions]
        total = sum(one for one, is_counted in zip(points, counts, strict=True) if is_counted)
        self.papers += 1
        self.totals[total, sum(compress(worths, counts))] += 1
        for place, version in enumerate(versions):
            item = self.items[version]
            item.papers += 1
            item.totals[total] += 1
            if counts[place]:
                item.full += worths[place]
                item.marks[points[place]][total] += 1
            for answer in answers[place]:
                item.answers[answer][total] += 1
            if len(item.answers) > MOST_ANSWERS:
                _forget_rare(item.answers)
            spent = seconds[place]
            if spent is not None and 0 <= spent <= LONGEST_SECONDS:
                item.seconds[spent] += 1

    def item_figures(self) -> dict[int, ItemFigures]:
        """The figures of every version that was on a paper."""
        covariances = {version: self._covariance(version) for version in self.items}
        shares = sum(
            self._share(version) * sqrt(covariance)
            for version, covariance in covariances.items()
            if covariance is not None and covariance > 0
        )
        return {
            version: _figures(item, covariances[version], shares)
            for version, item in self.items.items()
        }

    def paper_figures(self) -> PaperFigures:
        """The figures of the papers as a whole."""
        mean, deviation = self._mean_and_deviation()
        alpha = self._alpha()
        error = None
        if alpha is not None and deviation is not None:
            error = sqrt(1 - alpha / 100) * deviation
        return PaperFigures(self.papers, mean, deviation, alpha, error, self._spread())

    def _share(self, version: int) -> float:
        return self.items[version].papers / self.papers

    def _covariance(self, version: int) -> float | None:
        return moments_of(self.items[version].marks).covariance

    def _alpha(self) -> float | None:
        length = errors = together = 0.0
        for version, item in self.items.items():
            sums = moments_of(item.marks)
            if sums.variance_x is None or sums.covariance is None:
                continue
            share = self._share(version)
            length += share
            errors += share * sums.variance_x
            together += share * sums.covariance
        if length <= 1 or together <= 0:
            return None
        return 100 * length / (length - 1) * (1 - errors / together)

    def _mean_and_deviation(self) -> tuple[float | None, float | None]:
        shares = [
            (100 * total / most, count) for (total, most), count in self.totals.items() if most
        ]
        number = sum(count for _, count in shares)
        if not number:
            return None, None
        mean = sum(share * count for share, count in shares) / number
        if number < 2:
            return mean, None
        squares = sum(count * (share - mean) ** 2 for share, count in shares)
        return mean, sqrt(squares / (number - 1))

    def _spread(self) -> tuple[int, ...]:
        tenths = [0] * TENTHS
        for (total, most), count in self.totals.items():
            if most:
                tenths[max(0, min(TENTHS - 1, TENTHS * total // most))] += count
        return tuple(tenths)


def _figures(item: ItemCount, covariance: float | None, shares: float) -> ItemFigures:
    rest = moments_of(item.marks, rest=True)
    spread = sqrt((rest.variance_x or 0) * (rest.variance_y or 0))
    best = greatest_covariance(item.marks)
    with_rest = rest.covariance
    weighs = covariance is not None and covariance >= 0 and shares > 0
    return ItemFigures(
        papers=item.papers,
        facility=rest.x / item.full if item.full else None,
        discrimination=100 * with_rest / spread if with_rest is not None and spread else None,
        efficiency=100 * with_rest / best if with_rest is not None and best else None,
        weight=100 * sqrt(covariance) / shares if weighs and covariance is not None else None,
        seconds=median_of(item.seconds),
        covariance=covariance,
    )


def _forget_rare(answers: dict[str, dict[int, int]]) -> None:
    """Typed answers may all differ: those given once are put together."""
    for answer in [one for one, totals in answers.items() if sum(totals.values()) == 1]:
        for total in answers.pop(answer):
            answers[OTHER][total] += 1


def groups(totals: Mapping[int, int], part: float = 0.27) -> tuple[int, int] | None:
    """(best total of the bottom group, least of the top group), each near `part` of the papers.

    Kelley (1939) found 27 % to tell groups apart best. Equal totals stay together: the cut lies
    where the group is nearest to its part. None where all papers are alike.
    """
    levels = sorted(totals)
    if len(levels) < 2:
        return None
    number = sum(totals.values())
    bottom = _cut([(level, totals[level]) for level in levels[:-1]], number * part)
    above = [level for level in levels if level > bottom]
    top = _cut([(level, totals[level]) for level in reversed(above)], number * part)
    return bottom, top


def _cut(levels: Sequence[tuple[int, int]], wanted: float) -> int:
    best, best_off, held = levels[0][0], float("inf"), 0
    for level, count in levels:
        held += count
        if abs(held - wanted) >= best_off:
            break
        best, best_off = level, abs(held - wanted)
    return best
