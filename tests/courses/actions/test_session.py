"""Meetings, and who was there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from backend.common.models import AuditEntry
from courses.actions.session import (
    NewSession,
    attend_by_code,
    change_session,
    note_attendance,
    plan_session,
    remove_session,
)
from courses.cohort_errors import AttendanceCodeRefused, NotInCohort, SessionInUse, SessionNotOn
from courses.models import Attendance, Session
from courses.rules.attendance_code import attendance_code
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def session(cohort):
    new = NewSession("Buổi 1", NOW - timedelta(minutes=5), NOW + timedelta(hours=2), "Nhà văn hóa")
    return plan_session(cohort, new, actor=UserFactory(), now=NOW)


def code_of(session, now=NOW):
    return attendance_code(session.uuid, session.secret, now)


def test_scanning_twice_is_one_attendance(cohort, session):
    learner = EnrolmentFactory(cohort=cohort)

    attend_by_code(code_of(session), learner.person, now=NOW)
    attend_by_code(code_of(session), learner.person, now=NOW)

    noted = Attendance.objects.get()
    assert (noted.enrolment, noted.way, noted.noted_by) == (learner, "qr", None)


@pytest.mark.parametrize("text", ["", "abc", "a.b.c", "0" * 32 + ".1.AAAA"])
def test_made_up_codes_note_nobody(cohort, session, text):
    learner = EnrolmentFactory(cohort=cohort)

    with pytest.raises(AttendanceCodeRefused):
        attend_by_code(text, learner.person, now=NOW)

    assert not Attendance.objects.exists()


def test_code_sent_home_is_too_old(cohort, session):
    learner = EnrolmentFactory(cohort=cohort)

    with pytest.raises(AttendanceCodeRefused):
        attend_by_code(code_of(session), learner.person, now=NOW + timedelta(minutes=4))

    assert not Attendance.objects.exists()


def test_session_of_tomorrow_notes_nobody_today(cohort):
    day = timedelta(days=1)
    new = NewSession("Mai", NOW + day, NOW + day + timedelta(hours=1))
    session = plan_session(cohort, new, actor=UserFactory(), now=NOW)
    learner = EnrolmentFactory(cohort=cohort)

    with pytest.raises(SessionNotOn):
        attend_by_code(code_of(session), learner.person, now=NOW)

    assert not Attendance.objects.exists()


@pytest.mark.parametrize("state", ["waiting", "withdrawn"])
def test_only_people_with_a_place_are_noted(cohort, session, state):
    outside = EnrolmentFactory(cohort=cohort, state=state)

    with pytest.raises(NotInCohort):
        attend_by_code(code_of(session), outside.person, now=NOW)

    assert not Attendance.objects.exists()


def test_list_adds_and_takes_back(cohort, session):
    here, gone = EnrolmentFactory.create_batch(2, cohort=cohort)
    other = EnrolmentFactory()
    trainer = UserFactory()
    ids = [here.pk, gone.pk, other.pk]
    note_attendance(session.pk, present=ids, actor=trainer, now=NOW)

    note_attendance(session.pk, present=[here.pk], absent=[gone.pk], actor=trainer, now=NOW)

    noted = Attendance.objects.get()
    assert (noted.enrolment, noted.way, noted.noted_by) == (here, "list", trainer)
    entry = AuditEntry.objects.filter(action="session.attendance_noted").order_by("number").last()
    assert (entry.details["present"], entry.details["absent"]) == (0, 1)


def test_list_leaves_scans_as_they_are(cohort, session):
    learner = EnrolmentFactory(cohort=cohort)
    attend_by_code(code_of(session), learner.person, now=NOW)

    note_attendance(session.pk, present=[learner.pk], actor=UserFactory(), now=NOW)

    assert Attendance.objects.get().way == "qr"


def test_session_with_attendance_stays(cohort, session):
    attend_by_code(code_of(session), EnrolmentFactory(cohort=cohort).person, now=NOW)

    with pytest.raises(SessionInUse):
        remove_session(session.pk, actor=UserFactory(), now=NOW)

    assert Session.objects.filter(pk=session.pk).exists()


def test_change_and_remove(session):
    change_session(session.pk, {"place": "Hội trường"}, actor=UserFactory(), now=NOW)
    session.refresh_from_db()
    assert session.place == "Hội trường"

    remove_session(session.pk, actor=UserFactory(), now=NOW)

    assert not Session.objects.exists()
