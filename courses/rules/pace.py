"""Whether a learner keeps up. Pure: days and numbers in, a verdict out."""

from datetime import date, timedelta
from math import ceil, floor

QUIET_FOR = timedelta(days=7)
# How far behind the plan is no trouble yet: a tenth of the lessons, one at least.
SLACK = 0.1


def lessons_by_now(total: int, opens_on: date, due_on: date, today: date) -> int:
    """How many lessons an even pace has done by the end of the day before."""
    whole = (due_on - opens_on).days + 1
    gone = min(max((today - opens_on).days, 0), whole)
    return floor(total * gone / whole) if whole > 0 else total


def fewest_lessons(total: int, opens_on: date, due_on: date, today: date) -> int:
    """Whoever has done fewer is behind the plan."""
    slack = max(1, ceil(total * SLACK))
    return max(0, lessons_by_now(total, opens_on, due_on, today) - slack)
