"""What a participant may learn of an attempt: the receipt always, the rest by the rulebook."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from backend.accounts.models import User
from backend.certificates.models import Certificate
from backend.common.rows import Statement
from quizzes.enums import AttemptState, RoundState
from quizzes.models import Attempt, Response, Score
from quizzes.queries.attempt import PREDICTION_SLOT
from quizzes.queries.certificate import certificate_source
from quizzes.queries.response import stored_values
from quizzes.queries.review import reviewed_paper
from quizzes.queries.rulebook import rulebook_of, tells
from quizzes.queries.standing import find_standing, place_of, published_ranking
from quizzes.queries.visibility import Viewer, board_view

_SCORE = Statement(
    "SELECT {one} FROM quizzes_score one WHERE attempt_id = %s ORDER BY run_id DESC LIMIT 1",
    {"one": Score},
)
_CERTIFICATE = Statement(
    "SELECT {one} FROM certificates_certificate one WHERE source = %s AND revoked_at IS NULL",
    {"one": Certificate},
)


def receipt(attempt: Attempt) -> dict[str, Any]:
    """Of fixed shape, the same for a perfect paper and an empty one."""
    return _receipt(attempt, _answered(stored_values(attempt.pk)))


def receipts(attempts: Sequence[Attempt]) -> list[dict[str, Any]]:
    """The receipts of several attempts, with one query for all."""
    rows = Response.objects.filter(attempt__in=attempts, slot__gt=PREDICTION_SLOT)
    answered = Counter(
        attempt_id for attempt_id, value in rows.values_list("attempt_id", "value") if value
    )
    return [_receipt(attempt, answered[attempt.pk]) for attempt in attempts]


def _receipt(attempt: Attempt, answered: int) -> dict[str, Any]:
    return {
        "uuid": str(attempt.uuid),
        "code": receipt_code(attempt),
        "state": attempt.state,
        "contest_slug": attempt.round.contest.slug,
        "contest_title": attempt.round.contest.title,
        "round_title": attempt.round.title,
        "round_uuid": str(attempt.round.uuid),
        "number": attempt.number,
        "handed_in_at": attempt.handed_in_at,
        "answered": answered,
        "items": len(attempt.paper),
    }


def receipt_code(attempt: Attempt) -> str:
    """A short name of the attempt to read out on the telephone."""
    letters = attempt.uuid.hex[:12].upper()
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))


def attempt_result(attempt: Attempt, user: User, now: datetime) -> dict[str, Any]:
    rulebook = rulebook_of(attempt)
    is_published = attempt.round.state == RoundState.PUBLISHED
    is_scored = attempt.state == AttemptState.SCORED
    may_know = is_scored and tells(attempt, "score")
    may_review = is_scored and tells(attempt, "key")
    [score] = _SCORE.first(attempt.pk) or [None]
    standing = find_standing(user, attempt.round) if may_know else None
    view = board_view(attempt.round, Viewer.PUBLIC, now)
    chosen = stored_values(attempt.pk)
    ranking = published_ranking(attempt.round) if is_published else None
    return {
        **_receipt(attempt, _answered(chosen)),
        "round_number": attempt.round.number,
        "scored": is_scored,
        "points": score.points if score and may_know else None,
        "max_points": rulebook.max_points,
        "correct_items": score.correct_items if score and may_know else None,
        "time_used_ms": _time_used_ms(attempt),
        "counted": standing is not None and standing.attempt_id == attempt.pk if may_know else None,
        "prediction": chosen.get(PREDICTION_SLOT),
        "prediction_target": ranking.target if ranking else None,
        "certificate": _certificate(attempt) if may_know else None,
        "standing": place_of(standing, view) if standing else None,
        "review": reviewed_paper(attempt, chosen, score if may_know else None)
        if may_review
        else None,
    }


def _time_used_ms(attempt: Attempt) -> int | None:
    if attempt.handed_in_at is None:
        return None
    return attempt.time_used // timedelta(milliseconds=1)


def _answered(chosen: Mapping[int, Any]) -> int:
    return sum(1 for slot, value in chosen.items() if slot != PREDICTION_SLOT and value)


def _certificate(attempt: Attempt) -> dict[str, Any] | None:
    source = certificate_source(attempt.round, attempt.participant_id)
    [certificate] = _CERTIFICATE.first(source) or [None]
    if certificate is None:
        return None
    return {
        "uuid": str(certificate.uuid),
        "code": certificate.code,
        "printed": certificate.printed_at is not None,
    }
