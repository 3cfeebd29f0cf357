"""Save answers: one statement that owns, checks and stores, so nothing can come between.

The attempt's row is locked FOR KEY SHARE; handing in and sealing lock it FOR UPDATE, so a save
either commits before them and is counted, or waits, sees the attempt closed, and is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db import connection
from psycopg.types.json import Jsonb

from backend.common.errors import NotVisible
from quizzes.enums import AttemptState
from quizzes.errors import AttemptClosed, AttemptTakenOver, InvalidResponse
from quizzes.models import Attempt, LateResponse
from quizzes.rules.response import Answer
from quizzes.rules.tokens import AttemptGrant

MAX_LATE_RESPONSES = 1000

SAVE = """
WITH open_attempt AS (
    SELECT id, deadline_at, paused_at FROM quizzes_attempt
    WHERE id = %s AND epoch = %s AND state = 'in_progress'
        AND sealed_after >= coalesce(paused_at, %s)
    FOR KEY SHARE
)
INSERT INTO quizzes_response AS stored (attempt_id, slot, revision, value, received_at)
SELECT open_attempt.id, sent.slot, sent.revision, sent.value, %s
FROM open_attempt, unnest(%s::smallint[], %s::integer[], %s::jsonb[])
    AS sent (slot, revision, value)
ON CONFLICT (attempt_id, slot) DO UPDATE SET
    revision = greatest(stored.revision, excluded.revision),
    value = CASE WHEN excluded.revision > stored.revision
        THEN excluded.value ELSE stored.value END,
    received_at = CASE WHEN excluded.revision > stored.revision
        THEN excluded.received_at ELSE stored.received_at END
RETURNING slot, revision, value, (SELECT deadline_at FROM open_attempt),
    (SELECT paused_at FROM open_attempt)
"""


@dataclass(frozen=True, slots=True)
class Saved:
    """What is stored now, by slot, and the attempt's clock."""

    revisions: dict[int, int]
    deadline_at: datetime
    paused_at: datetime | None


def save_responses(grant: AttemptGrant, answers: Sequence[Answer], *, now: datetime) -> Saved:
    """Store the newest revision of each slot. Safe to repeat, in any order.

    Raises NotVisible, AttemptTakenOver, AttemptClosed (the answers are kept as evidence) and
    InvalidResponse where a stored revision comes again with another value.
    """
    values = [Jsonb(answer.value) for answer in answers]
    slots = [answer.slot for answer in answers]
    revisions = [answer.revision for answer in answers]
    with connection.cursor() as cursor:
        cursor.execute(SAVE, [grant.attempt_id, grant.epoch, now, now, slots, revisions, values])
        rows = cursor.fetchall()
    if not rows:
        _refuse(grant, answers, now)
    stored = {slot: (revision, msgspec.json.decode(value)) for slot, revision, value, *_ in rows}
    for answer in answers:
        revision, value = stored[answer.slot]
        if revision == answer.revision and value != answer.value:
            raise InvalidResponse(slot=answer.slot, reason="revision_reused")
    return Saved({slot: revision for slot, (revision, _) in stored.items()}, *rows[0][3:])


def _refuse(grant: AttemptGrant, answers: Sequence[Answer], now: datetime) -> None:
    attempt = Attempt.objects.filter(pk=grant.attempt_id, uuid=grant.uuid).first()
    if attempt is None:
        raise NotVisible
    if attempt.state == AttemptState.IN_PROGRESS and attempt.epoch != grant.epoch:
        raise AttemptTakenOver
    raise AttemptClosed(
        attempt=str(attempt.uuid), state=attempt.state, late_kept=_keep_late(attempt, answers, now)
    )


def _keep_late(attempt: Attempt, answers: Sequence[Answer], now: datetime) -> int:
    """Keep what came too late as evidence: it may be looked at, it never counts by itself."""
    kept = LateResponse.objects.filter(attempt=attempt).count()
    late = [
        LateResponse(
            attempt=attempt,
            slot=answer.slot,
            revision=answer.revision,
            value=answer.value,
            received_at=now,
        )
        for answer in answers[: max(0, MAX_LATE_RESPONSES - kept)]
    ]
    LateResponse.objects.bulk_create(late, ignore_conflicts=True)
    return len(late)
