"""Who gets which prize: from ranks, a prize table and caps. Pure, on the standard library alone.

People. Prizes are given in the order of the table. Those for the same group form a ladder: each
place goes to the next in rank who belongs to the group and whose caps are not used up; whoever is
passed over makes room for the next. Where people of equal rank reach over the border of a prize,
nobody is given those places: they are left to a draw or to the committee, and whatever is below
waits. Places that are settled stand; a place that comes free goes to the next in line.

Organisations. Each measure is a fraction, compared exactly:
  people, attempts   – how many counted
  rate               – people / headcount, at most 1; headcounts below the minimum are left out
  average_score      – points of all counted results / people
  quantity_and_quality – (people / most people + average / best average) / 2, "đông và chất lượng"
Equal measures are told apart by people, then by average score.

Spreading. By the number of people brought along who really took part.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class PrizeLine:
    """A row of the prize table; `group` is "" for everybody."""

    code: str
    count: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody with a rank; several may share one. `groups` are the audiences they belong to."""

    key: int
    rank: int
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `prizes` for one person within a scope; `held` are those of elsewhere in it."""

    prizes: int
    held: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Award:
    prize: str
    place: int
    key: int
    rank: int


@dataclass(frozen=True, slots=True)
class OpenPlaces:
    """Free places of a prize: `keys` stand level for them; without keys they wait."""

    prize: str
    places: tuple[int, ...]
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Awards:
    given: tuple[Award, ...]
    undecided: tuple[OpenPlaces, ...] = ()


def award(
    entries: Iterable[Entry],
    prizes: Sequence[PrizeLine],
    caps: Sequence[Cap] = (),
    *,
    barred: frozenset[int] = frozenset(),
    settled: Mapping[tuple[str, int], int] = MappingProxyType({}),
) -> Awards:
    """Who takes the free places of a prize table.

    `settled` {(prize, place): person} stand and are not given again: their holders keep them and
    win nothing more on the same ladder. `barred` are passed over, as after they declined.
    """
    ordered = [one for one in sorted(entries, key=lambda one: one.rank) if one.key not in barred]
    won = Counter(settled.values())
    groups = {line.code: line.group for line in prizes}
    holders: dict[str, set[int]] = defaultdict(set)
    for (prize, _), person in settled.items():
        holders[groups.get(prize, "")].add(person)
    ladders = {
        group: _Ladder(ordered, group, caps, won, holders[group]) for group in set(groups.values())
    }
    given: list[Award] = []
    undecided: list[OpenPlaces] = []
    for line in prizes:
        free = [place for place in range(1, line.count + 1) if (line.code, place) not in settled]
        taken, level = ladders[line.group].take(len(free))
        given.extend(
            Award(line.code, place, entry.key, entry.rank)
            for place, entry in zip(free, taken, strict=False)
        )
        if ladders[line.group].is_stuck and len(taken) < len(free):
            keys = tuple(one.key for one in level)
            undecided.append(OpenPlaces(line.code, tuple(free[len(taken) :]), keys))
    return Awards(tuple(given), tuple(undecided))


class _Ladder:
    """Those of one group in order of rank, from whom places are taken one prize after another."""

    def __init__(
        self,
        ordered: Sequence[Entry],
        group: str,
        caps: Sequence[Cap],
        won: Counter[int],
        holders: Collection[int],
    ) -> None:
        self.is_stuck = False
        self._caps, self._won = caps, won
        members = (
            one for one in ordered if one.key not in holders and (not group or group in one.groups)
        )
        self._levels = deque(list(level) for _, level in groupby(members, key=_rank))

    def take(self, count: int) -> tuple[list[Entry], list[Entry]]:
        """Up to `count` people, and those who stand level across the border, if any do.

        After that the ladder is stuck: what is below waits until those places are settled.
        """
        taken: list[Entry] = []
        while self._levels and len(taken) < count and not self.is_stuck:
            level = [one for one in self._levels[0] if self._may_win(one.key)]
            if len(level) > count - len(taken):
                self.is_stuck = True
                return taken, level
            self._levels.popleft()
            self._won.update(one.key for one in level)
            taken.extend(level)
        return taken, []

    def _may_win(self, key: int) -> bool:
        return all(cap.held.get(key, 0) + self._won[key] < cap.prizes for cap in self._caps)


def _rank(entry: Entry) -> int:
    return entry.rank


class Measure(StrEnum):
    PEOPLE = "people"
    ATTEMPTS = "attempts"
    RATE = "rate"
    AVERAGE_SCORE = "average_score"
    QUANTITY_AND_QUALITY = "quantity_and_quality"


@dataclass(frozen=True, slots=True)
class Tally:
    """What an organisation's people did: counted people, their attempts, the sum of points."""

    key: int
    people: int
    attempts: int
    points: int
    headcount: int | None = None

    @property
    def average(self) -> Fraction:
        return Fraction(self.points, self.people) if self.people else Fraction()


def rank_organisations(
    tallies: Iterable[Tally],
    measure: Measure,
    *,
    minimum_people: int = 1,
    minimum_headcount: int = 0,
) -> list[tuple[Entry, Fraction]]:
    """Organisations with their measure, the best first; equals share a rank."""
    counted = [
        one
        for one in tallies
        if one.people >= max(1, minimum_people)
        and (not minimum_headcount or (one.headcount or 0) >= minimum_headcount)
        and (measure is not Measure.RATE or one.headcount)
    ]
    value = _measure(counted, measure)

    def key(one: Tally) -> tuple[Fraction, int, Fraction]:
        return -value(one), -one.people, -one.average

    ranked: list[tuple[Entry, Fraction]] = []
    for _, level in groupby(sorted(counted, key=lambda one: (key(one), one.key)), key=key):
        rank = len(ranked) + 1
        ranked.extend((Entry(one.key, rank), value(one)) for one in level)
    return ranked


def _measure(counted: Sequence[Tally], measure: Measure) -> Callable[[Tally], Fraction]:
    most = max((one.people for one in counted), default=1)
    best = max((one.average for one in counted), default=Fraction()) or Fraction(1)
    measures: dict[Measure, Callable[[Tally], Fraction]] = {
        Measure.PEOPLE: lambda one: Fraction(one.people),
        Measure.ATTEMPTS: lambda one: Fraction(one.attempts),
        Measure.RATE: lambda one: min(Fraction(1), Fraction(one.people, one.headcount or 1)),
        Measure.AVERAGE_SCORE: lambda one: one.average,
        Measure.QUANTITY_AND_QUALITY: lambda one: (
            (Fraction(one.people, most) + one.average / best) / 2
        ),
    }
    return measures[measure]


def rank_spreaders(counts: Mapping[int, int], minimum: int = 1) -> list[Entry]:
    """People by how many they brought along; equals share a rank."""
    by_count: dict[int, list[int]] = defaultdict(list)
    for person, count in counts.items():
        if count >= minimum:
            by_count[count].append(person)
    ranked: list[Entry] = []
    for count in sorted(by_count, reverse=True):
        rank = len(ranked) + 1
        ranked.extend(Entry(person, rank) for person in sorted(by_count[count]))
    return ranked


# Everything that can happen to a prize once it is awarded; what is not listed cannot.
NEXT_STATES: Mapping[str, frozenset[str]] = {
    "awarded": frozenset({"contacted", "confirmed", "declined", "withdrawn"}),
    "contacted": frozenset({"confirmed", "declined", "withdrawn"}),
    "confirmed": frozenset({"handed_over", "declined", "withdrawn"}),
    "handed_over": frozenset(),
    "declined": frozenset(),
    "withdrawn": frozenset(),
}


def may_become(current: str, target: str) -> bool:
    return target in NEXT_STATES[current]
