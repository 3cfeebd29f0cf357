"""The last changes of many items together."""

from typing import Any, Final

from quizzes.models import BulkChange
from quizzes.queries.item import person

MOST: Final = 20
FEW: Final = 3
"""Codes that a list tells."""


def latest_bulk_changes() -> list[dict[str, Any]]:
    """The newest first."""
    changes = BulkChange.objects.select_related("by")
    return [told_bulk_change(one) for one in changes[:MOST]]


def told_bulk_change(change: BulkChange) -> dict[str, Any]:
    """A change as those who work on the bank read it."""
    codes = sorted(change.before)
    return {
        "uuid": change.uuid,
        "by": person(change.by),
        "at": change.at,
        "traits": change.traits,
        "items": len(codes),
        "codes": codes[:FEW],
        "undone_at": change.undone_at,
    }
