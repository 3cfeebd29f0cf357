"""Who of those who took part does not count, and why."""

from collections.abc import Iterable

from quizzes.enums import ExclusionReason
from quizzes.models import Participant, Round
from quizzes.queries.disqualification import disqualified_participants
from quizzes.queries.rulebook import rulebook_of


def barred_participants(round_: Round) -> dict[int, str]:
    """Reasons by participant, as they are now; of several reasons the weightier."""
    barred: dict[int, str] = {}
    if rulebook_of(round_).eligibility.bars_committee:
        barred |= dict.fromkeys(_committee(round_), ExclusionReason.COMMITTEE)
    barred |= dict.fromkeys(disqualified_participants(round_), ExclusionReason.DISQUALIFIED)
    return barred


def _committee(round_: Round) -> Iterable[int]:
    """Participants who belong to the contest's committee."""
    users = round_.contest.committee.values("pk")
    return Participant.objects.filter(contest=round_.contest_id, user__in=users).values_list(
        "pk", flat=True
    )
