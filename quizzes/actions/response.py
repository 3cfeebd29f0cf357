"""Save answers: one statement that owns, checks and stores, so nothing can come between.

The attempt's row is locked FOR KEY SHARE; handing in and sealing lock it FOR UPDATE, so a save
either commits before them and is counted, or waits, sees the attempt closed, and is refused.

Saves of different attempts that reach a process at the same time share a statement and a commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, NoReturn

import msgspec
from django.db import connection

from backend.common.errors import NotVisible
from backend.common.gathering import Gathering
from quizzes.enums import AttemptState
from quizzes.errors import AttemptClosed, AttemptTakenOver, InvalidResponse
from quizzes.models import Attempt, LateResponse
from quizzes.rules.response import Answer
from quizzes.rules.tokens import AttemptGrant

MAX_LATE_RESPONSES = 1000
MOST_TOGETHER = 32

# An attempt is looked up row by row (LATERAL), so that no plan can ever read the whole table. The
# rows come as JSON, which is written and read faster than arrays, each hidden in a SELECT: with
# what it holds in sight PostgreSQL would plan anew every time.
# The same order everywhere: processes that store for the same attempts wait, and never clash.
SAVE = """
WITH open_attempt AS (
    SELECT found.id, found.deadline_at, found.paused_at, save.at
    FROM json_to_recordset((SELECT %s::json)) AS save (id bigint, epoch integer, at timestamptz),
    LATERAL (
        SELECT id, deadline_at, paused_at FROM quizzes_attempt
        WHERE id = save.id AND epoch = save.epoch AND state = 'in_progress'
            AND sealed_after >= coalesce(paused_at, save.at)
        FOR KEY SHARE {where_locked}
    ) AS found
)
INSERT INTO quizzes_response AS stored (attempt_id, slot, revision, value, received_at)
SELECT open_attempt.id, sent.slot, sent.revision, coalesce(sent.value, 'null'), open_attempt.at
FROM json_to_recordset((SELECT %s::json))
    AS sent (attempt_id bigint, slot smallint, revision integer, value jsonb)
JOIN open_attempt ON open_attempt.id = sent.attempt_id
ORDER BY sent.attempt_id, sent.slot
ON CONFLICT (attempt_id, slot) DO UPDATE SET
    revision = greatest(stored.revision, excluded.revision),
    value = CASE WHEN excluded.revision > stored.revision
        THEN excluded.value ELSE stored.value END,
    received_at = CASE WHEN excluded.revision > stored.revision
        THEN excluded.received_at ELSE stored.received_at END
RETURNING attempt_id, slot, revision, value,
    (SELECT deadline_at FROM open_attempt WHERE id = attempt_id),
    (SELECT paused_at FROM open_attempt WHERE id = attempt_id)
"""
SAVE_ALONE = SAVE.format(where_locked="")
# Whoever waits for a lock makes all wait who came along: such a save is done alone instead.
SAVE_TOGETHER = SAVE.format(where_locked="SKIP LOCKED")


@dataclass(frozen=True, slots=True)
class Save:
    """What one device sent, and when it arrived."""

    grant: AttemptGrant
    answers: Sequence[Answer]
    at: datetime


@dataclass(frozen=True, slots=True)
class Saved:
    """What is stored now, by slot: revision and value; and the attempt's clock."""

    stored: dict[int, tuple[int, Any]]
    deadline_at: datetime
    paused_at: datetime | None

    @property
    def revisions(self) -> dict[int, int]:
        return {slot: revision for slot, (revision, _) in self.stored.items()}


def save_responses(grant: AttemptGrant, answers: Sequence[Answer], *, now: datetime) -> Saved:
    """Store the newest revision of each slot. Safe to repeat, in any order.

    Raises NotVisible, AttemptTakenOver, AttemptClosed (the answers are kept as evidence) and
    InvalidResponse where a stored revision comes again with another value.
    """
    save = Save(grant, answers, now)
    saved = None if connection.in_atomic_block else _gathered.do(save)
    saved = saved or _store(SAVE_ALONE, [save])[0] or _refuse(grant, answers, now)
    for answer in answers:
        revision, value = saved.stored[answer.slot]
        if revision == answer.revision and value != answer.value:
            raise InvalidResponse(slot=answer.slot, reason="revision_reused")
    return saved


def _store(statement: str, saves: Sequence[Save]) -> list[Saved | None]:
    """Store all of them in one commit; None where an attempt takes no answers, or not now."""
    in_order = sorted(saves, key=lambda save: save.grant.attempt_id)
    attempts = [
        {"id": save.grant.attempt_id, "epoch": save.grant.epoch, "at": save.at} for save in in_order
    ]
    answers = [
        {
            "attempt_id": save.grant.attempt_id,
            "slot": answer.slot,
            "revision": answer.revision,
            "value": answer.value,
        }
        for save in in_order
        for answer in save.answers
    ]
    parameters = [msgspec.json.encode(rows).decode() for rows in (attempts, answers)]
    saved: dict[int, Saved] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        for attempt, slot, revision, value, *clock in cursor.fetchall():
            stored = saved.setdefault(attempt, Saved({}, *clock)).stored
            stored[slot] = revision, msgspec.json.decode(value)
    return [saved.get(save.grant.attempt_id) for save in saves]


_gathered = Gathering[Save, Saved](
    partial(_store, SAVE_TOGETHER), kin=lambda save: save.grant.attempt_id, most=MOST_TOGETHER
)


def _refuse(grant: AttemptGrant, answers: Sequence[Answer], now: datetime) -> NoReturn:
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
