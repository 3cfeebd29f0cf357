"""Who would win under a rulebook, and under another: on a round's facts or on invented people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from backend.organisations.models import Organisation
from quizzes.enums import WinnerKind
from quizzes.formats.rulebook import Rulebook
from quizzes.formats.rulebook_parts import OrganisationPrize, SpreadPrize
from quizzes.models import Contest, Round
from quizzes.queries.rulebook import rulebook_of
from quizzes.queries.simulation_limits import unconsidered_of_invention, unconsidered_of_round
from quizzes.queries.simulation_people import Crowd, InventedCrowd, RoundCrowd, day_of, homes_of
from quizzes.rules.invention import Invention
from quizzes.rules.prizes import Entry, Measure, PrizeLine, award, rank_organisations
from quizzes.rules.ranking import Place
from quizzes.rules.simulation import Outcome, Rules, compare, play, tallies

# What is worked out while somebody waits; beyond it a job does it.
ATTEMPTS_AT_ONCE = 20_000
ROWS_SHOWN = 100
NAMES_SHOWN = 10
DEFAULT_PRIZES = tuple(PrizeLine(f"{at}", count) for at, count in enumerate((1, 2, 3, 10), 1))


@dataclass(frozen=True, slots=True)
class Question:
    """Two rulebooks and the people to play them out on: a round's, or invented ones."""

    contest: Contest
    first: Rulebook
    second: Rulebook
    round: Round | None
    people: int = 5000
    all_correct_percent: int = 20
    seed: int = 1


def is_long(question: Question) -> bool:
    """Whether the answer takes longer than somebody waits for a page."""
    if question.round is None:
        return question.people > ATTEMPTS_AT_ONCE
    return question.round.attempts.count() > ATTEMPTS_AT_ONCE


def simulated(question: Question) -> dict[str, Any]:
    """Both outcomes side by side, with everybody who wins under either."""
    first, second = _for_round(question, question.first), _for_round(question, question.second)
    crowd = _crowd(question, first)
    lines = _lines(first) or _lines(second) or DEFAULT_PRIZES
    outcomes = _played(crowd, first, lines), _played(crowd, second, _lines(second) or lines)
    rows = compare(*outcomes)
    shown = rows[:ROWS_SHOWN]
    names = crowd.names([row.participant_id for row in shown])
    won = [{*one.won, *one.level} for one in outcomes]
    titles = _titles(first), _titles(second)
    return {
        "first": _shown_outcome(crowd, outcomes[0], first, lines),
        "second": _shown_outcome(crowd, outcomes[1], second, _lines(second) or lines),
        "prizes": sum(line.count for line in lines),
        "winners_in_both": len(won[0] & won[1]),
        "winners_only_first": len(won[0] - won[1]),
        "winners_only_second": len(won[1] - won[0]),
        "unconsidered": _unconsidered(question, crowd, first, second),
        "rows": [
            {
                "name": names[row.participant_id][0],
                "organisation": names[row.participant_id][1],
                "first": _shown_place(row.first, outcomes[0], titles[0], row.participant_id),
                "second": _shown_place(row.second, outcomes[1], titles[1], row.participant_id),
            }
            for row in shown
        ],
    }


def _for_round(question: Question, rulebook: Rulebook) -> Rulebook:
    return rulebook.for_round(question.round.number) if question.round else rulebook


def _crowd(question: Question, rulebook: Rulebook) -> Crowd:
    if question.round is not None:
        return RoundCrowd(question.round)
    made = Invention(
        seed=question.seed,
        people=question.people,
        items=rulebook.paper.items,
        minutes=rulebook.paper.minutes,
        all_correct=question.all_correct_percent / 100,
    )
    return InventedCrowd(made, homes_of(question.contest), day_of(timezone.now()))


def _played(crowd: Crowd, rulebook: Rulebook, lines: Sequence[PrizeLine]) -> Outcome:
    rules = Rules(
        counting=rulebook.counting,
        limits=rulebook.attempts,
        ranking=rulebook.ranking,
        predicted=rulebook.prediction.target,
        items=rulebook.paper.items,
        prizes=tuple(lines),
    )
    return play(crowd.people, rules, ZoneInfo(settings.TIME_ZONE), crowd.around(rulebook))


def _lines(rulebook: Rulebook) -> tuple[PrizeLine, ...]:
    """The prizes of a round, those of the contest where a round has none."""
    people = rulebook.prizes.people
    own = [prize for prize in people if prize.per == "round"] or people
    return tuple(PrizeLine(prize.code, prize.count, prize.audience) for prize in own)


def _titles(rulebook: Rulebook) -> dict[str, str]:
    return {prize.code: prize.title for prize in rulebook.prizes.people}


def _unconsidered(question: Question, crowd: Crowd, first: Rulebook, second: Rulebook) -> list[str]:
    table = [] if _lines(first) or _lines(second) else ["no_prize_table"]
    if question.round is not None:
        return table + unconsidered_of_round(rulebook_of(question.round), (first, second))
    has_homes = isinstance(crowd, InventedCrowd) and bool(crowd.homes)
    return table + unconsidered_of_invention((first, second), has_homes=has_homes)


def _shown_outcome(
    crowd: Crowd, outcome: Outcome, rulebook: Rulebook, lines: Sequence[PrizeLine]
) -> dict[str, Any]:
    titles = _titles(rulebook)
    return {
        "people": outcome.totals.people,
        "attempts": outcome.totals.attempts,
        "all_correct_people": outcome.totals.all_correct_people,
        "target": outcome.target,
        "excluded": outcome.excluded,
        "ties": [
            {
                "prize": titles.get(tie.prize, ""),
                "rank": tie.rank,
                "people": tie.people,
                "places": tie.places,
            }
            for tie in outcome.ties
        ],
        "prizes": [
            *(_shown_prize(outcome, line, titles) for line in lines),
            *_other_prizes(crowd, outcome, rulebook),
        ],
    }


def _shown_prize(outcome: Outcome, line: PrizeLine, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "title": titles.get(line.code, ""),
        "kind": WinnerKind.PERSON,
        "count": line.count,
        "given": sum(line.code in codes for codes in outcome.won.values()),
        "level": sum(line.code in codes for codes in outcome.level.values()),
        "names": [],
    }


def _other_prizes(crowd: Crowd, outcome: Outcome, rulebook: Rulebook) -> list[dict[str, Any]]:
    """Prizes of organisations and for spreading, with who has them."""
    table = rulebook.prizes
    others: list[OrganisationPrize | SpreadPrize] = [*table.organisations, *table.spreading]
    own = [prize for prize in others if prize.per == "round"] or others
    units = crowd.units if table.organisations else {}
    headcounts = dict(
        Organisation.objects.filter(pk__in=set(units.values())).values_list("pk", "headcount")
    )
    counted = tallies(outcome.places, units, headcounts)
    shown = []
    for prize in own:
        if isinstance(prize, SpreadPrize):
            kind, entries = WinnerKind.SPREADER, crowd.spreaders(prize)
        else:
            kind = WinnerKind.ORGANISATION
            ranked = rank_organisations(
                counted,
                Measure(prize.measure),
                minimum_people=prize.minimum_people,
                minimum_headcount=prize.minimum_headcount,
            )
            entries = [entry for entry, _ in ranked]
        shown.append(_shown_other(crowd, prize, kind, entries))
    return shown


def _shown_other(
    crowd: Crowd,
    prize: OrganisationPrize | SpreadPrize,
    kind: WinnerKind,
    entries: Sequence[Entry],
) -> dict[str, Any]:
    awards = award(entries, [PrizeLine(prize.code, prize.count)])
    keys = [one.key for one in awards.given]
    if kind == WinnerKind.SPREADER:
        named = {key: name for key, (name, _) in crowd.names(keys).items()}
    else:
        named = dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "name"))
    return {
        "title": prize.title,
        "kind": kind,
        "count": prize.count,
        "given": len(keys),
        "level": sum(len(one.keys) for one in awards.undecided),
        "names": [named.get(key, "") for key in keys[:NAMES_SHOWN]],
    }


def _shown_place(
    place: Place | None, outcome: Outcome, titles: dict[str, str], person: int
) -> dict[str, Any] | None:
    if place is None:
        return None
    codes = (*outcome.won.get(person, ()), *outcome.level.get(person, ()))
    return {
        "rank": place.rank,
        "wins": bool(codes),
        "is_level": person in outcome.level,
        "prizes": [titles[code] for code in dict.fromkeys(codes) if code in titles],
        "points": place.result.points,
        "distance": place.result.distance,
        "time_used_ms": place.result.time_used_ms,
        "attempts": place.result.attempts,
    }
