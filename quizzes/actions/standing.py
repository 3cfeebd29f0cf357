"""Provisional standings: the counted attempt of each participant in a round."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from quizzes.models import Attempt, Standing
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.attempt import time_used
from quizzes.rules.ranking import Result, is_better
from quizzes.rules.scoring import PaperScore

_CHANGING = [
    "attempt",
    "points",
    "correct_items",
    "time_used_ms",
    "handed_in_at",
    "prediction",
    "attempts",
    "updated_at",
]


def update_standings(
    attempts: Sequence[Attempt],
    scores: Mapping[int, PaperScore],
    predictions: Mapping[int, int],
    *,
    now: datetime,
) -> None:
    """Count newly scored attempts; call it in their transaction, once an attempt."""
    by_person: dict[tuple[int, int], list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        by_person[attempt.round_id, attempt.participant_id].append(attempt)

    standings = _locked_standings(by_person)
    for person, run in by_person.items():
        standing = standings.get(person)
        for attempt in sorted(run, key=lambda one: one.number):
            standing = _counted(standing, attempt, scores[attempt.pk])
            if standing.prediction is None:
                standing.prediction = predictions.get(attempt.pk)
        assert standing is not None
        standing.updated_at = now
        standings[person] = standing

    Standing.objects.bulk_create(
        [standings[person] for person in sorted(by_person)],
        update_conflicts=True,
        unique_fields=["round", "participant"],
        update_fields=_CHANGING,
    )


def result_of(standing: Standing, distance: int | None = None) -> Result:
    """A standing as the ranking rules compare it."""
    return Result(
        participant_id=standing.participant_id,
        points=standing.points,
        time_used_ms=standing.time_used_ms,
        handed_in_ms=round(standing.handed_in_at.timestamp() * 1000),
        distance=distance,
    )


def _locked_standings(
    people: Mapping[tuple[int, int], object],
) -> dict[tuple[int, int], Standing]:
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


def _counted(standing: Standing | None, attempt: Attempt, score: PaperScore) -> Standing:
    assert attempt.handed_in_at is not None
    used = time_used(attempt.started_at, attempt.handed_in_at, attempt.deadline_at)
    candidate = Standing(
        round_id=attempt.round_id,
        participant_id=attempt.participant_id,
        unit_id=attempt.participant.unit_id,
        attempt=attempt,
        points=score.points,
        correct_items=score.correct_items,
        time_used_ms=used // timedelta(milliseconds=1),
        handed_in_at=attempt.handed_in_at,
        attempts=1,
    )
    if standing is None:
        return candidate
    standing.attempts += 1
    policy = rulebook_of(attempt).ranking
    if is_better(result_of(candidate), result_of(standing), policy):
        for field in ("attempt", "points", "correct_items", "time_used_ms", "handed_in_at"):
            setattr(standing, field, getattr(candidate, field))
    return standing
