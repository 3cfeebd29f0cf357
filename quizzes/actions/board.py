"""Build the boards that have changed, once for everybody, and send them out."""

from datetime import datetime

import msgspec
from django.db import transaction

from backend.live.publish import publish
from quizzes.enums import RoundState
from quizzes.events import round_topic
from quizzes.models import BoardSnapshot, Round
from quizzes.queries.board import board, newest_change


def refresh_boards(*, now: datetime) -> int:
    """Rebuild the board of every running round whose standings moved; how many."""
    rounds = Round.objects.filter(state=RoundState.RUNNING, opens_at__lte=now)
    return sum(
        refresh_board(round_, now=now) for round_ in rounds.select_related("contest", "rulebook")
    )


@transaction.atomic
def refresh_board(round_: Round, *, now: datetime, always: bool = False) -> bool:
    """Rebuild one board when a standing is newer than it; whether it was rebuilt."""
    changed_at, attempts = newest_change(round_)
    snapshot = BoardSnapshot.objects.select_for_update().filter(round=round_).first()
    if snapshot and not always and not _is_older(snapshot, changed_at, attempts):
        return False
    version = snapshot.version + 1 if snapshot else 1
    shown = board(round_, version, now)
    payload = msgspec.json.encode(shown)
    BoardSnapshot.objects.update_or_create(
        round=round_,
        defaults={
            "version": version,
            "people": shown["totals"]["people"],
            "attempts": shown["totals"]["attempts"],
            "payload": payload,
            "covers_until": changed_at or now,
            "built_at": now,
        },
    )
    publish(round_topic(round_.uuid), payload)
    return True


def _is_older(snapshot: BoardSnapshot, changed_at: datetime | None, attempts: int) -> bool:
    is_newer = changed_at is not None and changed_at > snapshot.covers_until
    return is_newer or attempts != snapshot.attempts
