"""Learning over HTTP: read by anyone, kept for learners, completed by evidence."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backend.certificates.models import Certificate
from courses.actions.content import load_course
from courses.formats.course_file import read_course
from courses.models import Course, Enrolment, FinalQuiz, LessonProgress, QuizAnswer
from quizzes.models import Item
from tests.courses.learner import COURSE, Learner, right_tokens
from tests.factories.courses import PARTS, make_course
from tests.quizzes.device import Device, problem_of
from tests.test_canary import CANARY, TELLING, names_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


@pytest.fixture
def learner(course):
    learner = Learner()
    assert learner.enrol().status_code == 201
    return learner


def test_anyone_finds_and_reads_a_course(course):
    visitor = Device()

    [listed] = visitor.http.get("/api/v1/courses/").json()
    detail = visitor.http.get(COURSE).json()
    lesson = visitor.http.get(f"{COURSE}lessons/bai-hai/").json()

    assert (listed["slug"], listed["modules"], listed["lessons"], listed["minutes"]) == (
        "khoa-thu",
        2,
        3,
        21,
    )
    assert (listed["enrolment"], detail["enrolment"], lesson["progress"]) == (None, None, None)
    assert detail["completion"] == {
        "lessons": 3,
        "quiz_percent": None,
        "sessions": None,
        "final_quiz": {
            "items": 4,
            "pass_percent": 75,
            "attempts_per_day": 2,
            "cool_down_hours": 0,
        },
    }
    assert (detail["order"], detail["prerequisites"]) == ("free", [])
    assert detail["sources"] == [
        {"title": "Luật thử", "publisher": "Quốc hội", "link": "https://luat.test/1"}
    ]
    assert [part["key"] for part in lesson["parts"]] == list(PARTS)
    assert (lesson["previous"]["key"], lesson["next"]["key"]) == ("bai-mot", "bai-ba")
    assert lesson["module"] == {"key": "mo-dau", "title": "Mở đầu"}


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({"q": "khoa thu"}, 1),
        ({"q": "KHÓA nghiệm"}, 1),
        ({"q": "hoc nghi"}, 1),
        ({"q": "hoa"}, 0),
        ({"q": "%"}, 1),
        ({"audience": "citizen"}, 1),
        ({"audience": "official"}, 0),
    ],
)
def test_courses_are_found_without_diacritics_by_how_words_begin(course, wish, found):
    assert len(Device().http.get("/api/v1/courses/", wish).json()) == found


def test_a_lesson_holds_no_key(learner):
    lesson = learner.lesson()

    assert len(lesson["parts"][-1]["items"]) == 3
    assert lesson["parts"][-1]["pass"] == 2
    assert CANARY.decode() not in json.dumps(lesson)
    assert names_in(lesson["parts"][-1]["items"]) & TELLING == set()
    assert "TST-" not in json.dumps(lesson)


def test_enrolling_again_changes_nothing(learner):
    again = learner.enrol()

    assert again.status_code == 200
    assert again.json()["next_lesson"] == {"key": "bai-mot", "title": "Bài bai-mot"}
    assert Enrolment.objects.count() == 1


def test_who_leaves_and_comes_back_goes_on(learner):
    learner.learn()

    assert learner.http.delete(f"{COURSE}enrolment/").status_code == 204
    assert learner.course()["enrolment"] is None
    assert problem_of(learner.tell({})) == (409, "not_enrolled")
    assert learner.http.delete(f"{COURSE}enrolment/").status_code == 204
    assert learner.enrol().json()["lessons_done"] == 1


def test_progress_is_kept_and_told(learner):
    answer = learner.tell(
        {"text-1": {"seen": True}, "checklist-1": {"steps": [1]}}, place="checklist-1"
    ).json()

    assert (answer["share"], answer["is_done"]) == (333, False)
    assert answer["evidence"] == {
        "text-1": {"seen": True},
        "checklist-1": {"seen": True, "steps": [1]},
    }
    assert answer["course"]["share"] == 111
    assert answer["course"]["place"] == "bai-mot#checklist-1"
    lesson = learner.lesson()
    assert lesson["progress"] == {name: answer[name] for name in ("share", "is_done", "evidence")}
    assert lesson["place"] == "checklist-1"


def test_what_is_repeated_or_late_changes_nothing(learner):
    batches = [
        {"text-1": {"seen": True}},
        {"checklist-1": {"steps": [0]}},
        {"checklist-1": {"steps": [1]}, "text-2": {"seen": True}},
    ]
    for batch in [*batches, *reversed(batches)]:
        last = learner.tell(batch).json()

    assert last["evidence"]["checklist-1"]["steps"] == [0, 1]
    assert last["share"] == 500
    assert LessonProgress.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {"text-9": {"seen": True}},
        {"quiz-1": {"right": ["x"]}},
        {"checklist-1": {"steps": [2]}},
    ],
)
def test_what_does_not_fit_the_lesson_is_refused_and_nothing_kept(learner, body):
    assert problem_of(learner.tell({"text-1": {"seen": True}, **body})) == (
        422,
        "invalid_evidence",
    )
    assert not LessonProgress.objects.exists()


def test_an_answer_is_judged_at_once_and_counts_once(learner):
    item = learner.lesson()["parts"][-1]["items"][0]
    key = "5f0d1b0e-7c1c-4c5e-9a52-3b6a4f1f7d11"

    first = learner.answer(item, right_tokens(item), key=key)
    again = learner.answer(item, None, key=key)

    assert first.json()["is_right"] is True
    assert first.json()["review"]["explanation"].startswith("Giải thích")
    assert again.json()["is_right"] is True
    assert again.json()["progress"]["evidence"]["quiz-1"] == {
        "seen": True,
        "tried": [item["item"]],
        "right": [item["item"]],
    }
    assert QuizAnswer.objects.count() == 1


def test_a_wrong_answer_may_be_given_again(learner):
    item = learner.lesson()["parts"][-1]["items"][0]

    assert learner.answer(item, None).json()["is_right"] is False
    assert learner.answer(item, right_tokens(item)).json()["is_right"] is True
    assert QuizAnswer.objects.count() == 2


def test_a_key_is_one_answers_alone(learner):
    first, second, _ = learner.lesson()["parts"][-1]["items"]
    key = {"key": "5f0d1b0e-7c1c-4c5e-9a52-3b6a4f1f7d11"}
    learner.answer(first, None, **key)

    assert problem_of(learner.answer(second, None, **key)) == (422, "invalid_quiz_answer")
    assert QuizAnswer.objects.count() == 1


def test_items_of_other_lessons_are_not_answered_here(learner):
    item = learner.lesson("bai-ba")["parts"][-1]["items"][0]

    assert problem_of(learner.answer(item, None)) == (404, "not_found")
    assert not QuizAnswer.objects.exists()


def test_a_lesson_is_done_by_seeing_all_and_passing_the_quiz(learner):
    seen = learner.see_all().json()
    assert (seen["share"], seen["is_done"]) == (833, False)

    for item in learner.lesson()["parts"][-1]["items"][:2]:
        verdict = learner.answer(item, right_tokens(item)).json()

    assert (verdict["progress"]["share"], verdict["progress"]["is_done"]) == (1000, True)
    assert verdict["progress"]["course"]["lessons_done"] == 1
    assert verdict["progress"]["course"]["next_lesson"]["key"] == "bai-hai"
    assert learner.course()["modules"][0]["lessons"][0]["is_done"] is True


def test_a_quiz_that_lost_its_items_is_passed_by_what_is_left(learner):
    Item.objects.filter(code__in=["TST-001", "TST-002"]).update(status="retired")

    learner.see_all()
    [item] = learner.lesson()["parts"][-1]["items"]

    assert learner.answer(item, right_tokens(item)).json()["progress"]["is_done"] is True


def test_the_final_quiz_comes_behind_the_lessons(learner):
    assert problem_of(learner.begin_final()) == (409, "lessons_not_done")
    state = learner.learn_all()["course"]

    assert state["is_complete"] is False
    assert state["final_quiz"] == {
        "is_open": False,
        "is_passed": False,
        "may_begin": True,
        "tries_left_today": 2,
        "rests_until": None,
        "best_percent": None,
    }
    quiz = learner.begin_final().json()
    assert len(quiz["items"]) == 4
    assert names_in(quiz) & TELLING == set()
    assert [one["item"] for one in learner.begin_final().json()["items"]] == [
        one["item"] for one in quiz["items"]
    ]
    assert FinalQuiz.objects.count() == 1


def test_answers_of_the_final_quiz_are_there_again_after_a_reload(learner):
    learner.learn_all()
    quiz = learner.begin_final().json()
    tokens = right_tokens(quiz["items"][2])

    assert learner.answer_final({"2": tokens}).json() == {"number": 1, "answered": 1}

    [(place, kept)] = learner.begin_final().json()["answers"].items()
    assert (place, sorted(kept)) == ("2", sorted(tokens))


@pytest.mark.parametrize("answers", [{"4": None}, {"-1": None}, {"x": None}, {"0": ["none"]}])
def test_answers_that_fit_nothing_are_refused(learner, answers):
    learner.learn_all()
    learner.begin_final()

    assert problem_of(learner.answer_final(answers)) == (422, "invalid_quiz_answer")
    assert FinalQuiz.objects.get().answers == {}


def test_passing_the_final_quiz_completes_the_course_and_gives_its_certificate(learner):
    learner.learn_all()

    result = learner.take_final(wrong=1)

    assert (result["right"], result["items"], result["is_passed"]) == (3, 4, True)
    assert [one["is_right"] for one in result["reviews"]] == [False, True, True, True]
    assert result["reviews"][0]["review"]["explanation"].startswith("Giải thích")
    assert len(result["read_again"]) == 1
    certificate = Certificate.objects.get()
    assert certificate.kind == "course"
    assert certificate.source == f"course:{Course.objects.get().uuid}:person:{learner.person.pk}"
    assert certificate.facts["course"] == "Khóa thử nghiệm"
    assert (certificate.facts["lessons"], certificate.facts["minutes"]) == (3, 21)
    assert result["course"]["is_complete"] is True
    assert result["course"]["certificate"]["code"] == certificate.code
    [own] = learner.http.get("/api/v1/certificates/").json()
    assert own["title"] == "Khóa thử nghiệm"
    public = Device().http.get(f"/api/v1/certificates/verify/{certificate.code}/").json()
    assert public["facts"]["course"] == "Khóa thử nghiệm"
    assert (
        "Khóa thử nghiệm" in Device().http.get(f"/chung-nhan/{certificate.code}/").content.decode()
    )


def test_handing_in_again_changes_nothing(learner):
    learner.learn_all()
    learner.take_final()

    again = learner.submit_final().json()

    assert again["is_passed"] is True
    assert Certificate.objects.count() == 1
    assert problem_of(learner.http.delete(f"{COURSE}enrolment/")) == (409, "course_completed")


def test_tries_are_counted_by_the_day(learner):
    learner.learn_all()
    assert learner.take_final(wrong=4)["course"]["final_quiz"]["tries_left_today"] == 1
    learner.take_final(wrong=4)

    assert problem_of(learner.begin_final()) == (409, "no_final_quiz_left")
    FinalQuiz.objects.update(began_at=timezone.now() - timedelta(days=1))
    assert learner.take_final()["is_passed"] is True


def test_without_a_final_quiz_the_lessons_complete_the_course(tmp_path):
    make_course(tmp_path, lessons=2, final="null")
    learner = Learner()
    learner.enrol()
    learner.learn("bai-mot")
    assert not Certificate.objects.exists()

    state = learner.learn("bai-ba")["course"]

    assert (state["is_complete"], state["final_quiz"], state["lessons_done"]) == (True, None, 2)
    assert Certificate.objects.count() == 1
    assert problem_of(learner.begin_final()) == (409, "no_final_quiz")
    learner.learn("bai-hai")
    assert Certificate.objects.count() == 1


def test_learners_keep_the_version_that_they_began(learner, course, tmp_path):
    path = tmp_path / "khoa-thu" / "mo-dau" / "bai-mot.md"
    path.write_text(path.read_text().replace("Mở bài", "Lời mới"))
    load_course(read_course(tmp_path / "khoa-thu"), now=timezone.now())

    newcomer = Learner()
    newcomer.enrol()

    assert "Mở bài" in json.dumps(learner.lesson(), ensure_ascii=False)
    assert "Lời mới" in json.dumps(newcomer.lesson(), ensure_ascii=False)
    assert learner.course()["enrolment"]["is_newest"] is False
    assert newcomer.course()["enrolment"]["is_newest"] is True


def test_a_retired_course_takes_nobody_new_and_keeps_its_learners(learner, course):
    Course.objects.update(status="retired")

    assert problem_of(Learner().enrol()) == (409, "course_not_open")
    assert problem_of(Device().http.get(COURSE)) == (404, "not_found")
    assert learner.learn()["is_done"] is True
    assert learner.course()["is_open"] is False


def test_ones_own_courses_tell_where_to_go_on(learner):
    learner.learn()

    [own] = learner.http.get("/api/v1/me/courses/").json()

    assert own["slug"] == "khoa-thu"
    assert own["enrolment"]["next_lesson"]["key"] == "bai-hai"
    assert own["enrolment"]["share"] == 333
    assert Learner().http.get("/api/v1/me/courses/").json() == []


def test_learning_needs_signing_in_and_enrolling(course):
    stranger, visitor = Learner(), Device()

    for put in (
        lambda device: device.http.put(
            f"{COURSE}lessons/bai-mot/progress/", {"evidence": {}}, "json"
        ),
        lambda device: device.http.post(f"{COURSE}final-quiz/"),
    ):
        assert put(visitor).status_code == 401
        assert problem_of(put(stranger)) == (409, "not_enrolled")
    assert problem_of(stranger.http.get(f"{COURSE}lessons/khong-co/")) == (404, "not_found")


def test_lessons_cost_few_queries(learner):
    learner.see_all()
    item = learner.lesson()["parts"][-1]["items"][0]

    with CaptureQueriesContext(connection) as opening:
        learner.lesson()
    with CaptureQueriesContext(connection) as saving:
        learner.tell({"text-1": {"seen": True}}, place="text-1")
    with CaptureQueriesContext(connection) as answering:
        learner.answer(item, None)

    # who asks; course, lesson, items; of saving also the two rows and what is told of the course
    # (and the savepoint that stands for a transaction in tests); a wrong answer goes to practice
    counts = [len(one.captured_queries) for one in (opening, saving, answering)]
    assert [got <= most for got, most in zip(counts, (6, 12, 24), strict=True)] == [True] * 3
