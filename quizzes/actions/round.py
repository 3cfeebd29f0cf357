"""Close rounds by themselves; small ones are ranked at once, large ones by a job."""

from datetime import datetime

from django.db import transaction

from quizzes.actions.decision import ask_for_ranking, close_round_for_good, decide_at_once
from quizzes.actions.statistic import ask_for_statistics
from quizzes.enums import RoundState
from quizzes.models import Attempt, Round
from quizzes.queries.board import has_unscored_attempts

# What is ranked between two ticks of the clock without anybody noticing.
RANKED_AT_ONCE = 2000


def close_due_rounds(*, now: datetime) -> int:
    """Carry every round past its close as far as it goes by itself; how many moved."""
    due = Round.objects.filter(closes_at__lt=now, paused_at=None, state=RoundState.RUNNING)
    return sum(close_round(pk, now=now) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def close_round(round_id: int, *, now: datetime) -> bool:
    """Close a round whose attempts are all scored and have it decided; whether it was."""
    round_ = (
        Round.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("contest", "rulebook")
        .filter(pk=round_id, closes_at__lt=now, paused_at=None, state=RoundState.RUNNING)
        .first()
    )
    if round_ is None or has_unscored_attempts(round_):
        return False
    close_round_for_good(round_, now=now)
    ask_for_statistics(round_, now=now)
    if Attempt.objects.filter(round=round_).count() <= RANKED_AT_ONCE:
        decide_at_once(round_, now=now)
    else:
        ask_for_ranking(round_, actor=None, now=now)
    return True
