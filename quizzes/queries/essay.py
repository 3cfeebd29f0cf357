"""Essays as scoring and their markers see them."""

from collections.abc import Iterable

from quizzes.models import Essay


def essay_marks(attempt_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """By attempt, what its settled essays earned: {slot: points}."""
    found: dict[int, dict[int, int]] = {}
    rows = Essay.objects.filter(attempt_id__in=list(attempt_ids), settled_at__isnull=False)
    for attempt_id, slot, points in rows.values_list("attempt_id", "slot", "points"):
        found.setdefault(attempt_id, {})[slot] = points or 0
    return found
