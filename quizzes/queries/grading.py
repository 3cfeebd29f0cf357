"""Which keys a round is scored by: those of its newest grading run in force."""

from collections.abc import Iterable

from quizzes.enums import GradingState
from quizzes.models import GradingRun, Round


def applied_run(round_: Round) -> GradingRun | None:
    """The grading run whose scores count, or None before anything was scored."""
    runs = GradingRun.objects.filter(round=round_, state=GradingState.APPLIED)
    return runs.order_by("-number").first()


def applied_runs(round_ids: Iterable[int]) -> dict[int, GradingRun]:
    """The grading runs whose scores count, by round."""
    runs = GradingRun.objects.filter(round_id__in=set(round_ids), state=GradingState.APPLIED)
    return {run.round_id: run for run in runs.order_by("number")}
