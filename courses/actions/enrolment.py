"""Begin a course by oneself, go back to it, or leave it."""

from datetime import datetime

from django.db import transaction

from backend.accounts.models import User
from backend.common import audit
from backend.common.errors import NotVisible
from backend.organisations.queries.membership import own_organisation
from courses.enums import CourseStatus, EnrolmentState
from courses.errors import (
    CourseCompleted,
    CourseNotOpen,
    CoursesFirst,
    EnrolmentWaiting,
    InCohort,
    NotEnrolled,
)
from courses.models import Course, Enrolment
from courses.queries.enrolment import enrolments_of, find_held_enrolment
from courses.queries.prerequisite import missing_courses


@transaction.atomic
def enrol(person: User, slug: str, *, now: datetime) -> tuple[Enrolment, bool]:
    """The person's enrolment, and whether it is new. Safe to repeat.

    Who left and comes back goes on with what they have shown. Raises NotVisible, CourseNotOpen,
    CoursesFirst.
    """
    User.objects.select_for_update(no_key=True).only("pk").get(pk=person.pk)
    course = Course.objects.filter(slug=slug, current__isnull=False).first()
    if course is None:
        raise NotVisible
    found = enrolments_of(person).filter(course=course).first()
    if found is not None:
        return found, False
    if course.status == CourseStatus.RETIRED:
        raise CourseNotOpen
    assert course.current_id is not None
    if missing := missing_courses(course.current_id, person):
        raise CoursesFirst(courses=missing)
    enrolment = Enrolment.objects.filter(
        person=person, course=course, cohort=None, state=EnrolmentState.WITHDRAWN
    ).last()
    if enrolment is None:
        enrolment = Enrolment(
            person=person,
            course=course,
            version=course.current,
            organisation=own_organisation(person),
            enrolled_at=now,
        )
    enrolment.state = EnrolmentState.ACTIVE
    enrolment.save()
    _record("enrolment.began", enrolment, now)
    return enrolment, True


@transaction.atomic
def withdraw(person: User, slug: str, *, now: datetime) -> None:
    """Leave a course that one began by oneself; what was shown is kept. Safe to repeat.

    Raises CourseCompleted, InCohort.
    """
    enrolment = find_held_enrolment(person, slug)
    if enrolment is None:
        return
    if enrolment.completed_at is not None:
        raise CourseCompleted
    if enrolment.cohort_id is not None:
        raise InCohort
    enrolment.state = EnrolmentState.WITHDRAWN
    enrolment.save(update_fields=["state"])
    _record("enrolment.withdrawn", enrolment, now)


def held_enrolment(person: User, slug: str) -> Enrolment:
    """The person's enrolment, locked, to learn with. Raises NotEnrolled, EnrolmentWaiting."""
    enrolment = find_held_enrolment(person, slug)
    if enrolment is None:
        if not Course.objects.filter(slug=slug, current__isnull=False).exists():
            raise NotVisible
        raise NotEnrolled
    if enrolment.state == EnrolmentState.WAITING:
        raise EnrolmentWaiting
    return enrolment


def _record(action: str, enrolment: Enrolment, now: datetime) -> None:
    audit.record(
        action,
        f"enrolment:{enrolment.uuid}",
        actor=enrolment.person.uuid,
        now=now,
        course=enrolment.course.slug,
    )
