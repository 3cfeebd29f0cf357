"""The board as everyone sees it: one payload for HTTP and for sockets."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Sum
from django.db.models.functions import TruncMinute

from quizzes.enums import AttemptState
from quizzes.models import Attempt, BoardSnapshot, Round, Standing
from quizzes.queries.contest import public_state
from quizzes.queries.rulebook import shows_points
from quizzes.queries.standing import leading_organisations, leading_standings, totals

PER_MINUTE_WINDOW = timedelta(minutes=30)


def board_payload(round_uuid: UUID) -> tuple[int, bytes] | None:
    """Version and JSON of the newest public board, or None before the round's first hand-in."""
    found = (
        BoardSnapshot.objects.filter(round__uuid=round_uuid, round__contest__is_visible=True)
        .values_list("version", "payload")
        .first()
    )
    return None if found is None else (found[0], bytes(found[1]))


def empty_board(round_: Round, now: datetime) -> dict[str, Any]:
    """What stands before anyone has handed in."""
    return board(round_, 0, now)


def board(round_: Round, version: int, now: datetime) -> dict[str, Any]:
    """The public projection of a round's standings."""
    counted = totals(round_)
    return {
        "version": version,
        "at_ms": round(now.timestamp() * 1000),
        "state": public_state(round_, now),
        "closes_at": round_.closes_at.isoformat(),
        "closes_in_ms": max(0, round((round_.closes_at - now).total_seconds() * 1000)),
        "totals": {"people": counted.people, "attempts": counted.attempts},
        "top": leading_standings(round_) if shows_points(round_) else [],
        "organisations": leading_organisations(round_),
        "per_minute": _hand_ins_per_minute(round_, now),
    }


def newest_change(round_: Round) -> tuple[datetime | None, int]:
    """When a standing moved last, and how many attempts all standings hold.

    The number tells what the time cannot: a clock that stepped back, or a scorer that was slow
    to commit, leaves a change that looks older than the board.
    """
    found = Standing.objects.filter(round=round_).aggregate(
        newest=Max("updated_at"), attempts=Sum("attempts")
    )
    return found["newest"], found["attempts"] or 0


def _hand_ins_per_minute(round_: Round, now: datetime) -> list[int]:
    """Scored standings by minute of hand-in, oldest first, the running minute last."""
    since = (now - PER_MINUTE_WINDOW).replace(second=0, microsecond=0) + timedelta(minutes=1)
    counts = dict(
        Standing.objects.filter(round=round_, updated_at__gte=since)
        .annotate(minute=TruncMinute("updated_at"))
        .values_list("minute")
        .annotate(hand_ins=Count("pk"))
    )
    minutes = PER_MINUTE_WINDOW // timedelta(minutes=1)
    return [counts.get(since + timedelta(minutes=step), 0) for step in range(minutes)]


def has_unscored_attempts(round_: Round) -> bool:
    return Attempt.objects.filter(
        round=round_,
        state__in=[AttemptState.IN_PROGRESS, AttemptState.SUBMITTED, AttemptState.EXPIRED],
    ).exists()
