"""Courses with a version, cohorts, and people in them."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from courses.enums import CourseStatus
from courses.models import Cohort, Course, CourseVersion, Enrolment, LessonVersion
from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory

LESSON = {
    "title": "Bài",
    "summary": "Một câu.",
    "minutes": 5,
    "competences": [],
    "sources": [],
    "parts": [{"key": "text-1", "kind": "text", "markup": "<p>Một.</p>"}],
}


class CourseFactory(factory.django.DjangoModelFactory[Course]):
    """A published course of `lessons` lessons named bai-1, bai-2, …"""

    class Meta:
        model = Course
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"khoa-{number}")
    title = factory.Sequence(lambda number: f"Khóa học {number}")
    status = CourseStatus.PUBLISHED

    @classmethod
    def _create(cls, model_class: type[Course], *args: Any, **fields: Any) -> Course:
        lessons = fields.pop("lessons", 4)
        course = model_class.objects.create(**fields)
        course.current = make_version(course, lessons)
        course.save(update_fields=["current"])
        return course


def make_version(course: Course, lessons: int = 4) -> CourseVersion:
    """The next version: an outline of one module."""
    keys = [f"bai-{number}" for number in range(1, lessons + 1)]
    version = CourseVersion.objects.create(
        course=course,
        number=course.versions.count() + 1,
        outline={
            "title": course.title,
            "summary": "Để thử.",
            "about": "",
            "audience": [],
            "competences": [],
            "completion": {"lessons": None, "final_quiz": None},
            "modules": [{"key": "phan-1", "title": "Phần 1", "summary": "", "lessons": keys}],
        },
        digest="0" * 64,
    )
    version.lessons.set(
        LessonVersion.objects.get_or_create(
            course=course,
            key=key,
            defaults={"title": f"Bài {number}", "document": LESSON, "digest": key},
        )[0]
        for number, key in enumerate(keys, start=1)
    )
    return version


class CohortFactory(factory.django.DjangoModelFactory[Cohort]):
    """A cohort that runs now, entered by code."""

    class Meta:
        model = Cohort
        skip_postgeneration_save = True

    course = factory.SubFactory(CourseFactory)
    version = factory.LazyAttribute(lambda made: made.course.current)
    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda number: f"Lớp {number}")
    opens_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=20))
    entry = "code"
    code = factory.Sequence(lambda number: f"LOP{number:03}")

    @factory.post_generation
    def trainers(self: Any, create: bool, people: Any, **_more: Any) -> None:
        if people:
            self.trainers.set(people)


class EnrolmentFactory(factory.django.DjangoModelFactory[Enrolment]):
    """Somebody who learns in a cohort."""

    class Meta:
        model = Enrolment

    cohort = factory.SubFactory(CohortFactory)
    course = factory.LazyAttribute(lambda made: made.cohort.course)
    version = factory.LazyAttribute(lambda made: made.cohort.version)
    person = factory.SubFactory(UserFactory)
    enrolled_at = factory.LazyFunction(timezone.now)
