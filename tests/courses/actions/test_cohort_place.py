"""Places of a cohort: who comes in, who waits, who follows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from backend.common.models import AuditEntry
from courses.actions.cohort_place import (
    Person,
    extend_due,
    join_cohort,
    leave_cohort,
    seat,
    withdraw_person,
)
from courses.cohort_errors import CohortFull, CohortOver, EntryClosed, InOtherCohort
from courses.enums import EnrolmentState
from courses.models import Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import CohortFactory, EnrolmentFactory
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_joining_twice_is_one_enrolment():
    cohort = CohortFactory()
    own = MembershipFactory()

    first = join_cohort(cohort.code.lower(), own.user, now=NOW)
    second = join_cohort(cohort.code, own.user, now=NOW + timedelta(hours=1))

    assert first.pk == second.pk
    assert (first.version, first.state) == (cohort.version, "active")
    assert first.organisation == own.organisation
    assert AuditEntry.objects.filter(action="cohort.joined").count() == 1


def test_who_waits_longest_gets_the_place_left():
    cohort = CohortFactory(capacity=1)
    people = UserFactory.create_batch(3)
    for minute, person in enumerate(people):
        join_cohort(cohort.code, person, now=NOW + timedelta(minutes=minute))
    assert _states(cohort, people) == ["active", "waiting", "waiting"]

    leave_cohort(cohort.code, people[0], now=NOW + timedelta(hours=1))

    assert _states(cohort, people) == ["withdrawn", "active", "waiting"]
    promoted = Enrolment.objects.get(person=people[1])
    assert promoted.enrolled_at == NOW + timedelta(hours=1)


def test_leaving_the_queue_moves_nobody():
    cohort = CohortFactory(capacity=1)
    people = UserFactory.create_batch(3)
    for person in people:
        join_cohort(cohort.code, person, now=NOW)

    withdraw_person(Enrolment.objects.get(person=people[1]).pk, actor=UserFactory(), now=NOW)

    assert _states(cohort, people) == ["active", "withdrawn", "waiting"]


def test_lone_learner_comes_in_with_what_was_learned():
    cohort = CohortFactory()
    alone = EnrolmentFactory(cohort=None, course=cohort.course, version=cohort.version)
    alone.lessons_done = 3
    alone.save()

    found = join_cohort(cohort.code, alone.person, now=NOW)

    assert (found.pk, found.lessons_done, found.cohort_id) == (alone.pk, 3, cohort.pk)


def test_lone_learner_never_has_to_wait():
    cohort = CohortFactory(capacity=1)
    EnrolmentFactory(cohort=cohort)
    alone = EnrolmentFactory(cohort=None, course=cohort.course, version=cohort.version)

    with pytest.raises(CohortFull):
        join_cohort(cohort.code, alone.person, now=NOW)

    alone.refresh_from_db()
    assert (alone.state, alone.cohort_id) == (EnrolmentState.ACTIVE, None)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"entry": "invited"}, EntryClosed),
        ({"closes_on": timezone.localdate() - timedelta(days=1)}, CohortOver),
    ],
)
def test_closed_cohort_takes_nobody(fields, refusal):
    cohort = CohortFactory(**fields)

    with pytest.raises(refusal):
        join_cohort(cohort.code, UserFactory(), now=NOW)

    assert not Enrolment.objects.exists()


def test_nobody_is_in_two_cohorts_of_one_course():
    cohort = CohortFactory()
    other = EnrolmentFactory(cohort=CohortFactory(course=cohort.course))

    with pytest.raises(InOtherCohort):
        join_cohort(cohort.code, other.person, now=NOW)

    assert not cohort.enrolments.exists()


def test_seating_counts_every_way():
    cohort = CohortFactory(capacity=2)
    known = EnrolmentFactory(cohort=cohort).person
    elsewhere = EnrolmentFactory(cohort=CohortFactory(course=cohort.course)).person
    new = UserFactory.create_batch(2)

    seating = seat(cohort, [Person(one.pk, None) for one in (known, elsewhere, *new)], now=NOW)

    assert (seating.known, seating.elsewhere) == (1, 1)
    assert (seating.enrolled, seating.waiting) == (1, 1)


def test_extension_is_written_down():
    found = EnrolmentFactory()
    day = timezone.localdate() + timedelta(days=40)

    extend_due([found.pk], day, "Đi công tác", actor=UserFactory(), now=NOW)

    found.refresh_from_db()
    assert found.due_on == day
    assert AuditEntry.objects.get(action="enrolment.extended").details == {
        "due_on": day.isoformat(),
        "reason": "Đi công tác",
    }


def _states(cohort, people):
    states = dict(cohort.enrolments.values_list("person", "state"))
    return [states[one.pk] for one in people]
