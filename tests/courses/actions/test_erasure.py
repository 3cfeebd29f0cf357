"""Erasing a person who learns."""

import pytest
from django.utils import timezone

from backend.accounts.actions.erasure import erase_person, planned_erasure
from backend.certificates.models import Certificate
from courses.models import Enrolment, FinalQuiz, LessonProgress, QuizAnswer
from tests.courses.learner import Learner
from tests.factories.cohorts import EnrolmentFactory
from tests.factories.courses import make_course

pytestmark = pytest.mark.django_db
LEARNT = (LessonProgress, QuizAnswer, FinalQuiz)


def test_what_was_learnt_goes_and_that_a_course_was_completed_stays(tmp_path):
    make_course(tmp_path)
    learner, other = Learner(), Learner()
    for one in (learner, other):
        one.enrol()
        one.learn_all()
    learner.take_final()
    now = timezone.now()
    plan = planned_erasure(learner.person, actor=learner.person, now=now)

    erase_person(learner.person, actor=None, now=now)

    assert plan["counts"]["courses"] == 1
    for model in LEARNT:
        assert not model.objects.filter(enrolment__person=learner.person).exists()
    assert LessonProgress.objects.filter(enrolment__person=other.person).count() == 3
    kept = Enrolment.objects.get(person=learner.person)
    assert (kept.state, kept.place) == ("completed", "")
    certificate = Certificate.objects.get()
    assert (certificate.facts["name"], certificate.facts["course"]) == ("", "Khóa thử nghiệm")


def test_a_place_in_a_cohort_goes_to_who_waits():
    held = EnrolmentFactory(cohort__capacity=1)
    waiting = EnrolmentFactory(cohort=held.cohort, state="waiting")

    erase_person(held.person, actor=None, now=timezone.now())

    held.refresh_from_db()
    waiting.refresh_from_db()
    assert (held.state, waiting.state) == ("withdrawn", "active")
