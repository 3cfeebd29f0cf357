"""Where a person stands in a course."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone

from backend.accounts.models import User
from backend.certificates.models import Certificate
from backend.common.rows import Statement
from courses.enums import EnrolmentState
from courses.models import Cohort, Course, Enrolment, FinalQuiz, LessonProgress
from courses.queries.completion import Extras, extras_of, met_demands
from courses.queries.version import VersionOutline, read_outline
from courses.rules.completion import Demand, are_lessons_done, next_lesson
from courses.rules.evidence import WHOLE
from courses.rules.final_quiz import rests_until, tries_left
from courses.rules.lesson_order import closed_lessons

_OWN = """
    SELECT {enrolment}, {course}, {cohort} FROM courses_enrolment enrolment
    JOIN courses_course course ON course.id = enrolment.course_id
    LEFT JOIN courses_cohort cohort ON cohort.id = enrolment.cohort_id
    WHERE enrolment.person_id = %s AND course.slug = %s AND enrolment.state <> 'withdrawn'
"""
_TABLES: dict[str, type[Model]] = {"enrolment": Enrolment, "course": Course, "cohort": Cohort}
_FOUND = Statement(_OWN, _TABLES)
_HELD = Statement(f"{_OWN} FOR UPDATE OF enrolment", _TABLES)
_PROGRESS = Statement(
    "SELECT {one} FROM courses_lessonprogress one WHERE enrolment_id = %s AND lesson = %s",
    {"one": LessonProgress},
)
_SHARES = """
    SELECT enrolment_id, lesson, share, done_at IS NOT NULL FROM courses_lessonprogress
    WHERE enrolment_id = ANY(%s)
"""
_QUIZZES = Statement(
    "SELECT {one} FROM courses_finalquiz one WHERE enrolment_id = ANY(%s) ORDER BY number",
    {"one": FinalQuiz},
    left_out=("answers",),
)


def enrolments_of(person: User) -> QuerySet[Enrolment]:
    """The person's enrolments, those withdrawn left out."""
    return Enrolment.objects.filter(person=person).exclude(state=EnrolmentState.WITHDRAWN)


def find_enrolment(person: User | None, slug: str) -> Enrolment | None:
    """The person's enrolment in a course, or None; it knows course, cohort and person."""
    return None if person is None else _enrolment(_FOUND, person, slug)


def find_held_enrolment(person: User, slug: str) -> Enrolment | None:
    """The same, locked until the transaction ends."""
    return _enrolment(_HELD, person, slug)


def _enrolment(statement: Statement, person: User, slug: str) -> Enrolment | None:
    row = statement.first(person.pk, slug)
    if row is None:
        return None
    enrolment, course, cohort = row
    assert isinstance(enrolment, Enrolment)
    enrolment.person, enrolment.course, enrolment.cohort = person, course, cohort
    return enrolment


def find_progress(enrolment: Enrolment, lesson: str) -> LessonProgress | None:
    """What the enrolment has shown of a lesson, or None where that is nothing yet."""
    row = _PROGRESS.first(enrolment.pk, lesson)
    return cast(LessonProgress, row[0]) if row else None


def done_lessons(enrolment: Enrolment) -> set[str]:
    """The keys of the lessons that are done."""
    done = LessonProgress.objects.filter(enrolment=enrolment, done_at__isnull=False)
    return set(done.values_list("lesson", flat=True))


def whole_lessons(enrolment: Enrolment) -> list[str]:
    """The keys of those that were seen as a whole and are not done, because they were closed."""
    found = LessonProgress.objects.filter(enrolment=enrolment, done_at=None, share=WHOLE)
    return list(found.order_by("pk").values_list("lesson", flat=True))


def certificate_source(enrolment: Enrolment) -> str:
    """What a certificate of completing the course is issued for."""
    return f"course:{enrolment.course.uuid}:person:{enrolment.person_id}"


@dataclass(frozen=True, slots=True)
class OwnLesson:
    """How far one came in a lesson; `share` in thousandths."""

    share: int = 0
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """How far somebody came in a course."""

    enrolment: Enrolment
    outline: VersionOutline
    lessons: Mapping[str, OwnLesson]
    extras: Extras
    quizzes: list[FinalQuiz] = field(default_factory=list)
    certificate: Certificate | None = None

    @property
    def done(self) -> set[str]:
        return {key for key, one in self.lessons.items() if one.is_done}

    @property
    def next_lesson(self) -> str | None:
        last = self.enrolment.place.partition("#")[0]
        return next_lesson(self.done, self.outline.keys, last, self.closed)

    @property
    def closed(self) -> set[str]:
        """The lessons that wait for others."""
        return closed_lessons(self.outline.before, self.done)

    @property
    def demands(self) -> list[Demand]:
        """All that completes the course, and how much of it is met."""
        passed = any(quiz.is_passed for quiz in self.quizzes)
        return met_demands(self.enrolment, self.done, has_passed=passed, known=self.extras)

    @property
    def share(self) -> int:
        """Of all lessons, in thousandths."""
        keys = self.outline.keys
        return sum(self.lessons.get(key, OwnLesson()).share for key in keys) // len(keys)

    @property
    def are_lessons_done(self) -> bool:
        return are_lessons_done(self.done, self.outline.keys, self.outline.wanted)


def own_courses(enrolments: Iterable[Enrolment]) -> list[OwnCourse]:
    """By three queries, however many there are, and two where a rule asks for more; each knows
    its course."""
    some = list(enrolments)
    extras = extras_of(some)
    lessons: dict[int, dict[str, OwnLesson]] = {one.pk: {} for one in some}
    with connection.cursor() as cursor:
        cursor.execute(_SHARES, [list(lessons)])
        for pk, key, share, is_done in cursor.fetchall():
            lessons[pk][key] = OwnLesson(WHOLE if is_done else share, is_done)
    certificates = _certificates(some)
    own = [
        OwnCourse(
            one,
            read_outline(one.version_id),
            lessons[one.pk],
            extras,
            certificate=certificates.get(one.pk),
        )
        for one in some
    ]
    _add_quizzes(own)
    return own


def _add_quizzes(own: Iterable[OwnCourse]) -> None:
    """Nobody has begun a final quiz before the lessons were done."""
    may_have = {
        one.enrolment.pk: one for one in own if one.outline.final_quiz and one.are_lessons_done
    }
    for (quiz,) in _QUIZZES.all(list(may_have)) if may_have else ():
        may_have[quiz.enrolment_id].quizzes.append(quiz)


def _certificates(enrolments: Iterable[Enrolment]) -> dict[int, Certificate]:
    sources = {certificate_source(one): one.pk for one in enrolments if one.completed_at}
    if not sources:
        return {}
    standing = Certificate.objects.filter(source__in=sources, revoked_at=None)
    return {sources[one.source]: one for one in standing}


def final_quiz_state(own: OwnCourse, now: datetime) -> dict[str, Any] | None:
    """What may be done about the final quiz; None where the course has none."""
    rule = own.outline.final_quiz
    if rule is None:
        return None
    left = tries_left(begun_today(own.quizzes, now), rule["attempts_per_day"])
    handed_in = [quiz for quiz in own.quizzes if quiz.handed_in_at is not None]
    is_open = len(handed_in) < len(own.quizzes)
    rests = resting_until(own, now)
    best = max((_percent(quiz) for quiz in handed_in), default=None)
    return {
        "is_open": is_open,
        "is_passed": any(quiz.is_passed for quiz in handed_in),
        "may_begin": own.are_lessons_done and (is_open or (left > 0 and rests is None)),
        "tries_left_today": left,
        "rests_until": rests,
        "best_percent": best,
    }


def resting_until(own: OwnCourse, now: datetime) -> datetime | None:
    """When the next try may begin, where that is not yet; None where nothing has to be waited
    for, or the quiz was passed."""
    rule = own.outline.final_quiz
    if rule is None or any(quiz.is_passed for quiz in own.quizzes):
        return None
    last = max((quiz.handed_in_at for quiz in own.quizzes if quiz.handed_in_at), default=None)
    until = rests_until(last, rule.get("cool_down_hours", 0))
    return until if until is not None and until > now else None


def begun_today(quizzes: Iterable[FinalQuiz], now: datetime) -> int:
    """How many were begun on this day, by Vietnam's clock."""
    today = timezone.localdate(now)
    return sum(timezone.localdate(quiz.began_at) == today for quiz in quizzes)


def _percent(quiz: FinalQuiz) -> int:
    return (quiz.right or 0) * 100 // max(1, len(quiz.versions))
