"""Provisional standings: what counts of each participant in a round."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from quizzes.actions.tally import Tallies
from quizzes.models import Attempt, Round, Score, Standing
from quizzes.queries.rulebook import rulebook_of
from quizzes.queries.standing import result_of
from quizzes.rules.counting import Counted, Run, count, may_count, replaces
from quizzes.rules.scoring import PaperScore
from quizzes.rules.tally import HandIn

_COUNTED = ["attempt_id", "points", "correct_items", "time_used_ms"]
_CHANGING = [
    "attempt",
    "points",
    "correct_items",
    "time_used_ms",
    "handed_in_at",
    "prediction",
    "attempts",
    "days",
    "order",
    "is_barred",
    "updated_at",
]
_MILLISECOND = timedelta(milliseconds=1)

Person = tuple[int, int]


def update_standings(
    attempts: Sequence[Attempt],
    scores: Mapping[int, PaperScore],
    predictions: Mapping[int, int],
    *,
    now: datetime,
) -> None:
    """Count newly scored attempts; call it in their transaction, once an attempt."""
    by_person: dict[Person, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        by_person[attempt.round_id, attempt.participant_id].append(attempt)

    standings = _locked_standings(by_person)
    rounds = Round.objects.with_contest().in_bulk({round_id for round_id, _ in by_person})
    tallies = Tallies(rounds, standings.values())
    hand_ins: dict[Person, list[HandIn]] = defaultdict(list)
    for person, own in by_person.items():
        for attempt in sorted(own, key=lambda one: one.number):
            run = run_of(attempt, scores[attempt.pk], predictions.get(attempt.pk))
            if _count(standings, person, attempt, run):
                hand_ins[person].append(_hand_in(standings[person], run))
    _take_averages(standings, by_person)
    _share_predictions(standings, by_person)
    moved = [standings[person] for person in sorted(by_person) if person in standings]
    for standing in moved:
        standing.updated_at = now
        tallies.put_in_order(standing)
    Standing.objects.bulk_create(
        moved,
        update_conflicts=True,
        unique_fields=["round", "participant"],
        update_fields=_CHANGING,
    )
    people = {attempt.participant_id: attempt.participant for attempt in attempts}
    tallies.move(moved, people, hand_ins)
    tallies.count_minute(hand_ins, now=now)


def run_of(attempt: Attempt, score: PaperScore | Score, prediction: int | None) -> Run:
    """A scored attempt as counting sees it."""
    assert attempt.handed_in_at is not None
    used = attempt.time_used
    return Run(
        attempt_id=attempt.pk,
        number=attempt.number,
        points=score.points,
        correct_items=score.correct_items,
        time_used_ms=used // _MILLISECOND,
        handed_in_ms=round(attempt.handed_in_at.timestamp() * 1000),
        is_complete=score.answered >= len(attempt.paper),
        prediction=prediction,
    )


def _locked_standings(people: Mapping[Person, object]) -> dict[Person, Standing]:
    rows = (
        Standing.objects.select_for_update()
        .filter(
            round_id__in={round_id for round_id, _ in people},
            participant_id__in={participant_id for _, participant_id in people},
        )
        .order_by("pk")
    )
    found = {(row.round_id, row.participant_id): row for row in rows}
    return {person: row for person, row in found.items() if person in people}


def _count(standings: dict[Person, Standing], person: Person, attempt: Attempt, run: Run) -> bool:
    """Let one attempt count, where the rulebook lets it; averages are taken afterwards."""
    rules = rulebook_of(attempt).counting
    if not may_count(run, rules):
        return False
    standing = standings.get(person)
    if standing is None:
        standing = standings[person] = Standing(
            round_id=attempt.round_id,
            participant_id=attempt.participant_id,
            unit_id=attempt.participant.unit_id,
            attempts=0,
        )
    is_counted = not standing.attempts or replaces(run, _run_of_standing(standing), rules)
    standing.attempts += 1
    if is_counted:
        _write(standing, run, attempt)
    is_asked_once = rules.prediction_per == "person"
    if standing.prediction is None if is_asked_once else is_counted:
        standing.prediction = run.prediction
    return True


def _hand_in(standing: Standing, run: Run) -> HandIn:
    """Note on which of the contest's own days it was."""
    at = datetime.fromtimestamp(run.handed_in_ms / 1000, UTC)
    day = timezone.localdate(at)
    standing.days = sorted({*standing.days, day})
    return HandIn(day, run.points)


def _write(standing: Standing, what: Run | Counted, attempt: Attempt) -> None:
    assert attempt.handed_in_at is not None
    for field in _COUNTED:
        setattr(standing, field, getattr(what, field))
    standing.handed_in_at = attempt.handed_in_at


def _run_of_standing(standing: Standing) -> Run:
    result = result_of(standing)
    return Run(
        attempt_id=standing.attempt_id,
        number=0,
        points=result.points,
        correct_items=result.correct_items,
        time_used_ms=result.time_used_ms,
        handed_in_ms=result.handed_in_ms,
    )


def _take_averages(
    standings: Mapping[Person, Standing], people: Mapping[Person, Sequence[Attempt]]
) -> None:
    """Where the average counts it is taken over every scored attempt, not step by step."""
    rules = {
        person: rules
        for person, own in people.items()
        if (rules := rulebook_of(own[0]).counting).which == "average" and person in standings
    }
    if not rules:
        return
    runs: dict[Person, list[Run]] = defaultdict(list)
    attempts: dict[int, Attempt] = {}
    for score in _newest_scores(rules):
        attempts[score.attempt_id] = score.attempt
        runs[score.attempt.round_id, score.attempt.participant_id].append(
            run_of(score.attempt, score, None)
        )
    for person, own in rules.items():
        counted = count(runs[person], own)
        if counted is not None:
            _write(standings[person], counted, attempts[counted.attempt_id])


def _newest_scores(people: Iterable[Person]) -> Iterable[Score]:
    """The newest applied score of every scored attempt of these people."""
    wanted = set(people)
    scores = (
        Score.objects.filter(
            attempt__round_id__in={round_id for round_id, _ in wanted},
            attempt__participant_id__in={participant_id for _, participant_id in wanted},
            attempt__state="scored",
            run__state="applied",
        )
        .select_related("attempt")
        .order_by("attempt_id", "run__number")
    )
    newest = {score.attempt_id: score for score in scores}
    return [
        score
        for score in newest.values()
        if (score.attempt.round_id, score.attempt.participant_id) in wanted
    ]


def _share_predictions(
    standings: Mapping[Person, Standing], people: Mapping[Person, Sequence[Attempt]]
) -> None:
    """A prediction for the whole contest: the first one stands in every round of the person."""
    shared = {
        standing.participant_id: standing
        for person, own in people.items()
        if (rule := rulebook_of(own[0]).prediction).scope == "contest"
        and rule.per == "person"
        and (standing := standings.get(person)) is not None
    }
    if not shared:
        return
    first = (
        Standing.objects.filter(participant_id__in=shared, prediction__isnull=False)
        .order_by("-round__number")
        .values_list("participant_id", "prediction")
    )
    for participant_id, prediction in first:
        shared[participant_id].prediction = prediction
