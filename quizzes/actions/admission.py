"""Let people in: who may take part, and whether another attempt may start now."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language

from backend.accounts.models import User
from backend.organisations.models import Organisation
from quizzes.enums import AttemptState
from quizzes.errors import NoAttemptsLeft, NotEligible, OutsideOpeningHours
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Attempt, Participant, Round
from quizzes.queries.applicant import applicant, starts_elsewhere
from quizzes.rules.eligibility import Starts, ineligible, next_start, used_up
from quizzes.rules.refusals import ineligible_text, outside_hours_text, used_up_text
from quizzes.rules.wording import Language


def ensure_eligible(
    user: User,
    organisation: Organisation | None,
    contest_id: int,
    rulebook: Rulebook,
    now: datetime,
) -> None:
    """Raises NotEligible with the reason."""
    rule, today = rulebook.eligibility, now.astimezone(_zone()).date()
    reason = ineligible(applicant(user, organisation, contest_id, rulebook, today), rule, today)
    if reason is not None:
        raise NotEligible(ineligible_text(reason, rule, _language()), reason=reason)


def ensure_may_start(
    round_: Round,
    rulebook: Rulebook,
    participant: Participant,
    earlier: Sequence[Attempt],
    now: datetime,
) -> None:
    """Raises OutsideOpeningHours or NoAttemptsLeft, both saying when the next start may be.

    `earlier` are the person's attempts in this round; voided ones do not count.
    """
    zone, hours, limits = _zone(), rulebook.opening_hours, rulebook.attempts
    here = [one.started_at for one in earlier if one.state != AttemptState.VOIDED]
    asks_elsewhere = limits.per_day or limits.per_week or limits.per_contest
    is_newcomer = participant.joined_at == now
    elsewhere = starts_elsewhere(participant, round_) if asks_elsewhere and not is_newcomer else []
    used = used_up(Starts(here, elsewhere), limits, now, zone)
    if used is not None:
        free_at = used.free_at
        again = next_start(free_at, hours, round_.closes_at, zone) if free_at else None
        raise NoAttemptsLeft(
            used_up_text(used, again, zone, _language()),
            limit=used.limit,
            allowed=used.allowed,
            next_at=again.isoformat() if again else None,
        )
    again = next_start(now, hours, round_.closes_at, zone)
    if again != now:
        raise OutsideOpeningHours(
            outside_hours_text(again, zone, _language()),
            next_at=again.isoformat() if again else None,
        )


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def _language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "vi"
