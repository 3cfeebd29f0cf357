"""What a course asks, and in which order: told to learners, kept by the server."""

from datetime import timedelta

import pytest
from django.utils import timezone

from backend.certificates.models import Certificate
from courses.actions.cohort_place import join_cohort
from courses.actions.content import load_course, publish_version
from courses.actions.session import NewSession, attend_by_code, note_attendance, plan_session
from courses.errors import ContentRefused, CoursesFirst
from courses.formats.course_file import read_course
from courses.formats.lesson import Lesson
from courses.formats.outline import Outline
from courses.models import Course, Enrolment, FinalQuiz, LessonProgress, QuizAnswer
from courses.rules.attendance_code import attendance_code
from tests.courses.learner import COURSE, Learner, right_tokens
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import CohortFactory
from tests.factories.courses import make_course, make_small_course, write_course
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def learner_of(tmp_path, **rule):
    make_course(tmp_path, **{"final": "null", **rule})
    learner = Learner()
    assert learner.enrol().status_code == 201
    return learner


def demands_of(state):
    return {one["kind"]: (one["reached"], one["wanted"]) for one in state["demands"]}


def test_attendance_completes_by_code_and_by_list(tmp_path):
    course = make_course(tmp_path, final="null", rule="sessions: 2")
    cohort, learner = CohortFactory(course=course, trainers=[UserFactory()]), Learner()
    join_cohort(cohort.code, learner.person, now=NOW)
    state = learner.learn_all()["course"]
    assert (state["is_complete"], demands_of(state)) == (
        False,
        {"lessons": (3, 3), "sessions": (0, 2)},
    )
    actor = cohort.trainers.get()
    first, second = (
        plan_session(cohort, NewSession(title, NOW, NOW + timedelta(hours=2)), actor=actor, now=NOW)
        for title in ("Một", "Hai")
    )

    attend_by_code(attendance_code(first.uuid, first.secret, NOW), learner.person, now=NOW)
    assert learner.course()["enrolment"]["is_complete"] is False
    enrolment = Enrolment.objects.get()
    note_attendance(second.pk, present=[enrolment.pk], actor=actor, now=NOW)

    assert learner.course()["enrolment"]["is_complete"] is True
    assert Certificate.objects.count() == 1
    note_attendance(second.pk, absent=[enrolment.pk], actor=actor, now=NOW)
    assert learner.course()["enrolment"]["is_complete"] is True


def test_a_score_over_all_quizzes_is_reached_after_the_lessons(tmp_path):
    learner = learner_of(tmp_path, rule="quiz_percent: 80")
    for key in ("bai-mot", "bai-hai", "bai-ba"):
        learner.see_all(key)
        for item in learner.lesson(key)["parts"][-1]["items"][:2]:
            told = learner.answer(item, right_tokens(item), key).json()
    state = told["progress"]["course"]
    assert (state["lessons_done"], state["is_complete"]) == (3, False)
    assert demands_of(state)["quiz_percent"] == (66, 80)

    for key in ("bai-mot", "bai-hai"):
        [*_, last] = learner.lesson(key)["parts"][-1]["items"]
        told = learner.answer(last, right_tokens(last), key).json()

    state = told["progress"]["course"]
    assert (state["is_complete"], demands_of(state)["quiz_percent"]) == (True, (88, 80))


def test_after_a_failed_try_the_next_one_waits(tmp_path):
    learner = learner_of(
        tmp_path,
        final="{items: 4, pass_percent: 75, attempts_per_day: 9, cool_down_hours: 6}",
    )
    learner.learn_all()
    state = learner.take_final(wrong=4)["course"]["final_quiz"]

    assert (state["may_begin"], state["tries_left_today"]) == (False, 8)
    assert state["rests_until"] is not None
    assert problem_of(learner.begin_final()) == (409, "final_quiz_rests")
    FinalQuiz.objects.update(handed_in_at=timezone.now() - timedelta(hours=6, seconds=1))
    assert learner.take_final()["is_passed"] is True


def test_lessons_in_order_are_read_at_any_time_and_completed_in_turn(tmp_path):
    learner = learner_of(tmp_path, more="order: in_order")
    outline = learner.course()
    assert outline["order"] == "in_order"
    rows = [row for module in outline["modules"] for row in module["lessons"]]
    assert [row["closed_by"] for row in rows] == [[], ["bai-mot"], ["bai-hai"]]
    second = learner.lesson("bai-hai")
    assert [one["key"] for one in second["closed_by"]] == ["bai-mot"]
    item = second["parts"][-1]["items"][0]

    assert problem_of(learner.answer(item, right_tokens(item), "bai-hai")) == (409, "lesson_closed")
    assert not QuizAnswer.objects.exists()
    assert learner.see_all("bai-hai").json()["share"] == 833

    learner.learn("bai-mot")
    assert learner.lesson("bai-hai")["closed_by"] == []
    assert learner.learn("bai-hai")["course"]["lessons_done"] == 2


def test_what_was_read_before_it_opened_is_done_with_what_opens_it(tmp_path):
    course = make_course(tmp_path, final="null")
    document = course.current.outline
    texts = {one.key: one.document for one in course.current.lessons.all()}
    for key in ("bai-hai", "bai-ba"):
        texts[key]["parts"] = [part for part in texts[key]["parts"] if part["kind"] != "quiz"]
    publish(course, {**document, "after": {"bai-hai": ["bai-mot"], "bai-ba": ["bai-hai"]}}, texts)
    learner = Learner()
    learner.enrol()

    for key in ("bai-ba", "bai-hai"):
        told = learner.see_all(key).json()
        assert (told["share"], told["is_done"]) == (1000, False)
    state = learner.learn("bai-mot")["course"]

    assert (state["lessons_done"], state["is_complete"]) == (3, True)
    assert not LessonProgress.objects.filter(done_at=None).exists()


def test_visitors_find_every_lesson_open(tmp_path):
    make_course(tmp_path, more="order: in_order")

    course = Device().http.get(COURSE).json()

    assert [row["closed_by"] for module in course["modules"] for row in module["lessons"]] == [
        [],
        [],
        [],
    ]


def test_a_course_that_comes_first_is_asked_for_on_enrolment_and_told_before(tmp_path):
    first = make_small_course("khoa-truoc")
    course = make_course(tmp_path, final="null", more="prerequisites: [khoa-truoc]")
    learner = Learner()
    cohort = CohortFactory(course=course)

    assert learner.course()["prerequisites"] == [
        {"slug": "khoa-truoc", "title": "Khóa nhỏ", "is_completed": False}
    ]
    assert problem_of(learner.enrol()) == (409, "courses_first")
    with pytest.raises(CoursesFirst):
        join_cohort(cohort.code, learner.person, now=NOW)
    assert not Enrolment.objects.exists()

    Enrolment.objects.create(
        person=learner.person,
        course=first,
        version=first.current,
        state="completed",
        enrolled_at=NOW,
        completed_at=NOW,
    )
    assert learner.course()["prerequisites"][0]["is_completed"] is True
    assert learner.enrol().status_code == 201


@pytest.mark.parametrize("slug", ["khoa-thu", "khong-co"])
def test_a_course_comes_neither_before_itself_nor_behind_what_is_not_there(tmp_path, slug):
    with pytest.raises(ContentRefused):
        make_course(tmp_path, more=f"prerequisites: [{slug}]")


def test_two_courses_do_not_wait_for_each_other(tmp_path):
    small = make_small_course("khoa-truoc")
    make_course(tmp_path, more="prerequisites: [khoa-truoc]")
    texts = {one.key: one.document for one in small.current.lessons.all()}

    with pytest.raises(ContentRefused):
        publish(small, {**small.current.outline, "prerequisites": ["khoa-thu"]}, texts)


def test_courses_that_use_none_of_it_stay_the_version_that_they_are(tmp_path):
    course = make_course(tmp_path)
    assert "order" not in course.current.outline
    assert course.current.outline["completion"].keys() == {"lessons", "final_quiz"}

    again = load_course(read_course(write_course(tmp_path)), now=timezone.now())

    assert again.number == 1
    assert Course.objects.get(slug="khoa-thu").versions.count() == 1


def publish(course, outline, lessons):
    return publish_version(
        course,
        Outline.model_validate(outline),
        {key: Lesson.model_validate(one) for key, one in lessons.items()},
        actor=None,
        now=NOW,
    )
