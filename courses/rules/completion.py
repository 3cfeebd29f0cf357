"""When a course is completed. Pure."""

from collections.abc import Collection, Sequence


def lessons_wanted(lessons: int, wanted: int | None) -> int:
    """How many lessons complete a course of `lessons`; all where the rule names no number."""
    return lessons if wanted is None else min(wanted, lessons)


def are_lessons_done(done: Collection[str], lessons: Sequence[str], wanted: int | None) -> bool:
    """`done` may name lessons that the version does not have: they do not count."""
    counted = sum(key in done for key in lessons)
    return counted >= lessons_wanted(len(lessons), wanted)


def is_completed(
    done: Collection[str],
    lessons: Sequence[str],
    wanted: int | None,
    *,
    asks_final_quiz: bool,
    has_passed: bool,
) -> bool:
    """Lessons done and, where the course asks for it, the final quiz passed."""
    return are_lessons_done(done, lessons, wanted) and (has_passed or not asks_final_quiz)


def next_lesson(done: Collection[str], lessons: Sequence[str], last: str = "") -> str | None:
    """Where to go on: the lesson one stopped in unless it is done, else the first undone behind it.

    Where nothing is left behind it, the first that was passed over; None when all are done.
    """
    start = lessons.index(last) if last in lessons else 0
    turned = [*lessons[start:], *lessons[:start]]
    return next((key for key in turned if key not in done), None)
