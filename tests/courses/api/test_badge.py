"""Weeks and badges: of real things, one's own, hidden by who does not want them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Course, LessonProgress, Post
from tests.courses.learner import Learner
from tests.factories.accounts import UserFactory
from tests.factories.courses import make_course

pytestmark = pytest.mark.django_db
BADGES = "/api/v1/me/badges/"


def told(learner):
    found = learner.http.get(BADGES).json()
    return found["weeks"], [(one["kind"], one["title"]) for one in found["badges"]]


def test_badges_follow_what_was_done(tmp_path):
    make_course(tmp_path)
    learner = Learner()
    learner.enrol()
    assert told(learner) == (0, [])

    learner.answer(learner.lesson("bai-ba")["parts"][-1]["items"][0], None, "bai-ba")
    for lesson in ("bai-mot", "bai-hai"):
        learner.learn(lesson)
    weeks, badges = told(learner)
    assert weeks == 1
    assert sorted(badges) == [("first_lesson", "Bài bai-mot"), ("first_try", "Mở đầu")]

    learner.learn("bai-ba")  # a module with a wrong first answer
    learner.take_final()
    assert [kind for kind, _ in told(learner)[1]] == ["first_course", "first_try", "first_lesson"]
    assert told(Learner()) == (0, [])


def test_an_answer_that_a_trainer_chose_counts_and_ones_own_question_does_not(tmp_path):
    make_course(tmp_path)
    learner, now = Learner(), timezone.now()
    course = Course.objects.get()
    for asker in (UserFactory(), learner.person):
        written = {"course": course, "lesson": "bai-mot", "text": "x", "written_at": now}
        question = Post.objects.create(author=asker, **written)
        at = now - timedelta(days=asker == learner.person)
        Post.objects.create(author=learner.person, question=question, pinned_at=at, **written)

    [badge] = learner.http.get(BADGES).json()["badges"]

    assert (badge["kind"], badge["earned_at"][:10]) == ("helped", str(timezone.localdate(now)))


def test_weeks_without_learning_begin_anew(tmp_path):
    make_course(tmp_path)
    learner, now = Learner(), timezone.now()
    learner.enrol()
    learner.see_all("bai-mot")
    learner.see_all("bai-hai")
    for lesson, weeks in (("bai-mot", 1), ("bai-hai", 2)):
        then = now - timedelta(weeks=weeks)
        rows = LessonProgress.objects.filter(lesson=lesson)
        rows.update(began_at=then, updated_at=then)

    assert told(learner)[0] == 2
    LessonProgress.objects.update(
        began_at=now - timedelta(weeks=3), updated_at=now - timedelta(weeks=3)
    )
    assert told(learner)[0] == 0


def test_who_hides_them_sees_none_until_they_show_them_again(tmp_path):
    make_course(tmp_path)
    learner = Learner()
    learner.enrol()
    learner.learn("bai-mot")

    for _ in range(2):
        hidden = learner.http.put(BADGES, {"is_hidden": True}, "json").json()

    assert hidden == {"is_hidden": True, "weeks": 0, "badges": []}
    assert learner.http.get(BADGES).json() == hidden
    assert learner.http.put(BADGES, {"is_hidden": False}, "json").json()["weeks"] == 1
