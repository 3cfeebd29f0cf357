"""Who would win under a rulebook, and under another: on a round's facts or on invented people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from backend.common.text import masked_name
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Participant, Round
from quizzes.queries.counted import runs_of
from quizzes.queries.eligibility import barred_participants
from quizzes.queries.grading import applied_run
from quizzes.rules.counting import Run
from quizzes.rules.ranking import Place
from quizzes.rules.simulation import Invention, Outcome, Rules, compare, invent, play

# What is worked out while somebody waits; beyond it a job does it.
ATTEMPTS_AT_ONCE = 20_000
ROWS_SHOWN = 100
DEFAULT_PRIZES = (1, 2, 3, 10)


@dataclass(frozen=True, slots=True)
class Question:
    """Two rulebooks and the people to play them out on: a round's, or invented ones."""

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
    zone = ZoneInfo(settings.TIME_ZONE)
    first, second = _for_round(question, question.first), _for_round(question, question.second)
    people = _people(question, first)
    outcomes = play(people, _rules(first), zone), play(people, _rules(second), zone)
    prizes = _prizes(first) or _prizes(second) or DEFAULT_PRIZES
    rows = compare(*outcomes, prizes)
    names = _names(question, [row.participant_id for row in rows[:ROWS_SHOWN]])
    won = [{place.result.participant_id for place in one.winners(prizes)} for one in outcomes]
    return {
        "first": _shown_outcome(outcomes[0], first),
        "second": _shown_outcome(outcomes[1], second),
        "prizes": sum(prizes),
        "winners_in_both": len(won[0] & won[1]),
        "winners_only_first": len(won[0] - won[1]),
        "winners_only_second": len(won[1] - won[0]),
        "rows": [
            {
                "name": names[row.participant_id][0],
                "organisation": names[row.participant_id][1],
                "first": _shown_place(row.first, won[0], row.participant_id),
                "second": _shown_place(row.second, won[1], row.participant_id),
            }
            for row in rows[:ROWS_SHOWN]
        ],
    }


def _for_round(question: Question, rulebook: Rulebook) -> Rulebook:
    return rulebook.for_round(question.round.number) if question.round else rulebook


def _people(question: Question, rulebook: Rulebook) -> Mapping[int, Sequence[Run]]:
    if question.round is None:
        return invent(
            Invention(
                seed=question.seed,
                people=question.people,
                items=rulebook.paper.items,
                minutes=rulebook.paper.minutes,
                all_correct=question.all_correct_percent / 100,
            )
        )
    run = applied_run(question.round)
    if run is None:
        return {}
    barred = barred_participants(question.round)
    return {person: runs for person, runs in runs_of(run) if person not in barred}


def _rules(rulebook: Rulebook) -> Rules:
    return Rules(
        counting=rulebook.counting,
        limits=rulebook.attempts,
        ranking=rulebook.ranking,
        predicted=rulebook.prediction.target,
        items=rulebook.paper.items,
        prizes=_prizes(rulebook) or DEFAULT_PRIZES,
    )


def _prizes(rulebook: Rulebook) -> tuple[int, ...]:
    """Numbers of prizes of a round, those of the contest where a round has none."""
    people = rulebook.prizes.people
    own = [prize.count for prize in people if prize.per == "round"]
    return tuple(own or [prize.count for prize in people])


def _names(question: Question, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Masked names and organisations; invented people have a number."""
    if question.round is None:
        return {person: (f"#{person}", "") for person in ids}
    rows = Participant.objects.filter(pk__in=ids).values_list("pk", "user__full_name", "unit__name")
    return {pk: (masked_name(name), unit or "") for pk, name, unit in rows}


def _shown_outcome(outcome: Outcome, rulebook: Rulebook) -> dict[str, Any]:
    titles = [prize.title for prize in rulebook.prizes.people if prize.per == "round"]
    return {
        "people": outcome.totals.people,
        "attempts": outcome.totals.attempts,
        "all_correct_people": outcome.totals.all_correct_people,
        "target": outcome.target,
        "ties": [
            {
                "prize": titles[tie.prize] if tie.prize < len(titles) else "",
                "rank": tie.rank,
                "people": tie.people,
                "places": tie.places,
            }
            for tie in outcome.ties
        ],
    }


def _shown_place(place: Place | None, winners: set[int], person: int) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "rank": place.rank,
        "wins": person in winners,
        "points": place.result.points,
        "distance": place.result.distance,
        "time_used_ms": place.result.time_used_ms,
        "attempts": place.result.attempts,
    }
