"""Pause a round and let it run on; nobody loses a second of their paper.

While a round is paused nothing is started, answers are saved and papers may be handed in. Every
running attempt keeps the moment at which its clock stopped; when the round runs on, its deadline
moves by as long as it stood.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from backend.accounts.models import User
from backend.common.audit import record
from quizzes.actions.news import tell_takers
from quizzes.enums import AttemptState, RoundState
from quizzes.errors import PauseRefused
from quizzes.models import Attempt, Pause, Round
from quizzes.queries.round import held_round


@transaction.atomic
def pause_round(round_id: int, *, reason: str, actor: User, now: datetime) -> Pause:
    """Stop the clocks of a round that is on. Raises PauseRefused."""
    round_ = held_round(round_id)
    if round_.paused_at is not None:
        raise PauseRefused("Vòng thi đang tạm dừng rồi.")
    if round_.state != RoundState.RUNNING or now < round_.opens_at:
        raise PauseRefused("Chỉ tạm dừng được vòng thi đang mở.")
    pause = Pause.objects.create(round=round_, reason=reason, paused_by=actor, paused_at=now)
    Attempt.objects.filter(
        round=round_, state=AttemptState.IN_PROGRESS, sealed_after__gte=now
    ).update(paused_at=now)
    round_.paused_at = now
    tell_takers(round_, paused={"at": now.isoformat(), "reason": reason})
    record("round.paused", f"round:{round_.uuid}", actor=actor.uuid, now=now, reason=reason)
    return pause


@transaction.atomic
def resume_round(round_id: int, *, moves_close: bool, actor: User, now: datetime) -> Round:
    """Let the clocks run on; `moves_close` lets the round close later by the same time.

    Raises PauseRefused.
    """
    round_ = held_round(round_id)
    pause = Pause.objects.filter(round=round_, resumed_at=None).first()
    if round_.paused_at is None or pause is None:
        raise PauseRefused("Vòng thi không tạm dừng.")
    stood = max(timedelta(), now - round_.paused_at)
    pause.resumed_at, pause.resumed_by, pause.moves_close = now, actor, moves_close
    pause.save(update_fields=["resumed_at", "resumed_by", "moves_close"])
    Attempt.objects.filter(
        round=round_, state=AttemptState.IN_PROGRESS, paused_at__isnull=False
    ).update(
        deadline_at=F("deadline_at") + stood,
        sealed_after=F("sealed_after") + stood,
        paused_for=F("paused_for") + stood,
        paused_at=None,
    )
    round_.paused_at = None
    if moves_close:
        round_.closes_at += stood
    tell_takers(round_, paused=None)
    record(
        "round.resumed",
        f"round:{round_.uuid}",
        actor=actor.uuid,
        now=now,
        seconds=round(stood.total_seconds()),
        closes_at=round_.closes_at.isoformat(),
    )
    return round_
