"""More time, for a round or for one person: never less, and told at once to those who sit.

Every change of a round's clock first locks the round's row, and starts hold it while they read
it: an attempt begins either before the change and is moved with the others, or after it.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest, Least

from backend.accounts.models import User
from backend.common.audit import record
from quizzes.actions.news import tell_takers
from quizzes.enums import AttemptState, RoundState
from quizzes.errors import ExtensionRefused
from quizzes.models import Attempt, Extension, Participant, Round
from quizzes.queries.news import short_name, taker_news
from quizzes.queries.round import held_round
from quizzes.queries.rulebook import rulebook_of

LONGEST = timedelta(days=31)
LONGEST_FOR_ONE = timedelta(hours=4)


@transaction.atomic
def extend_round(
    round_id: int, added: timedelta, *, reason: str, actor: User, now: datetime
) -> Extension:
    """Let a round close later. Running attempts get back what its end had cut off.

    Raises ExtensionRefused for less time, for a round that is over, and for a new close that
    has passed already.
    """
    round_ = held_round(round_id)
    before, after = round_.closes_at, round_.closes_at + added
    if not timedelta() < added <= LONGEST:
        raise ExtensionRefused("Chỉ có thể gia hạn thêm, tối đa 31 ngày.")
    if round_.state != RoundState.RUNNING or (after <= now and round_.paused_at is None):
        raise ExtensionRefused("Vòng thi đã kết thúc.")
    round_.closes_at = after
    _extend_attempts(round_, added)
    extension = Extension.objects.create(
        round=round_, added=added, reason=reason, granted_by=actor, granted_at=now
    )
    tell_takers(round_)
    record(
        "round.extended",
        f"round:{round_.uuid}",
        actor=actor.uuid,
        now=now,
        extension=str(extension.uuid),
        closed_at_before=before.isoformat(),
        closes_at=after.isoformat(),
        reason=reason,
    )
    return extension


@transaction.atomic
def extend_person(
    round_id: int,
    participant: Participant,
    added: timedelta,
    *,
    reason: str,
    actor: User,
    now: datetime,
) -> Extension:
    """Give one person more time in a round: on a running attempt now, and on each later one.

    It is theirs alone, so it also counts past the round's close.
    """
    round_ = held_round(round_id)
    if not timedelta() < added <= LONGEST_FOR_ONE:
        raise ExtensionRefused("Chỉ có thể cho thêm thời gian, tối đa 4 giờ.")
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .filter(round=round_, participant=participant, state=AttemptState.IN_PROGRESS)
        .first()
    )
    runs = attempt is not None and not attempt.is_over(now)
    may_start = round_.paused_at is not None or now < round_.closes_at
    if round_.state != RoundState.RUNNING or not (runs or may_start):
        raise ExtensionRefused("Người này không còn lượt thi nào đang chạy trong vòng.")
    extension = Extension.objects.create(
        round=round_,
        participant=participant,
        added=added,
        reason=reason,
        granted_by=actor,
        granted_at=now,
    )
    round_.gives_own_time = True
    round_.save(update_fields=["gives_own_time"])
    if attempt is not None and runs:
        _give(round_, attempt, added)
    record(
        "attempt.extended",
        f"round:{round_.uuid}",
        actor=actor.uuid,
        now=now,
        extension=str(extension.uuid),
        person=str(participant.user.uuid),
        attempt=str(attempt.uuid) if attempt and runs else None,
        minutes=added // timedelta(minutes=1),
        reason=reason,
    )
    return extension


def _give(round_: Round, attempt: Attempt, added: timedelta) -> None:
    attempt.deadline_at += added
    attempt.sealed_after += added
    attempt.extra_time += added
    attempt.save(update_fields=["deadline_at", "sealed_after", "extra_time"])
    minutes = attempt.extra_time // timedelta(minutes=1)
    known = taker_news(round_)["extended"]
    tell_takers(round_, extended={**known, short_name(attempt): minutes})


def _extend_attempts(round_: Round, added: timedelta) -> None:
    """All running attempts at once, by the rulebook they pinned.

    Only what the round's end had cut off comes back: nobody gets more than the rulebook's time,
    pauses and what was given to this person; and nobody ends earlier than before.
    """
    running = Attempt.objects.filter(round=round_, state=AttemptState.IN_PROGRESS)
    for sample in running.order_by("rulebook_id").distinct("rulebook_id").with_round():
        rulebook = rulebook_of(sample)
        own_limit = F("paused_for") + F("extra_time") + rulebook.time_limit
        ends_at = Greatest(
            F("deadline_at"), Least(F("started_at") + own_limit, F("deadline_at") + added)
        )
        running.filter(rulebook_id=sample.rulebook_id).update(
            deadline_at=ends_at, sealed_after=ends_at + rulebook.grace
        )
