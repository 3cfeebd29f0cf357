"""Stop the public board of a round by hand, and let it move again."""

from datetime import datetime

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from quizzes.actions.board import refresh_board
from quizzes.enums import RoundState
from quizzes.errors import FreezeRefused
from quizzes.models import Round
from quizzes.queries.round import held_round
from quizzes.queries.visibility import Viewer, board_view


@transaction.atomic
def freeze_round(round_id: int, *, reason: str, actor: User, now: datetime) -> Round:
    """From now on the public sees what stands now. Raises FreezeRefused."""
    round_ = held_round(round_id)
    if round_.state == RoundState.PUBLISHED or now < round_.opens_at:
        raise FreezeRefused("Chỉ tạm dừng bảng của vòng đã mở và chưa công bố kết quả.")
    if board_view(round_, Viewer.PUBLIC, now).frozen_at is not None:
        raise FreezeRefused("Bảng đang tạm dừng rồi.")
    round_.frozen_at = now
    round_.save(update_fields=["frozen_at"])
    refresh_board(round_, now=now, always=True)
    record("board.frozen", f"round:{round_.uuid}", actor=actor.uuid, now=now, reason=reason)
    return round_


@transaction.atomic
def thaw_round(round_id: int, *, reason: str, actor: User, now: datetime) -> Round:
    """Let the board move again, unless the rulebook itself stops it by now: FreezeRefused."""
    round_ = held_round(round_id)
    if board_view(round_, Viewer.PUBLIC, now).frozen_at is None:
        raise FreezeRefused("Bảng không tạm dừng.")
    round_.frozen_at = None
    if board_view(round_, Viewer.PUBLIC, now).frozen_at is not None:
        raise FreezeRefused("Thể lệ quy định bảng tạm dừng đến khi công bố kết quả.")
    round_.save(update_fields=["frozen_at"])
    refresh_board(round_, now=now, always=True)
    record("board.thawed", f"round:{round_.uuid}", actor=actor.uuid, now=now, reason=reason)
    return round_
