"""What a learner may be glad of: weeks of learning in a row, and badges for what was done. Pure.

Weeks, not days: one learns when there is time. A week without learning costs nothing; the count
begins anew, and nobody is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

FIRST_LESSON, FIRST_COURSE = "first_lesson", "first_course"
FIRST_TRY, HELPED = "first_try", "helped"
KINDS = (FIRST_LESSON, FIRST_COURSE, FIRST_TRY, HELPED)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Badge:
    """`title` names the lesson, the course or the module; `course` is an address."""

    kind: str
    title: str
    course: str
    earned_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in a quiz of a lesson."""

    lesson: str
    item: int
    is_right: bool


def weeks_in_a_row(days: Iterable[date], today: date) -> int:
    """How many weeks, Monday to Sunday, have a day of learning, without a gap up to now.

    The week that is running counts as soon as there is one, and is no gap before.
    """
    weeks = {_monday(day) for day in days}
    week = _monday(today)
    if week not in weeks:
        week -= A_WEEK
    many = 0
    while week in weeks:
        many, week = many + 1, week - A_WEEK
    return many


def was_first_try(
    lessons: Sequence[str], done: Mapping[str, datetime], answers: Iterable[Answer]
) -> datetime | None:
    """When the last lesson of a module was done, if every question in it was right at once.

    `answers` in the order they were given. None where a lesson is not done, nothing was asked, or
    a first answer was wrong.
    """
    if not lessons or any(lesson not in done for lesson in lessons):
        return None
    first: dict[tuple[str, int], bool] = {}
    for one in answers:
        if one.lesson in lessons:
            first.setdefault((one.lesson, one.item), one.is_right)
    if not first or not all(first.values()):
        return None
    return max(done[lesson] for lesson in lessons)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
