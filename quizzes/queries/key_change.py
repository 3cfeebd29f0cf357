"""Doubtful and corrected keys of a contest's items, for its organisers."""

from collections.abc import Iterable, Mapping
from typing import Any

from quizzes.enums import KeyChangeState
from quizzes.models import Contest, KeyChange, Round
from quizzes.queries.grading import applied_runs, keys_of, proposed_run
from quizzes.queries.item import key_change_row


def key_changes_of(contest: Contest) -> list[dict[str, Any]]:
    """Wishes about versions that the contest's rounds may draw, the newest first.

    By round, `is_graded_by_it` tells whether the scores that count were made by the new key (None
    before anything was scored), `is_tried` whether a regrade waits for a decision.
    """
    changes = (
        KeyChange.objects.filter(version__rounds__contest=contest)
        .exclude(state=KeyChangeState.REJECTED)
        .select_related("version__item", "proposed_by", "decided_by", "key")
        .distinct()
        .order_by("-proposed_at")
    )
    return [{**key_change_row(change), "rounds": _rounds(contest, change)} for change in changes]


def titled(outcomes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What became of each round, with the titles people know rounds by."""
    told = list(outcomes)
    rounds = Round.objects.with_contest().filter(contest__slug__in={one["contest"] for one in told})
    known = {(one.contest.slug, one.number): one for one in rounds}
    named = [(one, known[one["contest"], one["round"]]) for one in told]
    return [
        {**one, "contest_title": round_.contest.title, "round_title": round_.title}
        for one, round_ in named
    ]


def _rounds(contest: Contest, change: KeyChange) -> list[dict[str, Any]]:
    rounds = list(
        Round.objects.filter(contest=contest, round_items__version=change.version).order_by(
            "number"
        )
    )
    runs = applied_runs(one.pk for one in rounds)
    told = []
    for one in rounds:
        run = runs.get(one.pk)
        pinned = keys_of(run).get(change.version_id) if run else None
        tried = proposed_run(one)
        told.append(
            {
                "number": one.number,
                "title": one.title,
                "state": one.state,
                "is_graded_by_it": (
                    pinned >= change.key.number if pinned is not None and change.key else None
                ),
                "is_tried": tried is not None and str(change.version_id) in tried.corrections,
            }
        )
    return told
