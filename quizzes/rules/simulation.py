"""Who would win under a rule: a round played out on facts or on invented people. Pure."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import accumulate

from quizzes.rules.counting import Counting, Run, count
from quizzes.rules.eligibility import Limits
from quizzes.rules.prediction import RoundTotals, distance, is_above, target
from quizzes.rules.ranking import Place, rank

People = Mapping[int, Sequence[Run]]
SHOWN_ROWS = 20
MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class Rules:
    """What of a rulebook decides who wins. `prizes` are numbers of prizes, highest first."""

    counting: Counting
    limits: Limits
    ranking: tuple[str, ...]
    predicted: str
    items: int
    prizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """People who share the last place that still wins: `people` of them for `places` left."""

    prize: int
    rank: int
    people: int
    places: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a round ends under one rulebook. Winners by rank; shared places may overflow prizes."""

    totals: RoundTotals
    target: int | None
    places: list[Place] = field(repr=False)
    ties: tuple[Tie, ...]

    def winners(self, prizes: Sequence[int]) -> list[Place]:
        return [place for place in self.places if place.rank <= sum(prizes)]


@dataclass(frozen=True, slots=True)
class Row:
    """One person under both rulebooks; None: not ranked there."""

    participant_id: int
    first: Place | None
    second: Place | None


@dataclass(frozen=True, slots=True)
class Invention:
    """What invented people are like. `all_correct` is the share of papers without a mistake."""

    seed: int
    people: int
    items: int
    minutes: int
    days: int = 7
    all_correct: float = 0.2
    attempts: float = 2.5


def play(people: People, rules: Rules, zone: tzinfo) -> Outcome:
    """Count, compute what was to be predicted, rank, and look at the borders of the prizes."""
    counted = {
        person: one
        for person, runs in people.items()
        if (one := count(_allowed(runs, rules.limits, zone), rules.counting)) is not None
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
    return Outcome(totals, true_number, places, tuple(_ties(places, rules.prizes)))


def compare(first: Outcome, second: Outcome, prizes: Sequence[int]) -> list[Row]:
    """Everybody who wins under either, in the order of the first, then of the second."""
    one = {place.result.participant_id: place for place in first.places}
    other = {place.result.participant_id: place for place in second.places}
    winners = [*first.winners(prizes), *second.winners(prizes)]
    people = dict.fromkeys(place.result.participant_id for place in winners)
    return [Row(person, one.get(person), other.get(person)) for person in people]


def invent(made: Invention) -> dict[int, list[Run]]:
    """Plausible people, the same for the same numbers: a quarter plays on the last day.

    About `all_correct` of all people have a best attempt without a mistake; predictions scatter
    widely around what most people guess; time used is shorter for those who know more.
    """
    dice = random.Random(made.seed)
    expected = max(1.0, made.people * made.all_correct)
    people = {}
    for person in range(1, made.people + 1):
        attempts = 1 + min(30, int(dice.expovariate(1 / max(0.01, made.attempts - 0.5))))
        is_perfect = dice.random() < made.all_correct
        skill = dice.betavariate(6, 2)
        runs = [_invented(dice, made, number, skill, expected) for number in range(1, attempts + 1)]
        runs.sort(key=lambda run: run.handed_in_ms)
        runs = [replace(run, number=number) for number, run in enumerate(runs, start=1)]
        if is_perfect:
            runs[-1] = replace(runs[-1], points=made.items, correct_items=made.items)
        people[person] = runs
    return people


def _invented(
    dice: random.Random, made: Invention, number: int, skill: float, expected: float
) -> Run:
    limit = made.minutes * MINUTE_MS
    correct = sum(dice.random() < skill for _ in range(made.items))
    correct = min(correct, made.items - 1)
    used = min(limit, max(made.items * 2500, int(limit * dice.lognormvariate(-0.9, 0.45))))
    last_day = (made.days - 1) * DAY_MS
    begun = last_day if dice.random() < 0.25 else dice.randrange(max(1, last_day))
    return Run(
        attempt_id=number,
        number=number,
        points=correct,
        correct_items=correct,
        time_used_ms=used,
        handed_in_ms=begun + dice.randrange(DAY_MS - limit) + used,
        is_complete=dice.random() < 0.97,
        prediction=max(0, round(expected * dice.lognormvariate(0.1, 0.8))),
    )


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


def _ties(places: Sequence[Place], prizes: Sequence[int]) -> list[Tie]:
    """Where a shared place reaches across the end of a prize."""
    found = []
    for prize, border in enumerate(accumulate(prizes)):
        if not 0 < border < len(places) or places[border - 1].rank != places[border].rank:
            continue
        shared = places[border].rank
        people = sum(1 for place in places if place.rank == shared)
        found.append(Tie(prize, shared, people, border - shared + 1))
    return found
