"""Setting up, changing and removing cohorts."""

import pytest
from django.utils import timezone

from courses.actions.cohort import NewCohort, change_cohort, create_cohort, remove_cohort
from courses.cohort_errors import CohortInUse, CourseNotReady, PlacesTaken
from courses.enums import EnrolmentState
from courses.models import Cohort
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import CohortFactory, CourseFactory, EnrolmentFactory
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def new_cohort(**fields):
    day = timezone.localdate()
    wish = {"title": "Lớp cán bộ xã", "opens_on": day, "closes_on": day}
    return NewCohort(organisation=OrganisationFactory(), **{**wish, **fields})


def test_cohort_begins_with_the_newest_version():
    course, trainer = CourseFactory(), UserFactory()

    cohort = create_cohort(new_cohort(course=course, trainers=[trainer]), actor=trainer, now=NOW)

    assert cohort.version == course.current
    assert list(cohort.trainers.all()) == [trainer]
    assert len(cohort.code) == 6


def test_course_without_a_version_has_no_cohort():
    course = CourseFactory()
    course.current = None
    course.save()

    with pytest.raises(CourseNotReady):
        create_cohort(new_cohort(course=course), actor=UserFactory(), now=NOW)

    assert not Cohort.objects.exists()


def test_more_places_let_those_who_wait_come_in():
    cohort = CohortFactory(capacity=1)
    EnrolmentFactory(cohort=cohort)
    waits = EnrolmentFactory.create_batch(2, cohort=cohort, state=EnrolmentState.WAITING)

    change_cohort(cohort.pk, {"capacity": 2}, actor=UserFactory(), now=NOW)

    for one in waits:
        one.refresh_from_db()
    assert [one.state for one in waits] == ["active", "waiting"]


def test_places_are_never_fewer_than_people():
    cohort = CohortFactory(capacity=2)
    EnrolmentFactory.create_batch(2, cohort=cohort)

    with pytest.raises(PlacesTaken):
        change_cohort(cohort.pk, {"capacity": 1}, actor=UserFactory(), now=NOW)

    cohort.refresh_from_db()
    assert cohort.capacity == 2


def test_cohort_with_people_stays():
    cohort = EnrolmentFactory().cohort

    with pytest.raises(CohortInUse):
        remove_cohort(cohort.pk, actor=UserFactory(), now=NOW)

    assert Cohort.objects.filter(pk=cohort.pk).exists()


def test_empty_cohort_goes():
    cohort = CohortFactory()

    remove_cohort(cohort.pk, actor=UserFactory(), now=NOW)

    assert not Cohort.objects.exists()
