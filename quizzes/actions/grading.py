"""Void an item or correct a key: tried dry first, then put into force as a new grading run.

Scores are kept under (attempt, run), so what was before stays. A round that was ranked already
is ranked anew; its published ranking stands until the correction is published.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from backend.accounts.models import User
from backend.common import audit
from backend.common.errors import NotVisible
from backend.common.jobs import start_job
from backend.common.models import Job
from quizzes.actions.ranking import held_run
from quizzes.enums import GradingState, VoidPolicy
from quizzes.errors import InvalidKey, RegradeUnderWay, SecondPersonNeeded, StepRefused
from quizzes.models import GradingRun, ItemVersion, Round
from quizzes.queries.grading import proposed_run
from quizzes.rules.grading import is_key, needs_second_person

TRIAL, REGRADE = "regrade_trial", "regrade"


@transaction.atomic
def propose_regrade(
    round_: Round,
    *,
    corrections: Mapping[int, Any],
    voided: Mapping[int, str],
    reason: str,
    actor: User,
    now: datetime,
) -> GradingRun:
    """A regrade to be tried: new keys and voided items by version. One a round at a time."""
    base = held_run(round_)
    if proposed_run(round_) is not None:
        raise RegradeUnderWay
    _ensure_valid(round_, base, corrections, voided)
    newest = round_.grading_runs.aggregate(newest=Max("number"))["newest"]
    run = GradingRun.objects.create(
        round=round_,
        number=newest + 1,
        state=GradingState.PROPOSED,
        keys=base.keys,
        voided=base.voided | {str(version): policy for version, policy in voided.items()},
        corrections={str(version): key for version, key in corrections.items()},
        reason=reason,
        created_by=actor,
    )
    record_run(run, "proposed", actor, now, reason=reason, items=[*corrections, *voided])
    start_job(TRIAL, subject_of(run), now=now, asked_by=actor)
    return run


@transaction.atomic
def void_item(
    round_: Round, version: ItemVersion, policy: VoidPolicy, reason: str, actor: User, now: datetime
) -> GradingRun:
    """Let an item no longer count as it was meant, at once and also while the round is open."""
    run = propose_regrade(
        round_,
        corrections={},
        voided={version.pk: policy.value},
        reason=reason,
        actor=actor,
        now=now,
    )
    apply_regrade(round_, run.number, actor=actor, now=now)
    return run


@transaction.atomic
def apply_regrade(round_: Round, number: int, *, actor: User, now: datetime) -> Job:
    """Ask for a proposed regrade to be put into force. A new key takes two people."""
    run = _locked_proposal(round_, number)
    if needs_second_person(run.corrections) and actor.pk == run.created_by_id:
        raise SecondPersonNeeded
    if run.approved_by_id is None:
        run.approved_by = actor
        run.save(update_fields=["approved_by"])
        record_run(run, "approved", actor, now)
    return start_job(REGRADE, subject_of(run), now=now, asked_by=actor)


@transaction.atomic
def discard_regrade(
    round_: Round, number: int, *, reason: str, actor: User, now: datetime
) -> GradingRun:
    """Leave it at the trial; what was proposed is kept."""
    run = _locked_proposal(round_, number)
    if run.approved_by_id is not None:
        raise StepRefused
    run.state = GradingState.DISCARDED
    run.save(update_fields=["state"])
    record_run(run, "discarded", actor, now, reason=reason)
    return run


def subject_of(run: GradingRun) -> str:
    return f"round:{run.round.uuid}/{run.number}"


def run_of(job: Job) -> GradingRun:
    """The grading run that a job is about."""
    round_uuid, number = job.subject.removeprefix("round:").split("/")
    return GradingRun.objects.select_related("round__contest", "round__rulebook").get(
        round__uuid=round_uuid, number=number
    )


def record_run(
    run: GradingRun, what: str, actor: User | None, now: datetime, **details: Any
) -> None:
    """Audit what happened to a regrade; call it in the transaction that did it."""
    audit.record(
        f"grading.{what}",
        f"round:{run.round.uuid}",
        actor=actor.uuid if actor else None,
        now=now,
        number=run.number,
        **details,
    )


def _locked_proposal(round_: Round, number: int) -> GradingRun:
    run = (
        GradingRun.objects.select_for_update(of=("self",))
        .select_related("round")
        .filter(round=round_, number=number)
        .first()
    )
    if run is None:
        raise NotVisible
    if run.state != GradingState.PROPOSED:
        raise StepRefused
    return run


def _ensure_valid(
    round_: Round, base: GradingRun, corrections: Mapping[int, Any], voided: Mapping[int, str]
) -> None:
    """At least one change; items of this round alone, none of them twice."""
    wanted = [*corrections, *voided]
    versions = ItemVersion.objects.filter(rounds=round_).in_bulk(wanted)
    is_sound = wanted and len(versions) == len(wanted) == len(set(wanted))
    if not is_sound or any(str(version) in base.voided for version in wanted):
        raise InvalidKey
    for version, key in corrections.items():
        item = versions[version]
        if not is_key(item.kind, key, options=len(item.options), targets=len(item.targets)):
            raise InvalidKey
