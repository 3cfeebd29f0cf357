"""Who may start, and how often. Days are the contest's own calendar days."""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo


def age_on(birth_date: date, today: date) -> int:
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (not had_birthday)


def attempts_left(
    started: Iterable[datetime], per_day: int | None, now: datetime, zone: tzinfo
) -> int | None:
    """How many attempts may still be started on the day of `now` in `zone`; None: no limit."""
    if per_day is None:
        return None
    today = now.astimezone(zone).date()
    used = sum(1 for moment in started if moment.astimezone(zone).date() == today)
    return max(0, per_day - used)
