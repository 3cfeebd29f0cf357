"""What winners alone are asked for: sealed, shown for a reason, erased in time."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.errors import NotVisible
from backend.common.vault import matching_hash, renewed, seal, unseal
from quizzes.enums import WinnerState
from quizzes.errors import ClaimClosed, ClaimRefused
from quizzes.models import Claim, Contest, Participant, Winner
from quizzes.queries.winner import last_needed_at, wins_of
from quizzes.rules.identity import IdentityNumber

KEPT = timedelta(days=365)
_OPEN = (WinnerState.AWARDED, WinnerState.CONTACTED)


@transaction.atomic
def submit_claim(
    user: User,
    contest: Contest,
    *,
    phone: str,
    number: IdentityNumber,
    delivery: str,
    now: datetime,
) -> Claim:
    """Keep what a winner told. It may be corrected until the committee has confirmed it.

    Raises NotVisible for whoever has won nothing, ClaimRefused where the number is another's.
    """
    wins = list(wins_of(user).filter(contest=contest))
    if not wins:
        raise NotVisible
    participant = Participant.objects.select_for_update().get(contest=contest, user=user)
    if all(win.state not in _OPEN for win in wins):
        raise ClaimClosed
    fields = {
        "contest": contest,
        "sealed": seal({"phone": phone, "number": number.digits}),
        "number_mac": matching_hash(number.digits),
        "number_ending": number.ending,
        "delivery": delivery,
        "submitted_at": now,
        "erased_at": None,
    }
    try:
        with transaction.atomic():
            claim, _ = Claim.objects.update_or_create(participant=participant, defaults=fields)
    except IntegrityError as error:
        raise ClaimRefused from error
    Winner.objects.filter(pk__in=[win.pk for win in wins], state=WinnerState.AWARDED).update(
        state=WinnerState.CONTACTED, changed_at=now
    )
    record("claim.submitted", f"participant:{participant.pk}", actor=user.uuid, now=now)
    return claim


@transaction.atomic
def reveal_claim(
    contest: Contest, winner: UUID, *, reason: str, actor: User, now: datetime
) -> dict[str, Any]:
    """Phone and number in clear, for one look. That somebody looked, and why, is recorded."""
    found = (
        Winner.objects.select_related("participant__claim", "participant__user")
        .filter(contest=contest, uuid=winner, participant__claim__erased_at__isnull=True)
        .filter(participant__claim__isnull=False)
        .first()
    )
    if found is None or found.participant is None:
        raise NotVisible
    opened = unseal(found.participant.claim.sealed)
    number = IdentityNumber(opened["number"])
    record(
        "claim.revealed",
        f"winner:{found.uuid}",
        actor=actor.uuid,
        now=now,
        participant=found.participant_id,
        reason=reason,
    )
    return {
        "phone": opened["phone"],
        "number": number.digits,
        "birth_year": number.birth_year,
        "is_woman": number.is_woman,
        "birth_date": found.participant.user.birth_date,
    }


def erase_old_claims(*, now: datetime) -> int:
    """Empty claims twelve months after they were last needed; how many. Safe to repeat."""
    old = Claim.objects.filter(erased_at__isnull=True, submitted_at__lt=now - KEPT)
    due = [claim.pk for claim in old if last_needed_at(claim) < now - KEPT]
    return Claim.objects.filter(pk__in=due).update(
        sealed="", number_mac="", number_ending="", delivery="", erased_at=now
    )


def renew_claims() -> int:
    """Seal every claim with the newest key; how many."""
    claims = Claim.objects.exclude(sealed="").order_by("pk")
    renewals = 0
    for pk in list(claims.values_list("pk", flat=True)):
        with transaction.atomic():
            claim = Claim.objects.select_for_update().get(pk=pk)
            if claim.sealed:
                claim.sealed = renewed(claim.sealed)
                claim.save(update_fields=["sealed"])
                renewals += 1
    return renewals
