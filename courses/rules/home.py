"""What somebody should do next, the most pressing first. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST = 6
SOON = timedelta(days=3)
A_DAY = timedelta(days=1)
FAR = timedelta(days=36_500)

KINDS = (
    "paper",
    "session",
    "prize",
    "work",
    "certificate",
    "notice",
    "message",
    "round",
    "lesson",
    "final_quiz",
    "review",
    "assessment",
)
# A paper's clock runs; whatever has an hour of its own comes before what can be done any day.
_PRESSING = (
    "paper",
    "session",
    "due_lesson",
    "closing_round",
    "prize",
    "work",
    "certificate",
    "notice",
    "message",
    "round",
    "lesson",
    "final_quiz",
    "review",
    "assessment",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `at`: when it starts, closes or should be done; `count`: how many."""

    kind: str
    title: str = ""
    detail: str = ""
    slug: str = ""
    key: str = ""
    at: datetime | None = None
    count: int | None = None


def in_order(steps: Iterable[Step], now: datetime) -> list[Step]:
    """At most MOST of them; which of two equal ones comes first, their hour says."""
    return sorted(steps, key=lambda step: _urgency(step, now))[:MOST]


def _urgency(step: Step, now: datetime) -> tuple[int, timedelta]:
    left = step.at - now if step.at else FAR
    kind = step.kind
    if kind in ("lesson", "final_quiz") and left <= SOON:
        kind = "due_lesson"
    if kind == "round" and left <= A_DAY:
        kind = "closing_round"
    return _PRESSING.index(kind), left
