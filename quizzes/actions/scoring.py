"""Score handed-in attempts in batches and move their standings, all in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from quizzes.actions.certificate import issue_earned_certificates
from quizzes.actions.essay import hand_to_markers
from quizzes.actions.standing import update_standings
from quizzes.enums import AttemptState
from quizzes.models import Attempt, GradingRun, Response, Score
from quizzes.queries.attempt import PREDICTION_SLOT
from quizzes.queries.bank import scored_items
from quizzes.queries.essay import essay_marks
from quizzes.queries.grading import applied_runs, keys_of, newest_key_numbers, voided_by
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.scoring import PaperScore, ScoredItem, score_paper

Answers = Mapping[int, Mapping[int, object]]


@transaction.atomic
def score_pending_attempts(*, now: datetime, limit: int = 500) -> int:
    """Score up to `limit` attempts that were handed in or expired; how many there were.

    Rows are the queue: what another worker holds is skipped, and (attempt, grading run) is
    unique, so nothing is scored twice. Attempts with an essay wait for those who mark it.
    """
    attempts = list(
        _to_score()
        .filter(state__in=[AttemptState.SUBMITTED, AttemptState.EXPIRED])
        .order_by("pk")[:limit]
    )
    answers = _answers(attempts)
    waiting = hand_to_markers(attempts, answers, now=now)
    ready = [attempt for attempt in attempts if attempt.pk not in waiting]
    _score_all(ready, answers, now)
    return len(attempts)


def waiting_for_marks(attempt_ids: Iterable[int]) -> list[Attempt]:
    """Those of the attempts that wait for marks, locked; what another worker holds is skipped."""
    waiting = _to_score().filter(pk__in=attempt_ids, state=AttemptState.MARKING)
    return list(waiting.order_by("pk"))


def score_marked_attempts(attempts: Sequence[Attempt], *, now: datetime) -> None:
    """Score locked attempts whose essays all have their points."""
    _score_all(attempts, _answers(attempts), now)


def paper_score(
    attempt: Attempt,
    answers: Mapping[int, object],
    items: Mapping[int, ScoredItem],
    *,
    voided: Mapping[int, str],
    marks: Mapping[int, int],
) -> PaperScore:
    """What an attempt earned: `answers` and `marks` by slot, `items` and `voided` by version."""
    return score_paper(
        [items[version] for version, _ in attempt.paper],
        answers,
        rulebook_of(attempt).scoring_policy,
        voided=voided,
        marks=marks,
        time_used_ms=attempt.time_used // timedelta(milliseconds=1),
    )


def _to_score() -> QuerySet[Attempt]:
    return Attempt.objects.select_for_update(
        of=("self", "participant"), skip_locked=True
    ).select_related("participant", "rulebook", "round")


def _score_all(attempts: Sequence[Attempt], answers: Answers, now: datetime) -> None:
    if not attempts:
        return
    runs = _held_runs({attempt.round_id for attempt in attempts})
    scores = _score(attempts, answers, runs)
    Score.objects.bulk_create(
        [_row(attempt, runs[attempt.round_id], scores[attempt.pk]) for attempt in attempts]
    )
    Attempt.objects.filter(pk__in=[attempt.pk for attempt in attempts]).update(
        state=AttemptState.SCORED
    )
    update_standings(attempts, scores, _predictions(answers), now=now)
    issue_earned_certificates(attempts, scores, now=now)


def _answers(attempts: Iterable[Attempt]) -> dict[int, dict[int, object]]:
    """Stored values by attempt and slot."""
    found: dict[int, dict[int, object]] = defaultdict(dict)
    rows = Response.objects.filter(attempt_id__in=[attempt.pk for attempt in attempts])
    for attempt_id, slot, value in rows.values_list("attempt_id", "slot", "value"):
        found[attempt_id][slot] = value
    return found


def _score(
    attempts: Sequence[Attempt], answers: Answers, runs: Mapping[int, GradingRun]
) -> dict[int, PaperScore]:
    """By the keys and voidings of the run that stands for each round."""
    marks = essay_marks([attempt.pk for attempt in attempts])
    scores = {}
    for round_id, run in runs.items():
        own = [attempt for attempt in attempts if attempt.round_id == round_id]
        versions = {version for one in own for version, _ in one.paper}
        items = scored_items(versions, keys_of(run), round_id=round_id)
        for attempt in own:
            scores[attempt.pk] = paper_score(
                attempt,
                answers.get(attempt.pk, {}),
                items,
                voided=voided_by(run),
                marks=marks.get(attempt.pk, {}),
            )
    return scores


def _predictions(answers: Answers) -> dict[int, int]:
    """The predicted number by attempt, where one was given."""
    return {
        attempt_id: value
        for attempt_id, by_slot in answers.items()
        if isinstance(value := by_slot.get(PREDICTION_SLOT), int)
    }


def _held_runs(round_ids: set[int]) -> dict[int, GradingRun]:
    """The run that stands for each round, held: a regrade waits until these scores are in.

    A round's first run is what both hold. It pins the keys as they are when scoring begins, so
    that a corrected key counts by a regrade alone.
    """
    for round_id in sorted(round_ids):
        GradingRun.objects.get_or_create(
            round_id=round_id, number=1, defaults={"keys": newest_key_numbers(round_id)}
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM quizzes_gradingrun WHERE round_id = ANY(%s) AND number = 1"
            " ORDER BY id FOR SHARE",
            [sorted(round_ids)],
        )
    return applied_runs(round_ids)


def _row(attempt: Attempt, run: GradingRun, score: PaperScore) -> Score:
    return Score(
        attempt=attempt,
        run=run,
        points=score.points,
        correct_items=score.correct_items,
        answered=score.answered,
        points_by_slot=list(score.points_by_slot),
    )
