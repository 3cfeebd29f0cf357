"""Who of those who took part does not count, and why."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from quizzes.enums import ExclusionReason
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Participant, Round
from quizzes.queries.applicant import committee_ids, ineligible_participants
from quizzes.queries.disqualification import anonymised_participants, disqualified_participants
from quizzes.queries.rulebook import rulebook_of

_REASONS = {
    "committee": ExclusionReason.COMMITTEE,
    "no_guardian": ExclusionReason.NO_GUARDIAN,
}


def barred_participants(round_: Round, rulebook: Rulebook | None = None) -> dict[int, str]:
    """Reasons by participant, as they are now; of several reasons the weightier.

    A birthday during the round harms nobody: who was eligible on its first or on its last day is.
    With a `rulebook` other than the round's own: who would be out by that one.
    """
    rules = rulebook or rulebook_of(round_)
    first, last = (
        _ineligible(round_, rules, moment) for moment in (round_.opens_at, round_.closes_at)
    )
    erased = _erased(round_)
    barred: dict[int, str] = {
        participant: _REASONS.get(reason, ExclusionReason.NOT_ELIGIBLE)
        for participant, reason in last.items()
        if participant in first and participant not in erased
    }
    return barred | dismissed_participants(round_, rules)


def dismissed_participants(round_: Round, rulebook: Rulebook | None = None) -> dict[int, str]:
    """Those who are out by a decision about them, which may be taken and lifted at any time."""
    dismissed: dict[int, str] = {}
    if (rulebook or rulebook_of(round_)).eligibility.bars_committee:
        members = Participant.objects.filter(
            contest=round_.contest_id, user__in=committee_ids(round_.contest_id).values("user_id")
        )
        dismissed = dict.fromkeys(members.values_list("pk", flat=True), ExclusionReason.COMMITTEE)
    barred = disqualified_participants(round_)
    return _anonymised(round_) | dismissed | dict.fromkeys(barred, ExclusionReason.DISQUALIFIED)


def _anonymised(round_: Round) -> dict[int, str]:
    erased = anonymised_participants(round_).values_list("pk", flat=True)
    return dict.fromkeys(erased, ExclusionReason.ANONYMISED)


def _erased(round_: Round) -> set[int]:
    """Nothing is known of them any more that eligibility asks for."""
    erased = Participant.objects.filter(contest=round_.contest_id, user__erased_at__isnull=False)
    return set(erased.values_list("pk", flat=True))


def _ineligible(round_: Round, rulebook: Rulebook, moment: datetime) -> dict[int, str]:
    today = moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    return dict(ineligible_participants(round_.contest, rulebook, today))
