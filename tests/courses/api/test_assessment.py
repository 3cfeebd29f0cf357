"""Assessing oneself: by anybody, kept for its person alone, leading to lessons."""

from uuid import uuid4

import pytest
from django.utils import timezone

from backend.accounts.actions.erasure import erase_person
from courses.actions.content import publish_version
from courses.formats.lesson import Lesson
from courses.formats.outline import Outline
from courses.models import Assessment, Course
from courses.queries.assessment import asked, self_assessment
from quizzes.actions.competence import load_competences
from quizzes.formats.competence_file import read_competence_files
from quizzes.management.commands.load_demonstration import CONTENT
from tests.courses.learner import Learner
from tests.factories.accounts import UserFactory
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db

ALL = {one.key: 2 for one in asked()}


def tell(device, uuid, answers, **more):
    body = {"answers": answers, **more}
    return device.http.put(f"/api/v1/assessment/{uuid}/", body, "json")


def advised(device, answers, **more):
    answer = device.http.post("/api/v1/assessment/advice/", {"answers": answers, **more}, "json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def make_tagged_course(slug, audience, **lessons):
    """Lessons by key, each with its tags."""
    text = {"key": "text-1", "kind": "text", "markup": "<p>Một.</p>"}
    said = {"summary": "Một câu.", "minutes": 5, "parts": [text]}
    course = Course.objects.create(slug=slug, title=slug, status="published")
    modules = [{"key": "mot", "title": "Một", "lessons": list(lessons)}]
    outline = {"title": slug, "summary": "Một.", "audience": audience, "modules": modules}
    made = {
        key: Lesson.model_validate({**said, "title": f"Bài {key}", "competences": tags})
        for key, tags in lessons.items()
    }
    publish_version(course, Outline.model_validate(outline), made, actor=None, now=timezone.now())
    return course


def test_the_statements_cover_six_domains_and_24_things():
    domains = Device().http.get("/api/v1/assessment/").json()["domains"]

    assert [len(domain["statements"]) for domain in domains] == [3, 6, 4, 4, 4, 3]
    assert {len(one["levels"]) for domain in domains for one in domain["statements"]} == {4}
    assert [domain.code for domain in self_assessment().domains] == [
        f"tt02:{number}" for number in range(1, 7)
    ]


def test_answers_are_kept_told_twice_or_in_parts():
    device, uuid = Device(UserFactory()), uuid4()
    first, second = dict(list(ALL.items())[:5]), dict(list(ALL.items())[5:])

    half = tell(device, uuid, first, audience="citizen").json()
    tell(device, uuid, first)
    whole = tell(device, uuid, second).json()
    after = tell(device, uuid, {"tim-tin": 0}).json()

    assert half["finished_at"] is None
    assert whole["finished_at"] is not None
    assert whole["shares"] == {f"tt02:{number}": 666 for number in range(1, 7)}
    assert (after["answers"], after["audience"]) == (ALL, "citizen")
    assert Assessment.objects.count() == 1


def test_history_stays_and_of_unfinished_ones_only_the_newest():
    device = Device(UserFactory())
    done, left, newest = uuid4(), uuid4(), uuid4()
    tell(device, done, ALL)
    tell(device, left, {"tim-tin": 1})
    tell(device, newest, {"tim-tin": 3})

    mine = device.http.get("/api/v1/assessment/").json()["mine"]

    assert [one["uuid"] for one in mine] == [str(newest), str(done)]


def test_nobody_else_reads_changes_or_deletes_it():
    device, other, uuid = Device(UserFactory()), Device(UserFactory()), uuid4()
    tell(device, uuid, {"tim-tin": 1})

    assert tell(other, uuid, {"tim-tin": 3}).status_code == 404
    assert other.http.delete(f"/api/v1/assessment/{uuid}/").status_code == 404
    assert other.http.get("/api/v1/assessment/").json()["mine"] == []
    assert Assessment.objects.get().answers == {"tim-tin": 1}
    assert device.http.delete(f"/api/v1/assessment/{uuid}/").status_code == 204
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("answers", [{"tim-tin": 4}, {"tim-tin": -1}, {"tim-tin": "x"}, [1], None])
def test_what_is_no_level_is_refused(answers):
    assert tell(Device(UserFactory()), uuid4(), answers).status_code == 400
    assert not Assessment.objects.exists()


def test_lessons_come_by_what_is_known_least_without_those_done_or_for_others():
    load_competences(read_competence_files(CONTENT / "competences"))
    make_tagged_course("can-bo", ["official"], **{"khoa-may": ["digcomp3:4.1"]})
    make_tagged_course(
        "cong-dan", ["citizen"], tim=["digcomp3:1.1", "tt02:1"], otp=["digcomp3:4.2"]
    )
    learner = Learner()
    answers = {**ALL, "giu-may": 1, "du-lieu": 0}

    first = advised(learner, answers, audience="citizen")["lessons"]
    address = "/api/v1/courses/cong-dan/"
    learner.http.post(f"{address}enrolment/")
    learner.http.put(
        f"{address}lessons/otp/progress/", {"evidence": {"text-1": {"seen": True}}}, "json"
    )
    then = advised(learner, answers, audience="citizen")["lessons"]
    official = advised(Device(), answers, audience="official")["lessons"]

    assert [(one["course"], one["lesson"]) for one in first] == [
        ("cong-dan", "otp"),
        ("cong-dan", "tim"),
    ]
    assert first[0]["why"] == "Giữ thông tin cá nhân, nhận ra lừa đảo"
    assert [one["lesson"] for one in then] == ["tim"]
    assert [one["lesson"] for one in official] == ["khoa-may"]


def test_an_erased_persons_assessments_go():
    person = UserFactory()
    tell(Device(person), uuid4(), ALL)

    erase_person(person, actor=None, now=timezone.now())

    assert not Assessment.objects.exists()
