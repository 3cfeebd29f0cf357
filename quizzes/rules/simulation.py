"""Who would win under a rule: a round played out on facts or on invented people. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

from quizzes.rules.counting import Counting, Run, count
from quizzes.rules.eligibility import Limits
from quizzes.rules.prediction import RoundTotals, distance, is_above, target
from quizzes.rules.prizes import Award, Cap, Entry, PrizeLine, Tally, award
from quizzes.rules.ranking import Place, rank

People = Mapping[int, Sequence[Run]]
Groups = Mapping[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What of a rulebook decides who wins; `prizes` in the order of its table."""

    counting: Counting
    limits: Limits
    ranking: tuple[str, ...]
    predicted: str
    items: int
    prizes: tuple[PrizeLine, ...]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a rulebook asks of people beside their attempts: who may take part, their groups,
    and the prizes they hold elsewhere."""

    barred: Collection[int] = frozenset()
    groups: Groups = field(default_factory=dict)
    caps: tuple[Cap, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """People who stand level across the border of a prize: `people` of them for `places` left."""

    prize: str
    rank: int
    people: int
    places: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a round ends under one rulebook.

    `won` are the prizes of those who have them for sure; `level` the ones for which people stand
    level, to be settled by lot or by the committee.
    """

    totals: RoundTotals
    target: int | None
    places: list[Place] = field(repr=False)
    won: Mapping[int, tuple[str, ...]] = field(repr=False)
    level: Mapping[int, tuple[str, ...]] = field(repr=False)
    ties: tuple[Tie, ...]
    excluded: int = 0

    def is_winner(self, person: int) -> bool:
        return person in self.won or person in self.level

    @property
    def winners(self) -> list[Place]:
        """In order of rank, with everybody who stands level for a prize."""
        return [place for place in self.places if self.is_winner(place.result.participant_id)]


@dataclass(frozen=True, slots=True)
class Row:
    """One person under both rulebooks; None: not ranked there."""

    participant_id: int
    first: Place | None
    second: Place | None


def play(
    people: People, rules: Rules, zone: tzinfo, around: Circumstances = Circumstances()
) -> Outcome:
    """Leave out who may not take part, count, compute what was to be predicted, rank, and give
    the prizes as they are given in earnest."""
    counted = {
        person: one
        for person, runs in people.items()
        if person not in around.barred
        and (one := count(_allowed(runs, rules.limits, zone), rules.counting)) is not None
    }
    totals = RoundTotals(
        people=len(counted),
        attempts=sum(one.attempts for one in counted.values()),
        all_correct_people=sum(one.correct_items >= rules.items for one in counted.values()),
    )
    true_number = target(rules.predicted, totals)
    places = rank(
        (
            one.result(
                person,
                distance(one.prediction, true_number),
                is_above=is_above(one.prediction, true_number),
            )
            for person, one in counted.items()
        ),
        rules.ranking,
    )
    won, level, ties = _distributed(places, rules.prizes, around)
    excluded = sum(1 for person in people if person in around.barred)
    return Outcome(totals, true_number, places, won, level, ties, excluded)


def compare(first: Outcome, second: Outcome) -> list[Row]:
    """Everybody who wins under either, in the order of the first, then of the second."""
    one = {place.result.participant_id: place for place in first.places}
    other = {place.result.participant_id: place for place in second.places}
    winners = [*first.winners, *second.winners]
    people = dict.fromkeys(place.result.participant_id for place in winners)
    return [Row(person, one.get(person), other.get(person)) for person in people]


def tallies(
    places: Iterable[Place], units: Mapping[int, int | None], headcounts: Mapping[int, int | None]
) -> list[Tally]:
    """What each organisation's ranked people did; `units` says where people belong."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for place in places:
        unit = units.get(place.result.participant_id)
        if unit is not None:
            done = sums[unit]
            done[0] += 1
            done[1] += place.result.attempts
            done[2] += place.result.points
    return [
        Tally(unit, people, attempts, points, headcounts.get(unit))
        for unit, (people, attempts, points) in sums.items()
    ]


def _allowed(runs: Sequence[Run], limits: Limits, zone: tzinfo) -> list[Run]:
    """The runs that the limits would have let start, in their order."""
    kept: list[Run] = []
    days: dict[object, int] = {}
    weeks: dict[object, int] = {}
    most = min((one for one in (limits.per_round, limits.per_contest) if one), default=len(runs))
    for run in sorted(runs, key=lambda one: one.number)[:most]:
        moment = datetime.fromtimestamp(run.handed_in_ms / 1000, tz=UTC)
        day = (moment - timedelta(milliseconds=run.time_used_ms)).astimezone(zone).date()
        week = day.isocalendar()[:2]
        if limits.per_day and days.get(day, 0) >= limits.per_day:
            continue
        if limits.per_week and weeks.get(week, 0) >= limits.per_week:
            continue
        days[day], weeks[week] = days.get(day, 0) + 1, weeks.get(week, 0) + 1
        kept.append(run)
    return kept


def _distributed(
    places: Sequence[Place], prizes: Sequence[PrizeLine], around: Circumstances
) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]], tuple[Tie, ...]]:
    """Prizes by person, prizes people stand level for, and where that is so.

    To see what is below a tie, its places go to some of those who stand level for them: as many
    as a draw would take, which is all that matters for the rest.
    """
    ranks = {place.result.participant_id: place.rank for place in places}
    entries = [Entry(key, rank, around.groups.get(key, frozenset())) for key, rank in ranks.items()]
    settled: dict[tuple[str, int], int] = {}
    level: dict[int, tuple[str, ...]] = {}
    ties: list[Tie] = []
    while True:
        awards = award(entries, prizes, around.caps, settled=settled)
        tied = next((one for one in awards.undecided if one.keys), None)
        if tied is None:
            return _sure(awards.given, level), level, tuple(ties)
        ties.append(Tie(tied.prize, ranks[tied.keys[0]], len(tied.keys), len(tied.places)))
        for key in tied.keys:
            level[key] = (*level.get(key, ()), tied.prize)
        settled |= {
            (tied.prize, place): key
            for place, key in zip(tied.places, sorted(tied.keys), strict=False)
        }


def _sure(given: Iterable[Award], level: Collection[int]) -> dict[int, tuple[str, ...]]:
    """What hangs on a draw is nobody's for sure."""
    won: dict[int, tuple[str, ...]] = {}
    for one in given:
        if one.key not in level:
            won[one.key] = (*won.get(one.key, ()), one.prize)
    return won
