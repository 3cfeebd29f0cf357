"""Who is disqualified at this moment."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from backend.accounts.models import User
from quizzes.models import Contest, Disqualification, Participant, RankingRow, Round


def in_force() -> QuerySet[Disqualification]:
    return Disqualification.objects.filter(lifted_at__isnull=True)


def disqualified_participants(round_: Round) -> set[int]:
    """Participants who do not count in the round: barred from it, or from the whole contest."""
    barred = in_force().filter(
        Q(round=round_) | Q(round__isnull=True), contest_id=round_.contest_id
    )
    return set(barred.values_list("participant_id", flat=True))


def anonymised_participants(round_: Round) -> QuerySet[Participant]:
    """Those who had themselves erased before the round had a published ranking with them in it.

    Where they stand in a published one, they stay in its corrections, as somebody without a name.
    """
    told = RankingRow.objects.filter(
        participant=OuterRef("pk"), ranking__round=round_, ranking__published_at__isnull=False
    )
    return Participant.objects.filter(
        ~Exists(told), contest=round_.contest_id, user__erased_at__isnull=False
    )


def participants_off_the_boards(round_: Round) -> set[int]:
    """Who is on no board of the round: disqualified, or erased."""
    disqualified = in_force().filter(
        Q(round=round_) | Q(round__isnull=True), contest_id=round_.contest_id
    )
    return set(
        disqualified.values_list("participant_id", flat=True).union(
            anonymised_participants(round_).values_list("pk", flat=True)
        )
    )


def disqualified_from_contest(contest: Contest) -> set[int]:
    """Participants who do not count in any round, nor in the contest's own ranking."""
    barred = in_force().filter(round__isnull=True, contest=contest)
    return set(barred.values_list("participant_id", flat=True))


def disqualifications_of(user: User) -> QuerySet[Disqualification]:
    """The person's own, newest first."""
    return (
        Disqualification.objects.filter(participant__user=user)
        .select_related("contest", "round")
        .order_by("-decided_at", "-pk")
    )


def disqualification_rows(contest: Contest) -> list[dict[str, Any]]:
    """Every decision of a contest for its committee, unanswered appeals first."""
    found = (
        Disqualification.objects.filter(contest=contest)
        .select_related("participant__user", "participant__unit", "round", "decided_by", "anomaly")
        .order_by("-decided_at", "-pk")
    )
    return sorted((_row(one) for one in found), key=lambda row: not row["awaits_answer"])


def _row(one: Disqualification) -> dict[str, Any]:
    unit = one.participant.unit
    return {
        "uuid": str(one.uuid),
        "person": str(one.participant.user.uuid),
        "name": one.participant.user.full_name,
        "organisation": unit.name if unit else "",
        "round": one.round.number if one.round else None,
        "round_title": one.round.title if one.round else "",
        "anomaly": str(one.anomaly.uuid) if one.anomaly else None,
        "reason": one.reason,
        "notice": one.notice,
        "decided_by": one.decided_by.full_name,
        "decided_at": one.decided_at,
        "appeals_until": one.appeals_until,
        "appeal": one.appeal,
        "appealed_at": one.appealed_at,
        "answer": one.answer,
        "answered_at": one.answered_at,
        "lifted_at": one.lifted_at,
        "awaits_answer": bool(one.appealed_at and not one.answered_at and not one.lifted_at),
    }
