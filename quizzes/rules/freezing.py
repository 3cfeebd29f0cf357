"""When the public board stands still. Pure: the caller brings the clock."""

from datetime import datetime, timedelta


def frozen_since(
    *,
    by_hand: datetime | None,
    closes_at: datetime,
    before_close: timedelta,
    now: datetime,
) -> datetime | None:
    """The instant at which the board stopped, or None while it moves.

    It stops `before_close` the end of the round (not at all where that is zero), or earlier by
    an organiser's hand.
    """
    by_rule = closes_at - before_close if before_close else None
    return min((at for at in (by_hand, by_rule) if at is not None and at <= now), default=None)
