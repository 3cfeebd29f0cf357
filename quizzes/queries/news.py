"""What those who sit a paper of a round are told: one payload for all, kept with the round."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from quizzes.models import Attempt, Round
from quizzes.rules.attempt import remaining_ms


def taker_news(round_: Round) -> dict[str, Any]:
    """Whether the clocks stand still, announcements, and whose time was extended.

    `extended` names attempts by `short_name`: a device knows its own, nobody learns of others.
    """
    return {
        "version": 0,
        "paused": None,
        "announcements": [],
        "extended": {},
        **round_.news,
        "closes_at": round_.closes_at.isoformat(),
    }


def own_news(attempt: Attempt, now: datetime) -> dict[str, Any]:
    """The news together with the attempt's own clock."""
    return {
        "remaining_ms": remaining_ms(attempt.deadline_at, attempt.clock_at(now)),
        "state": attempt.state,
        "news": taker_news(attempt.round),
    }


def short_name(attempt: Attempt) -> str:
    """The first 12 hexadecimal digits of the attempt: enough to know one's own."""
    return attempt.uuid.hex[:12]


def news_payload(round_uuid: UUID) -> bytes | None:
    """The news of a public round as JSON."""
    round_ = Round.objects.filter(uuid=round_uuid, contest__is_visible=True).first()
    return msgspec.json.encode(taker_news(round_)) if round_ else None
