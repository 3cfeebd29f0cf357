"""When a message may go out, and when it is tried again. Pure: local times in and out."""

from datetime import datetime, time, timedelta

QUIET_FROM, QUIET_UNTIL = time(21), time(7)
# What rings a phone stays silent at night; a letter does not ring.
RINGING = frozenset({"sms", "zalo"})
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
# A worker that has held a message for so long is dead.
CLAIM_LASTS = timedelta(minutes=10)


def allowed_from(channel: str, now: datetime) -> datetime:
    """The first moment at or after `now` at which this channel may be used."""
    if channel not in RINGING or QUIET_UNTIL <= now.time() < QUIET_FROM:
        return now
    morning = datetime.combine(now.date(), QUIET_UNTIL, now.tzinfo)
    return morning if now < morning else morning + timedelta(days=1)


def next_try(channel: str, tries: int, now: datetime) -> datetime | None:
    """After `tries` failures; None when enough was tried."""
    if tries > len(WAITS):
        return None
    return allowed_from(channel, now + WAITS[tries - 1])
