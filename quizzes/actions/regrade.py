"""Do what was proposed: the trial, and the regrade itself, each safe to repeat."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from backend.common.copying import copy_rows
from backend.common.jobs import Progress, unfinished_job
from quizzes.actions.certificate import settle_while_running
from quizzes.actions.decision import JOB as RANKING
from quizzes.actions.decision import ask_for_ranking
from quizzes.actions.grading import record_run
from quizzes.actions.ranking import held_run
from quizzes.actions.rescoring import (
    certificate_changes,
    comparison,
    in_lots,
    rescored,
    tried_order,
)
from quizzes.actions.retally import retally_round
from quizzes.actions.statistic import ask_for_statistics
from quizzes.enums import GradingState, RoundState
from quizzes.models import (
    Attempt,
    GradingRun,
    ItemKey,
    Round,
    Score,
    Standing,
    VoidedItem,
)
from quizzes.queries.counted import Entrant, entrants
from quizzes.queries.decision import prize_places
from quizzes.queries.grading import applied_run
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.scoring import PaperScore

SCORE = ("attempt", "run", "points", "correct_items", "answered", "points_by_slot")
_CARRY_OVER = """
    INSERT INTO quizzes_score
        (attempt_id, run_id, points, correct_items, answered, points_by_slot)
    SELECT old.attempt_id, %(run)s, old.points, old.correct_items, old.answered, old.points_by_slot
    FROM quizzes_score old
    WHERE old.run_id = %(base)s AND NOT EXISTS (
        SELECT 1 FROM quizzes_score new
        WHERE new.run_id = %(run)s AND new.attempt_id = old.attempt_id)
"""


def try_regrade(run: GradingRun, progress: Progress) -> dict[str, Any]:
    """Write down who would move and by how much; nobody's score is touched."""
    base = applied_run(run.round)
    assert base is not None
    changed = rescored(base, run, progress)
    before, after = tried_order(base, {}), tried_order(base, changed)
    summary = comparison(
        before,
        after,
        changed=len(changed),
        border=prize_places(rulebook_of(run.round)),
    )
    summary["certificates"] = certificate_changes(base, changed, before, after)
    run.summary = summary
    run.save(update_fields=["summary"])
    return summary


def carry_out_regrade(run: GradingRun, progress: Progress, *, now: datetime) -> int:
    """Put an approved regrade into force, all of it in one transaction; how many scores changed.

    A round that is closed is ranked anew, and its items' figures computed.
    """
    with transaction.atomic():
        base = held_run(run.round)
        run = (
            GradingRun.objects.select_for_update(of=("self",))
            .select_related("round__contest", "round__rulebook", "created_by", "approved_by")
            .get(pk=run.pk)
        )
        if run.state != GradingState.PROPOSED or run.approved_by is None:
            return 0
        changed = rescored(base, run, progress)
        _write_scores(base, run, changed)
        _write_keys(run)
        _write_voidings(run, base, now)
        run.state, run.applied_at = GradingState.APPLIED, now
        run.save(update_fields=["state", "applied_at", "keys"])
        _move_standings(run, changed, now)
        record_run(run, "applied", run.approved_by, now, scores=len(changed))
        round_ = Round.objects.get(pk=run.round_id)
        if round_.state == RoundState.RUNNING:
            return len(changed)
        ask_for_statistics(round_, now=now)
        if unfinished_job(RANKING, f"round:{round_.uuid}") is None:
            # Nobody began it: two people who decided about the key may still review and approve.
            ask_for_ranking(round_, actor=None, reason=run.reason, now=now)
    return len(changed)


def _write_scores(base: GradingRun, run: GradingRun, changed: Mapping[int, PaperScore]) -> None:
    """Every scored attempt has a score in every run that was in force after it."""
    copy_rows(
        Score,
        SCORE,
        (
            (
                attempt,
                run.pk,
                score.points,
                score.correct_items,
                score.answered,
                str(list(score.points_by_slot)),
            )
            for attempt, score in changed.items()
        ),
    )
    with connection.cursor() as cursor:
        cursor.execute(_CARRY_OVER, {"run": run.pk, "base": base.pk})


def _write_keys(run: GradingRun) -> None:
    """The proposed keys become keys of the bank where they are not yet, and the run names them."""
    for version, correct in run.corrections.items():
        key = ItemKey.objects.filter(version=version).latest("number")
        if key.correct != correct:
            key = ItemKey.objects.create(version_id=version, number=key.number + 1, correct=correct)
        run.keys[version] = key.number


def _write_voidings(run: GradingRun, base: GradingRun, now: datetime) -> None:
    VoidedItem.objects.bulk_create(
        VoidedItem(
            round_id=run.round_id,
            version_id=version,
            policy=policy,
            reason=run.reason,
            voided_by=run.created_by,
            voided_at=now,
        )
        for version, policy in run.voided.items()
        if version not in base.voided
    )


def _move_standings(run: GradingRun, changed: Mapping[int, PaperScore], now: datetime) -> None:
    """What is shown while the round is open, and the certificates that follow the score."""
    attempts = Attempt.objects.filter(pk__in=list(changed))
    people = set(attempts.values_list("participant_id", flat=True))
    moved = (
        entrant
        for participant, entrant in entrants(run, rulebook_of(run.round).counting)
        if entrant is not None and participant in people
    )
    for lot in in_lots(moved):
        Standing.objects.bulk_create(
            [_standing(run, entrant, now) for entrant in lot],
            update_conflicts=True,
            unique_fields=["round", "participant"],
            update_fields=[
                "attempt",
                "points",
                "correct_items",
                "time_used_ms",
                "handed_in_at",
                "attempts",
                "updated_at",
            ],
        )
    retally_round(run.round)
    if run.round.state == RoundState.RUNNING:
        settle_while_running(run, sorted(people), now=now)


def _standing(run: GradingRun, entrant: Entrant, now: datetime) -> Standing:
    return Standing(
        round_id=run.round_id,
        participant_id=entrant.participant_id,
        unit_id=entrant.unit_id,
        attempt_id=entrant.counted.attempt_id,
        points=entrant.counted.points,
        correct_items=entrant.counted.correct_items,
        time_used_ms=entrant.counted.time_used_ms,
        handed_in_at=entrant.handed_in_at,
        prediction=entrant.counted.prediction,
        attempts=entrant.counted.attempts,
        updated_at=now,
    )
