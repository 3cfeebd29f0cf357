"""Build the boards that have changed, once for everybody, and send them out."""

from datetime import datetime

import msgspec
from django.db import connection, transaction

from backend.live.publish import publish
from quizzes.actions.retally import retally_stale_rounds
from quizzes.actions.tally import lock_tallies
from quizzes.actions.tally_rows import freeze_tallies, thaw_tallies
from quizzes.enums import RoundState
from quizzes.events import round_topic
from quizzes.models import BoardSnapshot, FrozenStanding, Round
from quizzes.queries.board import board, newest_change, situation
from quizzes.queries.round import held_round
from quizzes.queries.tally import totals
from quizzes.queries.visibility import BoardView, Viewer, board_view

_BUILDING = 0x626F6172  # class of advisory locks that say "somebody builds this board"
_KEPT = ", ".join(
    f'"{field.column}"' for field in FrozenStanding._meta.concrete_fields if not field.primary_key
)
KEEP = f"""
INSERT INTO quizzes_frozenstanding ({_KEPT})
SELECT {_KEPT} FROM quizzes_standing WHERE round_id = %s
ON CONFLICT DO NOTHING
"""


def refresh_boards(*, now: datetime) -> int:
    """Rebuild the board of every round on its way whose standings or situation moved; how many."""
    rounds = _unpublished(now)
    retally_stale_rounds(rounds)
    return sum(refresh_board(round_, now=now) for round_ in rounds)


def freeze_due_boards(*, now: datetime) -> int:
    """Stop the boards whose time has come, before anything more is scored; how many."""
    due = [
        round_
        for round_ in _unpublished(now)
        if board_view(round_, Viewer.PUBLIC, now).frozen_at and not _is_kept(round_)
    ]
    return sum(refresh_board(round_, now=now) for round_ in due)


@transaction.atomic
def refresh_board(round_: Round, *, now: datetime, always: bool = False) -> bool:
    """Rebuild one board when a standing or the round's situation is newer; whether it was."""
    if board_view(round_, Viewer.PUBLIC, now).frozen_at and not _is_kept(round_):
        held_round(round_.pk)
    _hold_board(round_.pk)
    round_ = Round.objects.select_related("contest", "rulebook").get(pk=round_.pk)
    view = board_view(round_, Viewer.PUBLIC, now)
    snapshot = BoardSnapshot.objects.filter(round=round_).first()
    was_frozen_at = snapshot.frozen_at if snapshot else None
    if view.frozen_at and not was_frozen_at:
        _keep_standings(round_, view.frozen_at)
    elif was_frozen_at and not view.frozen_at:
        FrozenStanding.objects.filter(round=round_).delete()
        thaw_tallies(round_)
    changed_at, attempts = newest_change(view)
    if snapshot and not always and not _is_older(snapshot, view, changed_at, attempts):
        return False
    version = snapshot.version + 1 if snapshot else 1
    payload = msgspec.json.encode(board(view, version))
    BoardSnapshot.objects.update_or_create(
        round=round_,
        defaults={
            "version": version,
            "people": totals(view).people,
            "attempts": attempts,
            "payload": payload,
            "covers_until": changed_at or now,
            "frozen_at": view.frozen_at,
            "built_at": now,
        },
    )
    publish(round_topic(round_.uuid), payload)
    return True


def _hold_board(round_id: int) -> None:
    """One at a time builds or freezes a board; starts, which hold the round's row, go on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_BUILDING, round_id])


def _unpublished(now: datetime) -> list[Round]:
    rounds = Round.objects.exclude(state=RoundState.PUBLISHED).filter(opens_at__lte=now)
    return list(rounds.select_related("contest", "rulebook", "snapshot", "tally"))


def _is_kept(round_: Round) -> bool:
    snapshot: BoardSnapshot | None = getattr(round_, "snapshot", None)
    return snapshot is not None and snapshot.frozen_at is not None


def _keep_standings(round_: Round, frozen_at: datetime) -> None:
    """What stands now is all that may be seen until the board moves again.

    The moment is written down: a later close does not make a frozen board move.
    """
    lock_tallies({round_.pk: round_})  # nothing is scored in between
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [round_.pk])
    freeze_tallies(round_)
    round_.frozen_at = frozen_at
    round_.save(update_fields=["frozen_at"])


def _is_older(
    snapshot: BoardSnapshot, view: BoardView, changed_at: datetime | None, attempts: int
) -> bool:
    is_newer = changed_at is not None and changed_at > snapshot.covers_until
    if is_newer or attempts != snapshot.attempts:
        return True
    told = msgspec.json.decode(bytes(snapshot.payload))
    now = situation(view)
    return any(told.get(name) != value for name, value in now.items())
