"""When a course is completed, and what is still wanted. Pure.

A rule is a row of demands, and all of them have to be met.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

LESSONS, QUIZ_PERCENT, SESSIONS, FINAL_QUIZ = "lessons", "quiz_percent", "sessions", "final_quiz"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a course asks; None or False where it asks for no such thing.

    `lessons` is a number of lessons, `quiz_percent` of what all lessons' quizzes ask, `sessions`
    how many of the cohort's meetings.
    """

    lessons: int
    quiz_percent: int | None = None
    sessions: int | None = None
    final_quiz: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a learner has: lessons done, items of quizzes right and asked, meetings been to."""

    lessons: int = 0
    right: int = 0
    asked: int = 0
    sessions: int = 0
    has_passed: bool = False


@dataclass(frozen=True, slots=True)
class Demand:
    """One line of what a course asks; a final quiz wants one pass."""

    kind: str
    wanted: int
    reached: int

    @property
    def is_met(self) -> bool:
        return self.reached >= self.wanted


def demands(rule: Rule, shown: Shown) -> list[Demand]:
    """Everything that the rule asks, with what was reached of it; no more than was wanted."""
    found = [Demand(LESSONS, rule.lessons, min(shown.lessons, rule.lessons))]
    if rule.quiz_percent is not None:
        found.append(Demand(QUIZ_PERCENT, rule.quiz_percent, percent(shown.right, shown.asked)))
    if rule.sessions is not None:
        found.append(Demand(SESSIONS, rule.sessions, min(shown.sessions, rule.sessions)))
    if rule.final_quiz:
        found.append(Demand(FINAL_QUIZ, 1, int(shown.has_passed)))
    return found


def are_met(wanted: Iterable[Demand]) -> bool:
    return all(one.is_met for one in wanted)


def percent(right: int, asked: int) -> int:
    """Whole percents, rounded down; all of it where nothing is asked any more."""
    return right * 100 // asked if asked else 100


def lessons_wanted(lessons: int, wanted: int | None) -> int:
    """How many lessons complete a course of `lessons`; all where the rule names no number."""
    return lessons if wanted is None else min(wanted, lessons)


def are_lessons_done(done: Collection[str], lessons: Sequence[str], wanted: int | None) -> bool:
    """`done` may name lessons that the version does not have: they do not count."""
    counted = sum(key in done for key in lessons)
    return counted >= lessons_wanted(len(lessons), wanted)


def next_lesson(
    done: Collection[str],
    lessons: Sequence[str],
    last: str = "",
    closed: Collection[str] = (),
) -> str | None:
    """Where to go on: the lesson one stopped in unless it is done, else the first undone behind it.

    Where nothing is left behind it, the first that was passed over; None when all are done. What
    is still `closed` comes after everything that is open.
    """
    start = lessons.index(last) if last in lessons else 0
    undone = [key for key in (*lessons[start:], *lessons[:start]) if key not in done]
    return next((key for key in undone if key not in closed), next(iter(undone), None))
