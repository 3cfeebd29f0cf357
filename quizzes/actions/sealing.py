"""Seal attempts whose time is over, without their phones."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from quizzes.enums import AttemptState
from quizzes.models import Attempt


@transaction.atomic
def seal_due_attempts(*, now: datetime, limit: int = 1000) -> int:
    """Expire up to `limit` attempts past their deadline and grace; how many there were."""
    due = (
        Attempt.objects.select_for_update(skip_locked=True)
        .filter(state=AttemptState.IN_PROGRESS, sealed_after__lt=now, paused_at__isnull=True)
        .order_by("sealed_after")
        .values_list("pk", flat=True)[:limit]
    )
    return Attempt.objects.filter(pk__in=list(due)).update(
        state=AttemptState.EXPIRED, handed_in_at=F("deadline_at")
    )
