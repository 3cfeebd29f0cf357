"""Note that somebody has read what they were told."""

from datetime import datetime

from backend.accounts.models import User
from quizzes.models import Notice


def read_notices(user: User, *, now: datetime) -> None:
    """Safe to repeat: the first reading counts."""
    Notice.objects.filter(participant__user=user, read_at=None).update(read_at=now)
