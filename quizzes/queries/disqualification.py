"""Who is disqualified at this moment."""

from django.db.models import Q, QuerySet

from backend.accounts.models import User
from quizzes.models import Contest, Disqualification, Round


def in_force() -> QuerySet[Disqualification]:
    return Disqualification.objects.filter(lifted_at__isnull=True)


def disqualified_participants(round_: Round) -> set[int]:
    """Participants who do not count in the round: barred from it, or from the whole contest."""
    barred = in_force().filter(
        Q(round=round_) | Q(round__isnull=True), contest_id=round_.contest_id
    )
    return set(barred.values_list("participant_id", flat=True))


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
