"""Take somebody out of the results, hear their appeal, and put them back."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.errors import NotVisible
from quizzes.actions.tally import bar_participant
from quizzes.enums import NoticeKind
from quizzes.errors import AppealRefused, OwnDecision
from quizzes.models import (
    Anomaly,
    Contest,
    Disqualification,
    Notice,
    Participant,
    Round,
)
from quizzes.queries.disqualification import in_force
from quizzes.queries.rulebook import rulebook_of

# Where the rulebook names no days, a person has a week to object.
APPEAL_DAYS = 7


@transaction.atomic
def disqualify(
    participant: Participant,
    *,
    round_: Round | None,
    reason: str,
    notice: str,
    actor: User,
    now: datetime,
    anomaly: Anomaly | None = None,
) -> Disqualification:
    """Count this person no more: in the round, or (without one) in the whole contest.

    Repeating it gives the decision that is in force.
    """
    Participant.objects.select_for_update().get(pk=participant.pk)
    standing = in_force().filter(participant=participant, round=round_).first()
    if standing is not None:
        return standing
    decision = Disqualification.objects.create(
        contest_id=participant.contest_id,
        round=round_,
        participant=participant,
        anomaly=anomaly,
        reason=reason,
        notice=notice,
        decided_by=actor,
        decided_at=now,
        appeals_until=now + timedelta(days=_appeal_days(round_)),
    )
    _tell(decision, NoticeKind.DISQUALIFIED, notice, now)
    bar_participant(decision.participant, now=now)
    _record("participant.disqualified", decision, actor, now, reason=reason)
    return decision


@transaction.atomic
def appeal(user: User, uuid: UUID, text: str, *, now: datetime) -> Disqualification:
    """The person's objection: once, and within the window."""
    decision = (
        Disqualification.objects.select_for_update(of=("self",))
        .filter(uuid=uuid, participant__user=user)
        .first()
    )
    if decision is None:
        raise NotVisible
    if decision.appealed_at or decision.lifted_at or now > decision.appeals_until:
        raise AppealRefused
    decision.appeal, decision.appealed_at = text, now
    decision.save(update_fields=["appeal", "appealed_at"])
    _record("disqualification.appealed", decision, user, now)
    return decision


@transaction.atomic
def answer_appeal(
    contest: Contest, uuid: UUID, *, accepted: bool, answer: str, actor: User, now: datetime
) -> Disqualification:
    """Decide an appeal; raises OwnDecision for whoever disqualified the person."""
    decision = _locked(contest, uuid)
    if decision.appealed_at is None or decision.answered_at or decision.lifted_at:
        raise AppealRefused
    if decision.decided_by_id == actor.pk:
        raise OwnDecision
    decision.answer, decision.answered_by, decision.answered_at = answer, actor, now
    decision.save(update_fields=["answer", "answered_by", "answered_at"])
    _record("appeal.accepted" if accepted else "appeal.refused", decision, actor, now)
    if accepted:
        _lift(decision, answer, actor, now)
    else:
        _tell(decision, NoticeKind.APPEAL_UPHELD, answer, now)
    return decision


@transaction.atomic
def lift_disqualification(
    contest: Contest, uuid: UUID, *, reason: str, actor: User, now: datetime
) -> Disqualification:
    """Take the decision back without an appeal; a second call changes nothing."""
    decision = _locked(contest, uuid)
    if decision.lifted_at is None:
        _lift(decision, reason, actor, now)
    return decision


def _lift(decision: Disqualification, reason: str, actor: User, now: datetime) -> None:
    decision.lifted_by, decision.lifted_at = actor, now
    decision.save(update_fields=["lifted_by", "lifted_at"])
    _tell(decision, NoticeKind.REINSTATED, reason, now)
    bar_participant(decision.participant, now=now)
    _record("disqualification.lifted", decision, actor, now, reason=reason)


def _locked(contest: Contest, uuid: UUID) -> Disqualification:
    decision = (
        Disqualification.objects.select_for_update(of=("self",))
        .select_related("round")
        .filter(contest=contest, uuid=uuid)
        .first()
    )
    if decision is None:
        raise NotVisible
    return decision


def _appeal_days(round_: Round | None) -> int:
    days = rulebook_of(round_).results.appeal_days if round_ else 0
    return days or APPEAL_DAYS


def _tell(decision: Disqualification, kind: NoticeKind, text: str, now: datetime) -> None:
    Notice.objects.create(
        participant_id=decision.participant_id,
        round=decision.round,
        kind=kind,
        text=text,
        disqualification=decision,
        sent_at=now,
    )


def _record(
    action: str, decision: Disqualification, actor: User, now: datetime, **details: str
) -> None:
    record(
        action,
        f"disqualification:{decision.uuid}",
        actor=actor.uuid,
        now=now,
        round=str(decision.round.uuid) if decision.round else None,
        participant=decision.participant_id,
        **details,
    )
