"""The board as everyone sees it: one payload for HTTP and for sockets."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from backend.common.rows import Statement
from quizzes.enums import AttemptState
from quizzes.models import Attempt, BoardSnapshot, Round, Standing
from quizzes.queries.contest import public_state
from quizzes.queries.standing import leading_organisations, leading_standings
from quizzes.queries.tally import scored_by_minute, totals
from quizzes.queries.visibility import BoardView, Viewer, board_view

PER_MINUTE_WINDOW = timedelta(minutes=30)


_NEWEST = Statement(
    """
    SELECT {board} FROM quizzes_boardsnapshot board
    JOIN quizzes_round round ON round.id = board.round_id
    JOIN quizzes_contest contest ON contest.id = round.contest_id
    WHERE round.uuid = %s AND contest.is_visible
    """,
    {"board": BoardSnapshot},
)


def board_payload(round_uuid: UUID) -> tuple[int, bytes] | None:
    """Version and JSON of the newest public board, or None before the first was built."""
    [found] = _NEWEST.first(round_uuid) or [None]
    return None if found is None else (found.version, bytes(found.payload))


def empty_board(round_: Round, now: datetime) -> dict[str, Any]:
    """What stands before the first board was built. It counts nothing."""
    view = board_view(round_, Viewer.PUBLIC, now)
    return {
        "version": 0,
        "at_ms": _milliseconds(view.as_of),
        **situation(view),
        "closes_in_ms": _closes_in_ms(view),
        "totals": {"people": 0, "attempts": 0} if view.shows_totals else None,
        "top": [],
        "organisations": [],
        "per_minute": [],
    }


def board(view: BoardView, version: int) -> dict[str, Any]:
    """The projection of a round's standings that a view allows.

    Where the totals are hidden, so is everything that adds up to them.
    """
    counted = totals(view)
    counts = view.shows_totals
    return {
        "version": version,
        "at_ms": _milliseconds(view.as_of),
        **situation(view),
        "closes_in_ms": _closes_in_ms(view),
        "totals": {"people": counted.people, "attempts": counted.attempts} if counts else None,
        "top": leading_standings(view) if view.shows_points else [],
        "organisations": leading_organisations(view) if counts else [],
        "per_minute": hand_ins_per_minute(view) if counts else [],
    }


def situation(view: BoardView) -> dict[str, Any]:
    """What a board says about the round itself; it is sent again when this changes."""
    round_ = view.round
    return {
        "state": public_state(round_, view.now),
        "closes_at": round_.closes_at.isoformat(),
        "frozen_at": view.frozen_at.isoformat() if view.frozen_at else None,
        "paused": round_.paused_at is not None,
    }


def newest_change(view: BoardView) -> tuple[datetime | None, int]:
    """When a standing moved last (not while it is frozen), and how many attempts are counted.

    The number tells what the time cannot: a clock that stepped back, or a scorer that was slow
    to commit, leaves a change that looks older than the board.
    """
    attempts = totals(view).attempts
    if view.frozen_at is not None:
        return None, attempts
    found = Standing.objects.filter(round=view.round).aggregate(newest=Max("updated_at"))
    return found["newest"], attempts


def hand_ins_per_minute(view: BoardView) -> list[int]:
    """Attempts scored by minute, oldest first, the running minute last; still while frozen."""
    first = view.as_of - PER_MINUTE_WINDOW + timedelta(minutes=1)
    since = first.replace(second=0, microsecond=0)
    counts = scored_by_minute(view, since)
    minutes = PER_MINUTE_WINDOW // timedelta(minutes=1)
    return [counts.get(since + timedelta(minutes=step), 0) for step in range(minutes)]


def has_unscored_attempts(round_: Round) -> bool:
    return unscored_attempts(round_).exists()


def unscored_attempts(round_: Round) -> QuerySet[Attempt]:
    """Attempts that run, wait to be scored or wait for marks."""
    return Attempt.objects.filter(
        round=round_,
        state__in=[
            AttemptState.IN_PROGRESS,
            AttemptState.SUBMITTED,
            AttemptState.EXPIRED,
            AttemptState.MARKING,
        ],
    )


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _closes_in_ms(view: BoardView) -> int:
    return max(0, round((view.round.closes_at - view.now).total_seconds() * 1000))
