"""Two devices of one learner at once: nothing is lost, nothing counts twice."""

from uuid import uuid4

import pytest
from django.utils import timezone

from backend.certificates.models import Certificate
from backend.common.models import AuditEntry
from courses.actions.enrolment import enrol
from courses.actions.final_quiz import begin_final_quiz, submit_final_quiz
from courses.actions.progress import Told, answer_quiz, save_progress
from courses.models import Enrolment, FinalQuiz, LessonProgress, QuizAnswer
from quizzes.models import ItemVersion
from tests.factories.accounts import UserFactory
from tests.factories.courses import LESSONS, PARTS, SLUG, make_course
from tests.faults.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)
KEYS = list(LESSONS)


@pytest.fixture
def person(tmp_path):
    make_course(tmp_path)
    return UserFactory()


def tell(person, lesson, evidence):
    return save_progress(person, SLUG, lesson, Told(evidence), now=timezone.now()).pk


def answer(person, lesson, number, key=None):
    version = ItemVersion.objects.select_related("item").get(item__code=f"TST-{number:03}")
    value = [0, 2] if version.kind == "multiple" else [0]
    given = (key or uuid4(), version, value)
    return answer_quiz(person, SLUG, (lesson, "quiz-1"), given, now=timezone.now())[0].pk


def finish_lessons(person):
    for place, lesson in enumerate(KEYS):
        tell(person, lesson, {part: {"seen": True} for part in PARTS})
        for number in (1, 2, 3):
            answer(person, lesson, place * 3 + number)


def test_one_enrols_once(person):
    found = together(*[lambda: enrol(person, SLUG, now=timezone.now())[0].pk] * 4)

    assert found == [Enrolment.objects.get().pk] * 4
    assert AuditEntry.objects.filter(action="enrolment.began").count() == 1


def test_what_two_devices_saw_is_kept_together(person):
    enrol(person, SLUG, now=timezone.now())

    together(
        *[lambda part=part: tell(person, KEYS[0], {part: {"seen": True}}) for part in PARTS],
        lambda: answer(person, KEYS[0], 1),
        lambda: answer(person, KEYS[0], 2),
    )

    progress = LessonProgress.objects.get()
    assert set(progress.evidence) == set(PARTS)
    assert len(progress.evidence["quiz-1"]["right"]) == 2
    assert (progress.share, progress.done_at is not None) == (1000, True)
    assert Enrolment.objects.get().lessons_done == 1


def test_an_answer_that_arrives_twice_at_once_is_kept_once(person):
    enrol(person, SLUG, now=timezone.now())
    key = uuid4()

    found = together(*[lambda: answer(person, KEYS[0], 1, key)] * 4)

    assert found == [QuizAnswer.objects.get().pk] * 4


def test_a_final_quiz_is_begun_and_handed_in_once(person):
    enrol(person, SLUG, now=timezone.now())
    finish_lessons(person)

    begun = together(*[lambda: begin_final_quiz(person, SLUG, now=timezone.now()).pk] * 4)
    quiz = FinalQuiz.objects.get()
    versions = ItemVersion.objects.in_bulk(quiz.versions)
    quiz.answers = {
        str(place): [0, 2] if versions[pk].kind == "multiple" else [0]
        for place, pk in enumerate(quiz.versions)
    }
    quiz.save()
    together(*[lambda: submit_final_quiz(person, SLUG, 1, now=timezone.now()).is_passed] * 4)

    assert begun == [quiz.pk] * 4
    assert Enrolment.objects.get().completed_at is not None
    assert Certificate.objects.count() == 1
    assert AuditEntry.objects.filter(action="course.completed").count() == 1
