"""The courses in the files, loaded on a real database and learnt to the end."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count, F
from django.utils import timezone

from backend.certificates.models import Certificate
from courses.models import Cohort, Course, CourseVersion, Diagram, LessonProgress, Work
from quizzes.actions.competence import load_competences
from quizzes.actions.item_bank import load_items
from quizzes.formats.competence_file import read_competence_files
from quizzes.formats.item_file import read_item_files
from quizzes.management.commands.load_demonstration import CONTENT
from tests.courses.learner import Learner
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db
SLUGS = ["hieu-nghi-quyet-57", "ky-nang-so-ai-can-bo-xa", "ky-nang-so-co-ban"]


@pytest.fixture
def courses():
    load_competences(read_competence_files(CONTENT / "competences"))
    load_items(
        read_item_files(CONTENT / "nghi-quyet-57" / "items")
        + read_item_files(CONTENT / "ky-nang-so" / "items")
    )
    call_command("load_courses")


def test_all_courses_are_published_once(courses):
    diagrams = Diagram.objects.count()

    call_command("load_courses")

    assert sorted(Course.objects.values_list("slug", flat=True)) == SLUGS
    assert CourseVersion.objects.count() == len(SLUGS)
    assert Diagram.objects.count() == diagrams >= 23


def test_every_lesson_can_be_read_and_every_diagram_seen(courses, client):
    visitor = Device()
    for slug in SLUGS:
        course = visitor.http.get(f"/api/v1/courses/{slug}/").json()
        for module in course["modules"]:
            for head in module["lessons"]:
                address = f"/api/v1/courses/{slug}/lessons/{head['key']}/"
                lesson = visitor.http.get(address).json()
                quiz = lesson["parts"][-1]
                assert len(quiz["items"]) >= quiz["pass"], address
                for part in lesson["parts"]:
                    if part["kind"] == "picture":
                        assert client.get(part["src"]).status_code == 200, part["src"]


def test_a_learner_goes_through_a_whole_course(courses):
    learner = Learner()
    slug = "hieu-nghi-quyet-57"
    base = f"/api/v1/courses/{slug}/"
    assert learner.http.post(f"{base}enrolment/").status_code == 201
    course = learner.http.get(base).json()
    for module in course["modules"]:
        for head in module["lessons"]:
            state = learner.go_through(f"{base}lessons/{head['key']}/")

    assert state["final_quiz"]["may_begin"] is True
    assert state["share"] == 1000
    quiz = learner.http.post(f"{base}final-quiz/").json()
    assert len(quiz["items"]) == course["completion"]["final_quiz"]["items"]
    result = learner.http.post(f"{base}final-quiz/submit/", {"number": 1}, "json").json()
    assert result["is_passed"] is False
    assert result["read_again"]
    assert not Certificate.objects.exists()


def test_the_class_shows_people_in_every_state_and_is_loaded_once():
    call_command("load_demonstration", stdout=StringIO())
    call_command("load_class")

    cohort = Cohort.objects.get()
    trainer = Device(cohort.trainers.get())
    address = f"/api/v1/teaching/cohorts/{cohort.uuid}/"
    told = trainer.http.get(f"{address}summary/").json()
    assert (told["people"], told["waiting"], told["completed"], told["sessions"]) == (24, 3, 3, 2)
    assert 3 <= told["quiet"] < told["at_risk"] <= 12
    assert cohort.sessions.filter(starts_at__gt=timezone.now()).count() == 2
    works = dict(Work.objects.order_by().values_list("state").annotate(Count("pk")))
    assert works == {"accepted": 3, "returned": 1, "waiting": 2}
    completed = cohort.enrolments.filter(state="completed")
    assert all(one.lessons_done == 18 for one in completed)
    assert Certificate.objects.filter(kind="course").count() == 3
    assert not LessonProgress.objects.filter(done_at__lt=F("began_at")).exists()
    assert trainer.http.get("/api/v1/teaching/questions/").json()["count"] == 1
    [message] = trainer.http.get(f"{address}messages/").json()
    assert (message["people"], message["read"]) == (24, 15)
