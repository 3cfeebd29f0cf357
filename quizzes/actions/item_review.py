"""Judge an item: approve or return a version, take an item out of use and back, talk about it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.common.errors import NotVisible
from quizzes.actions.item import locked_item, record_item
from quizzes.enums import ItemStatus, Verdict
from quizzes.item_errors import CommentNeeded, GradeTooLow, ItemStepRefused, OwnItem
from quizzes.models import Item, ItemComment, ItemReview
from quizzes.rules.item_life import (
    APPROVE,
    RETIRE,
    RETURN,
    is_good_enough,
    may_judge,
    next_status,
    status_after_restoring,
)


@transaction.atomic
def review_item(
    code: str, number: int, verdict: Verdict, comment: str, *, actor: User, now: datetime
) -> ItemReview:
    """Approve or return the version that was read. Whoever typed in it may not."""
    item = locked_item(code)
    is_approval = verdict == Verdict.APPROVED
    status = next_status(item.status, APPROVE if is_approval else RETURN)
    version = item.newest
    if status is None or version is None or version.number != number:
        raise ItemStepRefused
    if not may_judge(actor.pk, version.writers):
        raise OwnItem
    if is_approval and not is_good_enough(item.use, item.grade):
        raise GradeTooLow
    if not is_approval and not comment.strip():
        raise CommentNeeded
    review = ItemReview.objects.create(
        version=version, reviewer=actor, verdict=verdict, comment=comment.strip(), at=now
    )
    item.status, item.updated_at = status, now
    if is_approval:
        item.current = version
    item.save(update_fields=["status", "current", "updated_at"])
    record_item(item, str(verdict), actor, now, version=number)
    return review


@transaction.atomic
def retire_item(code: str, reason: str, *, actor: User, now: datetime) -> Item:
    """Take it out of use; contests that pinned it keep it."""
    item = locked_item(code)
    status = next_status(item.status, RETIRE)
    if status is None:
        raise ItemStepRefused
    item.status, item.updated_at = status, now
    item.save(update_fields=["status", "updated_at"])
    record_item(item, "retired", actor, now, reason=reason)
    return item


@transaction.atomic
def restore_item(code: str, *, actor: User, now: datetime) -> Item:
    """Bring a retired item back to where its newest version had come."""
    item = locked_item(code)
    if item.status != ItemStatus.RETIRED:
        raise ItemStepRefused
    item.status, item.updated_at = _status_of_newest(item), now
    if item.current is not None and not is_good_enough(item.use, item.grade):
        raise GradeTooLow
    item.save(update_fields=["status", "updated_at"])
    record_item(item, "restored", actor, now, status=item.status)
    return item


def _status_of_newest(item: Item) -> str:
    if item.newest is None:
        return ItemStatus.DRAFT
    if item.newest_id == item.current_id:
        return ItemStatus.APPROVED
    last = item.newest.reviews.order_by("-at", "-pk").first()
    return status_after_restoring(last.verdict if last else None)


@transaction.atomic
def comment_on(code: str, text: str, *, actor: User, now: datetime) -> ItemComment:
    item = locked_item(code)
    return ItemComment.objects.create(item=item, author=actor, text=text, at=now)


@transaction.atomic
def settle_comment(code: str, uuid: UUID, *, actor: User, now: datetime) -> ItemComment:
    """Whoever sees that it is done says so. Safe to repeat."""
    comment = (
        ItemComment.objects.select_for_update(of=("self",))
        .filter(item__code=code, uuid=uuid)
        .first()
    )
    if comment is None:
        raise NotVisible
    if comment.settled_at is None:
        comment.settled_at, comment.settled_by = now, actor
        comment.save(update_fields=["settled_at", "settled_by"])
    return comment
