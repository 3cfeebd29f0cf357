"""Judge what looked odd: let it be, warn, or disqualify. People decide, never a detector."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.errors import NotVisible
from quizzes.actions.disqualification import disqualify
from quizzes.enums import AnomalyState, NoticeKind
from quizzes.errors import AlreadyDecided, NobodyChosen
from quizzes.models import Anomaly, Contest, Notice, Participant, Round


@transaction.atomic
def dismiss_anomaly(
    contest: Contest, uuid: UUID, *, reason: str, actor: User, now: datetime
) -> Anomaly:
    """Nothing to object to; the observation is kept with the reason."""
    anomaly = _open(contest, uuid)
    return _close(anomaly, AnomalyState.DISMISSED, reason, (), actor, now)


@transaction.atomic
def warn_people(
    contest: Contest,
    uuid: UUID,
    people: Collection[UUID],
    *,
    reason: str,
    notice: str,
    actor: User,
    now: datetime,
) -> Anomaly:
    """Tell these people of the observation; their results stand."""
    anomaly = _open(contest, uuid)
    chosen = _chosen(anomaly, people)
    Notice.objects.bulk_create(
        [
            Notice(
                participant=one,
                round=anomaly.round,
                kind=NoticeKind.WARNING,
                text=notice,
                sent_at=now,
            )
            for one in chosen
        ]
    )
    return _close(anomaly, AnomalyState.WARNED, reason, chosen, actor, now)


@transaction.atomic
def disqualify_people(
    contest: Contest,
    uuid: UUID,
    people: Collection[UUID],
    *,
    whole_contest: bool,
    reason: str,
    notice: str,
    actor: User,
    now: datetime,
) -> Anomaly:
    """Count these people no more, with the observation as evidence."""
    anomaly = _open(contest, uuid)
    chosen = _chosen(anomaly, people)
    for one in chosen:
        disqualify(
            one,
            round_=None if whole_contest else anomaly.round,
            reason=reason,
            notice=notice,
            actor=actor,
            now=now,
            anomaly=anomaly,
        )
    return _close(anomaly, AnomalyState.DISQUALIFIED, reason, chosen, actor, now)


def _open(contest: Contest, uuid: UUID) -> Anomaly:
    anomaly = (
        Anomaly.objects.select_for_update(of=("self",)).filter(round__contest=contest, uuid=uuid)
    ).first()
    if anomaly is None:
        raise NotVisible
    anomaly.round = Round.objects.with_contest().get(pk=anomaly.round_id)
    if anomaly.state != AnomalyState.OPEN:
        raise AlreadyDecided(state=anomaly.state)
    return anomaly


def _chosen(anomaly: Anomaly, people: Collection[UUID]) -> list[Participant]:
    chosen = list(
        Participant.objects.filter(
            pk__in=anomaly.people.values("participant_id"), user__uuid__in=people
        ).order_by("pk")
    )
    if not chosen or len(chosen) != len(set(people)):
        raise NobodyChosen
    return chosen


def _close(
    anomaly: Anomaly,
    state: AnomalyState,
    reason: str,
    chosen: Iterable[Participant],
    actor: User,
    now: datetime,
) -> Anomaly:
    anomaly.state, anomaly.reason = state, reason
    anomaly.decided_by, anomaly.decided_at = actor, now
    anomaly.people_when_decided = anomaly.people.count()
    anomaly.save(
        update_fields=["state", "reason", "decided_by", "decided_at", "people_when_decided"]
    )
    record(
        f"anomaly.{state}",
        f"anomaly:{anomaly.uuid}",
        actor=actor.uuid,
        now=now,
        round=str(anomaly.round.uuid),
        kind=anomaly.kind,
        participants=[one.pk for one in chosen],
        reason=reason,
    )
    return anomaly
