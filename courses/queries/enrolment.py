"""Where a person stands in a course."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from backend.accounts.models import User
from backend.certificates.models import Certificate
from courses.enums import EnrolmentState
from courses.models import Enrolment, FinalQuiz, LessonProgress
from courses.queries.version import VersionOutline, outline_of
from courses.rules.completion import are_lessons_done, next_lesson
from courses.rules.evidence import WHOLE
from courses.rules.final_quiz import tries_left

DONE = "is_done"


def enrolments_of(person: User) -> QuerySet[Enrolment]:
    """The person's enrolments, those withdrawn left out."""
    return Enrolment.objects.filter(person=person).exclude(state=EnrolmentState.WITHDRAWN)


def find_enrolment(person: User | None, slug: str) -> Enrolment | None:
    """The person's enrolment in a course, or None."""
    if person is None:
        return None
    found = enrolments_of(person).filter(course__slug=slug).select_related("course", "cohort")
    return found.first()


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
    quizzes: list[FinalQuiz] = field(default_factory=list)
    certificate: Certificate | None = None

    @property
    def done(self) -> set[str]:
        return {key for key, one in self.lessons.items() if one.is_done}

    @property
    def next_lesson(self) -> str | None:
        return next_lesson(self.done, self.outline.keys, self.enrolment.place.partition("#")[0])

    @property
    def share(self) -> int:
        """Of all lessons, in thousandths."""
        keys = self.outline.keys
        return sum(self.lessons.get(key, OwnLesson()).share for key in keys) // len(keys)

    @property
    def are_lessons_done(self) -> bool:
        return are_lessons_done(self.done, self.outline.keys, self.outline.wanted)


def own_courses(enrolments: Iterable[Enrolment]) -> list[OwnCourse]:
    """By five queries at most, however many there are; each knows its course."""
    some = list(enrolments)
    lessons: dict[int, dict[str, OwnLesson]] = {one.pk: {} for one in some}
    rows = LessonProgress.objects.filter(enrolment__in=lessons)
    for pk, key, share, done_at in rows.values_list("enrolment", "lesson", "share", "done_at"):
        lessons[pk][key] = OwnLesson(WHOLE if done_at else share, done_at is not None)
    quizzes: dict[int, list[FinalQuiz]] = {one.pk: [] for one in some}
    for quiz in FinalQuiz.objects.filter(enrolment__in=lessons).order_by("number"):
        quizzes[quiz.enrolment_id].append(quiz)
    sources = {certificate_source(one): one.pk for one in some if one.completed_at}
    certificates = {
        sources[one.source]: one
        for one in Certificate.objects.filter(source__in=sources, revoked_at=None)
    }
    return [
        OwnCourse(
            one,
            outline_of(one.version_id),
            lessons[one.pk],
            quizzes[one.pk],
            certificates.get(one.pk),
        )
        for one in some
    ]


def final_quiz_state(own: OwnCourse, now: datetime) -> dict[str, Any] | None:
    """What may be done about the final quiz; None where the course has none."""
    rule = own.outline.final_quiz
    if rule is None:
        return None
    left = tries_left(begun_today(own.quizzes, now), rule["attempts_per_day"])
    handed_in = [quiz for quiz in own.quizzes if quiz.handed_in_at is not None]
    is_open = len(handed_in) < len(own.quizzes)
    best = max((_percent(quiz) for quiz in handed_in), default=None)
    return {
        "is_open": is_open,
        "is_passed": any(quiz.is_passed for quiz in handed_in),
        "may_begin": own.are_lessons_done and (is_open or left > 0),
        "tries_left_today": left,
        "best_percent": best,
    }


def begun_today(quizzes: Iterable[FinalQuiz], now: datetime) -> int:
    """How many were begun on this day, by Vietnam's clock."""
    today = timezone.localdate(now)
    return sum(timezone.localdate(quiz.began_at) == today for quiz in quizzes)


def _percent(quiz: FinalQuiz) -> int:
    return (quiz.right or 0) * 100 // max(1, len(quiz.versions))
