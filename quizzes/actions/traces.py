"""Forget where papers were taken from, once it can no longer matter."""

from datetime import datetime

from django.db.models import Q

from backend.common.origin import KEPT
from quizzes.models import Attempt

BATCH = 5000


def forget_traces(*, now: datetime) -> int:
    """Empty the traces of attempts older than 90 days; how many. Safe to repeat."""
    kept = ~Q(network="") | ~Q(device="")
    old = Attempt.objects.filter(kept, started_at__lt=now - KEPT).order_by("pk")
    forgotten = 0
    while batch := list(old.values_list("pk", flat=True)[:BATCH]):
        forgotten += Attempt.objects.filter(pk__in=batch).update(network="", device="")
    return forgotten
