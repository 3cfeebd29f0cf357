"""Learning paths: pages without a script, each step with one's own progress."""

import pytest
from django.test import Client
from django.utils import timezone

from courses.formats.course_file import course_folders, read_course
from courses.management.commands.load_courses import CONTENT
from courses.models import Assessment, Enrolment
from courses.queries import path as paths
from courses.queries.assessment import self_assessment
from quizzes.formats.item_file import read_item_files
from quizzes.management.commands.load_demonstration import CONTENT as BANK
from tests.courses.learner import Learner
from tests.factories.courses import SLUG, make_course

pytestmark = pytest.mark.django_db
PATH = {
    "slug": "duong-thu",
    "title": "Đường thử",
    "summary": "Đi thử.",
    "steps": [
        {"kind": "assessment", "why": "Để biết."},
        {"kind": "lesson", "course": SLUG, "lesson": "bai-mot", "why": "Bài đầu."},
        {"kind": "course", "course": SLUG, "why": "Học trọn."},
        {"kind": "lesson", "course": SLUG, "lesson": "khong-co", "why": "Mất rồi."},
        {"kind": "course", "course": "khong-co", "why": "Chưa mở."},
    ],
}


@pytest.fixture
def path(tmp_path, monkeypatch):
    make_course(tmp_path)
    found = paths.LearningPath.model_validate(PATH)
    monkeypatch.setattr(paths, "learning_paths", lambda: (found,))
    return found


def page_of(client):
    response = client.get("/lo-trinh/duong-thu/", headers={"accept-language": "vi"})
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_reads_the_steps_that_there_are(client: Client, path):
    page = page_of(client)

    assert page.index("Để biết.") < page.index("Bài đầu.") < page.index("Học trọn.")
    assert "Mất rồi." not in page
    assert "Chưa mở." not in page
    assert 'class="btn main wide" href="/tu-danh-gia/"' in page
    assert client.get("/lo-trinh/khac/").status_code == 404


def test_steps_are_done_by_what_one_has_shown(path):
    learner = Learner()
    learner.enrol()
    learner.learn("bai-mot")
    now = timezone.now()
    Assessment.objects.create(
        person=learner.person,
        slug=self_assessment().slug,
        began_at=now,
        updated_at=now,
        finished_at=now,
    )

    before = [step.is_done for step in paths.path_steps(path, learner.person)]
    for key in ("bai-hai", "bai-ba"):
        learner.learn(key)
    [course] = [step for step in paths.path_steps(path, learner.person) if step.kind == "course"]
    learner.take_final()
    after = [step.is_done for step in paths.path_steps(path, learner.person)]

    assert before == [True, True, False]
    assert (course.is_done, course.is_begun) == (False, True)
    assert after == [True, True, True]
    assert Enrolment.objects.get().state == "completed"
    assert "Đã xong 3 trong 3 bước" in page_of(learner.http)


def test_the_paths_in_the_files_name_what_there_is():
    lessons = {
        (folder.name, key)
        for folder in course_folders(CONTENT)
        for key in read_course(folder).lessons
    }
    topics = {file.topic.code for file in read_item_files(BANK / "ky-nang-so" / "items")}

    steps = [step for one in paths.learning_paths() for step in one.steps]

    assert [one.slug for one in paths.learning_paths()] == ["cong-dan-so", "can-bo-xa"]
    for step in steps:
        if step.kind == "lesson":
            assert (step.course, step.lesson) in lessons
        elif step.kind == "course":
            assert step.course in {course for course, _ in lessons}
        elif step.kind == "practice":
            assert step.topic in topics
