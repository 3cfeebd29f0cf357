"""Score handed-in attempts in batches and move their standings, all in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from quizzes.actions.certificate import issue_earned_certificates
from quizzes.actions.standing import update_standings
from quizzes.enums import AttemptState
from quizzes.models import Attempt, GradingRun, Response, Score
from quizzes.queries.attempt import PREDICTION_SLOT
from quizzes.queries.bank import newest_keys
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.scoring import PaperScore, score_paper

Answers = Mapping[int, Mapping[int, object]]


@transaction.atomic
def score_pending_attempts(*, now: datetime, limit: int = 500) -> int:
    """Score up to `limit` attempts that were handed in or expired; how many there were.

    Rows are the queue: what another worker holds is skipped, and (attempt, grading run) is
    unique, so nothing is scored twice.
    """
    attempts = list(
        Attempt.objects.select_for_update(of=("self", "participant"), skip_locked=True)
        .filter(state__in=[AttemptState.SUBMITTED, AttemptState.EXPIRED])
        .select_related("participant", "rulebook", "round")
        .order_by("pk")[:limit]
    )
    if not attempts:
        return 0
    answers = _answers(attempts)
    scores = _score(attempts, answers)
    runs = _first_runs({attempt.round_id for attempt in attempts})
    Score.objects.bulk_create(
        [_row(attempt, runs[attempt.round_id], scores[attempt.pk]) for attempt in attempts]
    )
    Attempt.objects.filter(pk__in=[attempt.pk for attempt in attempts]).update(
        state=AttemptState.SCORED
    )
    update_standings(attempts, scores, _predictions(answers), now=now)
    issue_earned_certificates(attempts, scores, now=now)
    return len(attempts)


def _answers(attempts: Iterable[Attempt]) -> dict[int, dict[int, object]]:
    """Stored values by attempt and slot."""
    found: dict[int, dict[int, object]] = defaultdict(dict)
    rows = Response.objects.filter(attempt_id__in=[attempt.pk for attempt in attempts])
    for attempt_id, slot, value in rows.values_list("attempt_id", "slot", "value"):
        found[attempt_id][slot] = value
    return found


def _score(attempts: Sequence[Attempt], answers: Answers) -> dict[int, PaperScore]:
    keys = newest_keys(version for attempt in attempts for version, _ in attempt.paper)
    return {
        attempt.pk: score_paper(
            [keys[version] for version, _ in attempt.paper],
            _choices(answers.get(attempt.pk, {})),
            rulebook_of(attempt).paper.points_per_item,
        )
        for attempt in attempts
    }


def _choices(by_slot: Mapping[int, object]) -> dict[int, list[int]]:
    return {slot: value for slot, value in by_slot.items() if slot and isinstance(value, list)}


def _predictions(answers: Answers) -> dict[int, int]:
    """The predicted number by attempt, where one was given."""
    return {
        attempt_id: value
        for attempt_id, by_slot in answers.items()
        if isinstance(value := by_slot.get(PREDICTION_SLOT), int)
    }


def _first_runs(round_ids: set[int]) -> dict[int, GradingRun]:
    return {
        round_id: GradingRun.objects.get_or_create(round_id=round_id, number=1)[0]
        for round_id in round_ids
    }


def _row(attempt: Attempt, run: GradingRun, score: PaperScore) -> Score:
    return Score(
        attempt=attempt,
        run=run,
        points=score.points,
        correct_items=score.correct_items,
        answered=score.answered,
        points_by_slot=list(score.points_by_slot),
    )
