"""What a participant is told, and what they may answer."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from backend.accounts.models import User
from quizzes.enums import NoticeKind
from quizzes.models import Notice

NEWEST = 50
# The others hold what an organiser wrote.
OUR_WORDS = {NoticeKind.CERTIFICATE_REVOKED, NoticeKind.CERTIFICATE_REPLACED}


def notices_of(user: User, now: datetime) -> list[dict[str, Any]]:
    """The person's notices, newest first, with the appeal that is still open to them."""
    found = (
        Notice.objects.filter(participant__user=user)
        .select_related("participant__contest", "round", "disqualification")
        .order_by("-sent_at", "-pk")[:NEWEST]
    )
    return [_shown(notice, now) for notice in found]


def _shown(notice: Notice, now: datetime) -> dict[str, Any]:
    contest, decision = notice.participant.contest, notice.disqualification
    may_appeal = (
        decision is not None
        and decision.appealed_at is None
        and decision.lifted_at is None
        and now <= decision.appeals_until
    )
    return {
        "uuid": str(notice.uuid),
        "kind": notice.kind,
        "contest_slug": contest.slug,
        "contest_title": contest.title,
        "round_title": notice.round.title if notice.round else "",
        "text": gettext(notice.text) if notice.kind in OUR_WORDS else notice.text,
        "sent_at": notice.sent_at,
        "is_read": notice.read_at is not None,
        "appeal": {
            "uuid": str(decision.uuid),
            "may_appeal": may_appeal,
            "until": decision.appeals_until,
            "text": decision.appeal,
            "answered": decision.answered_at is not None,
        }
        if decision is not None
        else None,
    }
