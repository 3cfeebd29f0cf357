"""Which reminder a day asks for. Pure."""

from datetime import date, datetime, time, timedelta

# Reminders are written by day; what is due is told three days before and on the day itself.
DAYS_BEFORE = (3, 0)
FROM, UNTIL = time(7), time(20)


def is_time_to_remind(now: datetime) -> bool:
    """`now` in local time."""
    return FROM <= now.time() < UNTIL


def days_to_tell(today: date) -> list[tuple[int, date]]:
    """(days left, the due day that is so far away)."""
    return [(days, today + timedelta(days=days)) for days in DAYS_BEFORE]
