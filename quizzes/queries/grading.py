"""Which keys a round is scored by: those of its newest grading run in force."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from quizzes.enums import GradingState
from quizzes.models import GradingRun, ItemKey, Ranking, Round


def applied_run(round_: Round) -> GradingRun | None:
    """The grading run whose scores count, or None before anything was scored."""
    return applied_runs([round_.pk]).get(round_.pk)


def applied_runs(round_ids: Iterable[int]) -> dict[int, GradingRun]:
    """The grading runs whose scores count, by round."""
    runs = GradingRun.objects.filter(round_id__in=set(round_ids), state=GradingState.APPLIED)
    return {run.round_id: run for run in runs.order_by("number")}


def keys_of(run: GradingRun) -> dict[int, int]:
    """{item version: number of its key}; versions that are not named have their newest."""
    return {int(version): number for version, number in run.keys.items()}


def voided_by(run: GradingRun) -> dict[int, str]:
    """{item version: policy}"""
    return {int(version): policy for version, policy in run.voided.items()}


def newest_key_numbers(round_id: int) -> dict[str, int]:
    """The newest key of each version in the round's pool, as a grading run pins them."""
    keys = ItemKey.objects.filter(version__rounds=round_id)
    newest = keys.values_list("version_id").annotate(newest=Max("number")).order_by("version_id")
    return {str(version): number for version, number in newest}


def proposed_run(round_: Round) -> GradingRun | None:
    """The regrade that waits for a decision."""
    runs = GradingRun.objects.filter(round=round_, state=GradingState.PROPOSED)
    return runs.order_by("-number").first()


def answer_keys(ranking: Ranking, versions: Iterable[int]) -> dict[int, Any]:
    """The key of each version that the ranking's grading run went by, else the newest."""
    chosen = ranking.grading_run.keys if ranking.grading_run else {}
    keys: dict[int, Any] = {}
    rows = ItemKey.objects.filter(version_id__in=set(versions)).order_by("number")
    for version_id, number, correct in rows.values_list("version_id", "number", "correct"):
        if number <= chosen.get(str(version_id), number):
            keys[version_id] = correct
    return keys


def voidings(ranking: Ranking) -> dict[int, str]:
    """The voided versions with their policy."""
    voided = ranking.grading_run.voided if ranking.grading_run else {}
    return {int(version): policy for version, policy in voided.items()}
