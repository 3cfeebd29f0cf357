"""Time that was given beyond the rulebook's."""

from datetime import timedelta

from django.db.models import Sum

from quizzes.models import Extension


def extra_time_of(round_id: int, participant_id: int) -> timedelta:
    """What one person was given in a round, all together."""
    own = Extension.objects.filter(round_id=round_id, participant_id=participant_id)
    found: timedelta | None = own.aggregate(added=Sum("added"))["added"]
    return found or timedelta()
