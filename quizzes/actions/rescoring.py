"""Score the papers that a regrade touches again, and tell what that would change."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db.models import Q

from backend.common.jobs import Progress
from quizzes.actions.scoring import paper_score
from quizzes.enums import AttemptState
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Attempt, GradingRun, Response, Score
from quizzes.queries.bank import scored_items
from quizzes.queries.certificate import (
    Earned,
    certificates_by_participant,
    earned_at_once,
    earned_once_published,
    stated_points,
)
from quizzes.queries.counted import Entrant, entrants, results, totals
from quizzes.queries.eligibility import barred_participants
from quizzes.queries.essay import essay_marks
from quizzes.queries.grading import keys_of, voided_by
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.certificate import Outcome, outcome
from quizzes.rules.prediction import target
from quizzes.rules.ranking import rank
from quizzes.rules.scoring import PaperScore, ScoredItem

TOGETHER = 1000
MOVES_SHOWN = 30
Row = TypeVar("Row")


def rescored(base: GradingRun, run: GradingRun, progress: Progress) -> dict[int, PaperScore]:
    """The scores by `run` of the attempts whose score differs from that by `base`."""
    touched = touched_versions(base, run)
    if not touched:
        return {}
    holds = Q(pk__in=())
    for version in touched:
        holds |= Q(paper__contains=[[version]])
    affected = Attempt.objects.filter(holds, round=run.round_id, state=AttemptState.SCORED)
    papers = affected.select_related("round", "rulebook").iterator(chunk_size=TOGETHER)
    items = _items(run)
    progress(0, affected.count())
    changed: dict[int, PaperScore] = {}
    for done, some in enumerate(in_lots(papers), start=1):
        changed |= _changed(base, some, items, voided_by(run))
        progress(done * TOGETHER)
    return changed


def touched_versions(base: GradingRun, run: GradingRun) -> set[int]:
    """The item versions that the two runs do not treat alike."""
    before, after = base.voided.items(), run.voided.items()
    return {int(version) for version, _ in before ^ after} | {int(one) for one in run.corrections}


def _items(run: GradingRun) -> dict[int, ScoredItem]:
    versions = run.round.round_items.values_list("version_id", flat=True)
    items = scored_items(versions, keys_of(run), round_id=run.round_id)
    for version, key in run.corrections.items():
        items[int(version)] = replace(items[int(version)], key=key)
    return items


def in_lots(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows a thousand at a time."""
    lot: list[Row] = []
    for row in rows:
        lot.append(row)
        if len(lot) == TOGETHER:
            yield lot
            lot = []
    if lot:
        yield lot


def _changed(
    base: GradingRun,
    attempts: Sequence[Attempt],
    items: Mapping[int, ScoredItem],
    voided: Mapping[int, str],
) -> dict[int, PaperScore]:
    keys = [attempt.pk for attempt in attempts]
    answers: dict[int, dict[int, object]] = defaultdict(dict)
    rows = Response.objects.filter(attempt__in=keys).values_list("attempt_id", "slot", "value")
    for attempt_id, slot, value in rows:
        answers[attempt_id][slot] = value
    marks = essay_marks(keys)
    scores = {
        attempt.pk: paper_score(
            attempt, answers[attempt.pk], items, voided=voided, marks=marks.get(attempt.pk, {})
        )
        for attempt in attempts
    }
    known = {
        row[0]: row[1:]
        for row in Score.objects.filter(run=base, attempt__in=keys).values_list(
            "attempt_id", "points", "correct_items", "answered", "points_by_slot"
        )
    }
    return {
        pk: score
        for pk, score in scores.items()
        if known.get(pk)
        != (score.points, score.correct_items, score.answered, list(score.points_by_slot))
    }


@dataclass(frozen=True, slots=True)
class Order:
    """A ranking that nobody has written down: entrants and ranks by participant."""

    people: Mapping[int, Entrant]
    ranks: Mapping[int, int]
    target: int | None
    all_correct: int


def tried_order(run: GradingRun, changed: Mapping[int, PaperScore]) -> Order:
    """How those who are eligible now would be ranked."""
    rules: Rulebook = rulebook_of(run.round)
    barred = barred_participants(run.round)
    people = [
        entrant
        for participant, entrant in entrants(run, rules.counting, changed)
        if entrant is not None and participant not in barred
    ]
    counted = totals(people)
    asked = rules.prediction.target if rules.prediction.scope == "round" else "none"
    number = target(asked, counted)
    places = rank(results(people, number), rules.ranking)
    return Order(
        people={person.participant_id: person for person in people},
        ranks={place.result.participant_id: place.rank for place in places},
        target=number,
        all_correct=counted.all_correct_people,
    )


def comparison(before: Order, after: Order, *, changed: int, border: int) -> dict[str, Any]:
    """What an organiser reads before deciding; `border` is the last place with a prize."""
    shared = before.ranks.keys() & after.ranks.keys()
    moved = {one for one in shared if before.ranks[one] != after.ranks[one]}
    gains = [after.people[one].counted.points - before.people[one].counted.points for one in shared]
    winners = [
        {one for one, place in order.ranks.items() if place <= border} for order in (before, after)
    ]
    shown = winners[0] ^ winners[1]
    biggest = sorted(moved - shown, key=lambda one: -abs(before.ranks[one] - after.ranks[one]))
    return {
        "attempts_changed": changed,
        "people": len(after.people),
        "people_gaining": sum(1 for gain in gains if gain > 0),
        "people_losing": sum(1 for gain in gains if gain < 0),
        "ranks_changed": len(moved) + len(before.ranks.keys() ^ after.ranks.keys()),
        "target": [before.target, after.target],
        "all_correct_people": [before.all_correct, after.all_correct],
        "prize_places": border,
        "winners_changed": len(shown),
        "moves": [_move(one, before, after) for one in [*sorted(shown), *biggest][:MOVES_SHOWN]],
    }


def certificate_changes(
    base: GradingRun, changed: Mapping[int, PaperScore], before: Order, after: Order
) -> dict[str, int]:
    """How many certificates the regrade would issue, take back and replace."""
    attempts = Attempt.objects.filter(pk__in=list(changed)).order_by("participant")
    touched = attempts.values_list("participant", flat=True).distinct()
    counts: Counter[Outcome] = Counter()
    for some in in_lots(one for one in touched if one in after.people):
        issued = certificates_by_participant(base.round, some)
        earned = [_earned(base, some, {}, before), _earned(base, some, changed, after)]
        for one in some:
            # Where none was issued yet, those are compared that would be.
            stated = stated_points(issued.get(one)) or [*earned[0].get(one, {})]
            counts[outcome(stated, earned[1].get(one, {}))] += 1
    return {str(one): counts[one] for one in Outcome if one != Outcome.NOTHING}


def _earned(
    base: GradingRun, participants: Sequence[int], changed: Mapping[int, PaperScore], order: Order
) -> Earned:
    counted = {
        one: (order.people[one].counted.points, order.people[one].counted.attempt_id)
        for one in participants
        if one in order.people
    }
    at_once = earned_at_once(base, base.round, counted.keys(), changed)
    published = earned_once_published(rulebook_of(base.round), counted)
    return {one: published.get(one, {}) | at_once[one] for one in counted}


def _move(participant: int, before: Order, after: Order) -> dict[str, Any]:
    return {
        "participant": participant,
        "ranks": [order.ranks.get(participant) for order in (before, after)],
        "points": [
            order.people[participant].counted.points if participant in order.people else None
            for order in (before, after)
        ],
    }
