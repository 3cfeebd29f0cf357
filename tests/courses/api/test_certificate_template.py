"""Templates of a course's certificates: chosen by its authors, made by organisers."""

import pytest

from backend.certificates.models import Certificate, CertificateTemplate, TemplateVersion
from backend.common.models import AuditEntry
from courses.models import Course
from tests.courses.learner import COURSE as COURSE_ADDRESS
from tests.courses.learner import Learner
from tests.factories.courses import make_course
from tests.factories.organisations import MembershipFactory
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db
DESIGN = {"layout": "course", "issuer": "UBND xã", "body": ["đã học xong *{khóa học}*"]}


@pytest.fixture
def course(tmp_path, commune, trainer) -> Course:
    course = make_course(tmp_path)
    course.organisation = commune
    course.save()
    course.authors.add(trainer)
    return course


@pytest.fixture
def organiser(commune):
    return Device(MembershipFactory(organiser=True, organisation=commune).user)


def address(course: Course, rest: str = "") -> str:
    return f"/api/v1/authoring/courses/{course.slug}/certificate-templates/{rest}"


def made_by(organiser, course, **changed):
    wish = {"name": "Khóa học", "design": {**DESIGN, **changed}}
    return organiser.http.post(address(course), wish, "json").json()


def test_certificates_keep_the_version_that_was_chosen_by_an_author(course, device, organiser):
    template = made_by(organiser, course)
    told = device.http.put(
        address(course, "choice/"), {"kind": "course", "template": template["uuid"]}, "json"
    ).json()
    first = completed()
    wish = {"name": "Khóa học", "design": {**DESIGN, "issuer": "Đảng ủy xã"}}
    organiser.http.put(address(course, f"{template['uuid']}/"), wish, "json")
    second = completed()
    device.http.put(address(course, "choice/"), {"kind": "course", "template": None}, "json")
    third = completed()

    versions = [str(one.uuid) for one in TemplateVersion.objects.order_by("number")]
    assert (told["uses"], told["kinds"]) == ({"course": template["uuid"]}, ["course"])
    assert [first.facts["template"], second.facts["template"]] == versions
    assert [first.facts["issuer"], second.facts["issuer"]] == ["UBND xã", "Đảng ủy xã"]
    assert "template" not in third.facts
    chosen = AuditEntry.objects.filter(action="certificate_template.chosen")
    assert {one.subject for one in chosen} == {f"course:{course.uuid}"}


def completed() -> Certificate:
    learner = Learner()
    learner.enrol()
    learner.learn_all()
    learner.take_final()
    return Certificate.objects.get(user=learner.person)


def test_authors_choose_and_never_touch_seal_or_signature(course, device, organiser):
    template = made_by(organiser, course)
    wish = {"name": "Khác", "design": DESIGN}

    told = [one.http.get(address(course)).json()["may_design"] for one in (device, organiser)]
    refused = [
        device.http.post(address(course), wish, "json"),
        device.http.put(address(course, f"{template['uuid']}/"), wish, "json"),
        device.http.delete(address(course, f"{template['uuid']}/")),
        device.http.post(address(course, "pictures/")),
        device.http.post(address(course, "preview/"), {**wish, "kind": "course"}, "json"),
    ]

    assert told == [False, True]
    assert [one.status_code for one in refused[:3]] == [404, 404, 404]
    assert refused[4].status_code == 404
    assert CertificateTemplate.objects.get().name == "Khóa học"


def test_course_of_no_organisation_has_no_templates(course, device):
    course.organisation = None
    course.save()

    assert problem_of(device.http.get(address(course)))[0] == 404
    shown = device.http.get(f"/api/v1/authoring/courses/{course.slug}/").json()
    assert shown["may_choose_template"] is False
    assert Learner().http.get(COURSE_ADDRESS).status_code == 200
