"""Change the key of a version that was approved: one person asks, a second one decides.

Rounds keep the key they were graded by. For each that is over a regrade is proposed, never
applied; the organisers of one that is under way are told.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.errors import NotVisible
from quizzes.actions.grading import propose_regrade
from quizzes.actions.item import complete_content, locked_item, record_item
from quizzes.actions.item_index import reindex_items
from quizzes.actions.item_version import stored_key
from quizzes.enums import ItemKind, KeyChangeState, RoundState, Verdict
from quizzes.errors import InvalidKey, RegradeUnderWay, SecondPersonNeeded, StepRefused
from quizzes.item_errors import KeyChangeRefused
from quizzes.models import ItemKey, KeyChange, Round
from quizzes.queries.grading import applied_run
from quizzes.queries.item import find_version
from quizzes.queries.item_document import document_of, key_of

PROPOSED, UNDER_WAY, OPEN, UPCOMING, UNTOUCHED = (
    "regrade_proposed",
    "regrade_under_way",
    "open",
    "upcoming",
    "untouched",
)


@transaction.atomic
def propose_key(
    code: str, number: int, correct: Any, reason: str, *, actor: User, now: datetime
) -> KeyChange:
    """Ask for another key. An essay's rubric is changed by a new version instead."""
    item = locked_item(code)
    version = find_version(item, number)
    before = key_of(version)
    content = complete_content({**document_of(version, before), "key": correct})
    key = stored_key(content.kind, content.key)
    was_approved = (
        version.pk == item.current_id or version.reviews.filter(verdict=Verdict.APPROVED).exists()
    )
    is_used = was_approved or version.rounds.exists()
    if version.kind == ItemKind.ESSAY or key == before or not is_used:
        raise KeyChangeRefused
    try:
        with transaction.atomic():
            change = KeyChange.objects.create(
                version=version,
                correct=key,
                before=before,
                reason=reason,
                proposed_by=actor,
                proposed_at=now,
            )
    except IntegrityError:
        raise KeyChangeRefused
    record_item(item, "key_change_proposed", actor, now, version=number, reason=reason)
    return change


@transaction.atomic
def decide_key(
    uuid: UUID, *, accept: bool, actor: User, now: datetime
) -> tuple[KeyChange, list[dict[str, Any]]]:
    """Accept or reject; of an accepted key, what becomes of each round that has the version."""
    found = KeyChange.objects.filter(uuid=uuid).select_related("version__item").first()
    if found is None:
        raise NotVisible
    item = locked_item(found.version.item.code)
    change = KeyChange.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if change.state != KeyChangeState.PROPOSED:
        raise StepRefused
    if change.proposed_by_id == actor.pk:
        raise SecondPersonNeeded
    change.version = found.version
    change.state = KeyChangeState.ACCEPTED if accept else KeyChangeState.REJECTED
    change.decided_by, change.decided_at = actor, now
    outcomes = _put_in_force(change, actor, now) if accept else []
    change.save(update_fields=["state", "decided_by", "decided_at", "key"])
    if accept:
        reindex_items([item])
    record_item(
        item,
        f"key_change_{change.state}",
        actor,
        now,
        version=change.version.number,
        rounds=outcomes,
    )
    return change, outcomes


def _put_in_force(change: KeyChange, actor: User, now: datetime) -> list[dict[str, Any]]:
    keys = ItemKey.objects.filter(version=change.version)
    newest = keys.aggregate(newest=Max("number"))["newest"] or 0
    change.key = ItemKey.objects.create(
        version=change.version, number=newest + 1, correct=change.correct, created_at=now
    )
    rounds = Round.objects.with_contest().filter(round_items__version=change.version)
    outcomes = []
    for round_ in rounds.order_by("opens_at", "pk"):
        outcome = _after_change(round_, change, actor, now)
        record(
            "round.key_changed",
            f"round:{round_.uuid}",
            actor=actor.uuid,
            now=now,
            item=change.version.item.code,
            outcome=outcome,
        )
        outcomes.append(
            {"contest": round_.contest.slug, "round": round_.number, "outcome": outcome}
        )
    return outcomes


def _after_change(round_: Round, change: KeyChange, actor: User, now: datetime) -> str:
    if round_.state == RoundState.RUNNING:
        return OPEN if round_.opens_at <= now else UPCOMING
    if applied_run(round_) is None:
        return UNTOUCHED
    try:
        propose_regrade(
            round_,
            corrections={change.version_id: change.correct},
            voided={},
            reason=change.reason,
            actor=actor,
            now=now,
        )
    except RegradeUnderWay:
        return UNDER_WAY
    except InvalidKey:  # the item was voided in this round: its key decides nothing there
        return UNTOUCHED
    return PROPOSED
