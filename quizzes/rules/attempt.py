"""The life of an attempt. Pure: values in, values out; the caller brings the clock."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    EXPIRED = "expired"
    MARKING = "marking"
    SCORED = "scored"
    VOIDED = "voided"


# Everything that can ever happen to an attempt; what is not listed cannot.
NEXT_STATES: Mapping[State, frozenset[State]] = {
    State.IN_PROGRESS: frozenset({State.SUBMITTED, State.EXPIRED, State.VOIDED}),
    State.SUBMITTED: frozenset({State.MARKING, State.SCORED, State.VOIDED}),
    State.EXPIRED: frozenset({State.MARKING, State.SCORED, State.VOIDED}),
    State.MARKING: frozenset({State.SCORED, State.VOIDED}),
    State.SCORED: frozenset({State.VOIDED}),
    State.VOIDED: frozenset(),
}


def may_move(current: str, target: str) -> bool:
    return State(target) in NEXT_STATES[State(current)]


def deadline(started_at: datetime, time_limit: timedelta, round_closes_at: datetime) -> datetime:
    """The participant's own limit, cut short by the round's end."""
    return min(started_at + time_limit, round_closes_at)


def time_used(
    started_at: datetime,
    handed_in_at: datetime,
    deadline_at: datetime,
    paused_for: timedelta = timedelta(),
) -> timedelta:
    """Time on the paper, clipped to the deadline: the transport grace is never counted.

    Neither is a pause of the round; the deadline has moved by as much.
    """
    return max(timedelta(), min(handed_in_at, deadline_at) - started_at - paused_for)


def remaining_ms(deadline_at: datetime, now: datetime) -> int:
    return max(0, round((deadline_at - now).total_seconds() * 1000))
