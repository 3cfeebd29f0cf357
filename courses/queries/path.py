"""Learning paths, and how far somebody has come on one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.db.models import Count, Q

from backend.accounts.models import User
from courses.formats.path_file import (
    AssessmentStep,
    CourseStep,
    LearningPath,
    LessonStep,
    PracticeStep,
    read_paths,
)
from courses.models import Course
from courses.queries.assessment import assessments_of
from courses.queries.course import open_courses
from courses.queries.enrolment import OwnCourse, OwnLesson, enrolments_of, own_courses
from courses.queries.version import VersionOutline, read_outline
from courses.rules.evidence import WHOLE
from quizzes.models import PracticeCard, Topic

_FOLDER = Path(__file__).parents[1] / "content" / "paths"


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step as a person meets it; `share` in thousandths of what it asks."""

    kind: str
    title: str
    why: str
    slug: str = ""
    lesson: str = ""
    minutes: int = 0
    share: int = 0

    @property
    def is_done(self) -> bool:
        return self.share >= WHOLE

    @property
    def percent(self) -> int:
        return self.share // 10

    @property
    def is_begun(self) -> bool:
        return 0 < self.share < WHOLE


@dataclass(slots=True)
class _Known:
    """What the steps are looked up in."""

    courses: Mapping[str, Course] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, OwnCourse] = field(default_factory=dict)
    mastered: Mapping[str, int] = field(default_factory=dict)
    is_assessed: bool = False


@lru_cache(maxsize=1)
def learning_paths() -> tuple[LearningPath, ...]:
    """The files, read once a process."""
    return tuple(read_paths(_FOLDER))


def find_path(slug: str) -> LearningPath | None:
    return next((one for one in learning_paths() if one.slug == slug), None)


def path_steps(path: LearningPath, person: User | None) -> list[PathStep]:
    """The steps that may be taken now, by at most eight queries.

    A course that is not open or lost the lesson, and a topic that is gone, are left out.
    """
    known = _known(path, person)
    found = [_step(step, known) for step in path.steps]
    return [step for step in found if step is not None]


def _known(path: LearningPath, person: User | None) -> _Known:
    slugs = {one.course for one in path.steps if isinstance(one, CourseStep | LessonStep)}
    codes = {one.topic for one in path.steps if isinstance(one, PracticeStep)}
    known = _Known(
        courses={one.slug: one for one in open_courses().filter(slug__in=slugs)},
        topics=dict(Topic.objects.filter(code__in=codes).values_list("code", "name")),
    )
    if person is not None:
        enrolments = enrolments_of(person).filter(course__slug__in=slugs)
        mine = own_courses(enrolments.select_related("course", "cohort"))
        known.own = {one.enrolment.course.slug: one for one in mine}
        known.mastered = _mastered(person, codes)
        known.is_assessed = assessments_of(person).filter(finished_at__isnull=False).exists()
    return known


def _mastered(person: User, codes: set[str]) -> dict[str, int]:
    rows = (
        PracticeCard.objects.filter(person=person, item__topic__code__in=codes)
        .values("item__topic__code")
        .annotate(known=Count("pk", filter=Q(is_mastered=True)))
    )
    return {row["item__topic__code"]: row["known"] for row in rows}


def _step(
    step: AssessmentStep | CourseStep | LessonStep | PracticeStep, known: _Known
) -> PathStep | None:
    if isinstance(step, AssessmentStep):
        share = WHOLE if known.is_assessed else 0
        return PathStep(step.kind, "", step.why, share=share)
    if isinstance(step, PracticeStep):
        return _practice(step, known)
    own, course = known.own.get(step.course), known.courses.get(step.course)
    if own is None and course is None:
        return None
    version = own.enrolment.version_id if own else course.current_id if course else None
    assert version is not None
    outline = read_outline(version)
    if isinstance(step, LessonStep):
        return _lesson(step, outline, own)
    share = own.share if own else 0
    if own is not None:
        # Every lesson done is not the whole of it: the final quiz is part of the course.
        share = WHOLE if own.enrolment.completed_at else min(share, WHOLE - 1)
    title, minutes = outline.document["title"], outline.minutes
    return PathStep(step.kind, title, step.why, step.course, minutes=minutes, share=share)


def _lesson(step: LessonStep, outline: VersionOutline, own: OwnCourse | None) -> PathStep | None:
    head = outline.lessons.get(step.lesson)
    if head is None:
        return None
    share = own.lessons.get(step.lesson, OwnLesson()).share if own else 0
    return PathStep(step.kind, head.title, step.why, step.course, step.lesson, head.minutes, share)


def _practice(step: PracticeStep, known: _Known) -> PathStep | None:
    name = known.topics.get(step.topic)
    if name is None:
        return None
    share = min(WHOLE, known.mastered.get(step.topic, 0) * WHOLE // step.mastered)
    return PathStep(step.kind, name, step.why, step.topic, share=share)
