"""Packages of others: brought, opened, told of, served apart from everything."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from backend.settings import environment
from courses.actions.authoring import NewCourse, create_course
from courses.models import PackageRun
from courses.package_errors import PackageRefused
from tests.courses.brought import brought
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.packages import (
    MANIFEST_12,
    cmi5,
    make_package_course,
    scorm_12,
    scorm_2004,
    zipped,
)
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db
LESSON = "/api/v1/courses/khoa-goi/lessons/bai-goi/"
PART = f"{LESSON}parts/package-1/"
DONE = {"cmi.core.lesson_status": "completed", "cmi.suspend_data": "trang=7"}
VERB = "http://adlnet.gov/expapi/verbs/"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def learner():
    device = Device(UserFactory())
    assert device.http.post("/api/v1/courses/khoa-goi/enrolment/").status_code == 201
    return device


def launch(device, unit=0):
    return device.http.post(f"{PART}launch/", {"unit": unit}, "json").json()


def commit(device, values, launch=1, sequence=1, unit=0):
    body = {"launch": launch, "sequence": sequence, "unit": unit, "values": values}
    return device.http.put(f"{PART}run/", body, "json")


def own_evidence(device):
    return device.http.get(LESSON).json()["progress"]["evidence"].get("package-1", {})


def test_a_scorm_unit_is_completed_and_goes_on_where_it_was_left():
    make_package_course(scorm_12())
    device = learner()
    assert launch(device)["values"] == {"cmi.core.entry": "ab-initio"}

    kept = commit(device, DONE).json()

    assert kept["is_current"] is True
    assert kept["evidence"]["package-1"] == {"seen": True, "completed": [0]}
    again = launch(device)
    assert (again["launch"], again["values"]["cmi.suspend_data"]) == (2, "trang=7")
    assert again["values"]["cmi.core.entry"] == "resume"


def test_what_comes_twice_late_or_out_of_order_changes_nothing_but_for_the_better():
    make_package_course(scorm_12())
    device = learner()
    launch(device)
    commit(device, {"cmi.suspend_data": "mới"}, sequence=2)

    for _ in range(2):
        commit(device, {"cmi.suspend_data": "cũ"}, sequence=1)
    assert PackageRun.objects.get().state["0"] == {"cmi.suspend_data": "mới"}
    launch(device)  # on another device
    late = commit(device, {**DONE, "cmi.suspend_data": "muộn"}, launch=1, sequence=9).json()

    assert late["is_current"] is False
    assert late["evidence"]["package-1"]["completed"] == [0]
    assert PackageRun.objects.get().state["0"]["cmi.suspend_data"] == "mới"
    assert problem_of(commit(device, DONE, launch=3)) == (422, "invalid_run")


def test_no_device_tells_completion_by_itself():
    make_package_course(scorm_12())
    device = learner()

    told = {"evidence": {"package-1": {"seen": True, "completed": [0]}}}

    assert problem_of(device.http.put(f"{LESSON}progress/", told, "json"))[0] == 422
    assert own_evidence(device) == {}


@pytest.mark.parametrize(
    "values",
    [{"cmi.core.lesson_status": "xong"}, {"la": "gi"}, {"cmi.suspend_data": "x" * 70_000}],
)
def test_what_the_format_does_not_know_is_refused(values):
    make_package_course(scorm_12())
    device = learner()
    launch(device)

    assert problem_of(commit(device, values)) == (422, "invalid_run")


def test_of_several_units_each_counts():
    make_package_course(scorm_2004())
    device = learner()
    shares = []
    for unit in (0, 1):
        launch(device, unit)
        done = {"cmi.completion_status": "completed"}
        shares.append(commit(device, done, launch=unit + 1, unit=unit).json()["share"])

    assert shares == [250, 500]
    assert own_evidence(device) == {"seen": True, "completed": [0, 1]}
    assert launch(device, 2)["units"][2] == {"title": "Đọc thêm", "reports": False}


def test_who_is_not_in_the_course_may_look_and_nothing_is_kept():
    make_package_course(scorm_12())

    looked = launch(Device(None))

    assert (looked["is_kept"], looked["launch"]) == (False, 0)
    assert PackageRun.objects.count() == 0


def test_files_are_served_with_what_they_may_do_and_without_a_cookie():
    make_package_course(zipped({
        "imsmanifest.xml": MANIFEST_12, "a/index.html": "<html><head></head></html>",
        "a/phim.mp4": "0123456789", "a/lenh.php": "<?php",
    }))  # fmt: skip
    address = urlsplit(launch(Device(None))["address"]).path
    stranger = Client()

    page = stranger.get(address)

    policy = page["Content-Security-Policy"]
    folder = f"testserver{address.removesuffix('a/index.html')}"
    assert policy.startswith("sandbox allow-scripts allow-forms; default-src " + folder)
    assert "allow-same-origin" not in policy
    assert f"connect-src {folder} data: blob:;" in policy
    assert "X-Frame-Options" not in page
    assert not page.cookies
    assert b'<head><script src="/goi-hoc/' in page.content
    film = stranger.get(address.replace("index.html", "phim.mp4"), headers={"range": "bytes=2-4"})
    assert (film.status_code, film.content, film["Content-Range"]) == (206, b"234", "bytes 2-4/10")
    for lost in ("lenh.php", "khong-co.html", "../imsmanifest.xml", "%2e%2e/%2e%2e/x.html"):
        assert stranger.get(address.replace("index.html", lost)).status_code == 404
    assert stranger.get(address.replace("/goi-hoc/", "/goi-hoc/0")).status_code == 404


def test_a_host_of_its_own_serves_packages_and_nothing_else(settings):
    settings.PACKAGES_ORIGIN = "https://goi.test"
    make_package_course(scorm_12())

    looked = launch(Device(None))

    assert looked["address"].startswith("https://goi.test/goi-hoc/")
    assert (looked["origin"], looked["sandbox"]) == (
        "https://goi.test",
        "allow-scripts allow-forms allow-same-origin",
    )
    path, stranger = urlsplit(looked["address"]).path, Client()
    apart = {"secure": True, "headers": {"host": "goi.test"}}
    assert "allow-same-origin" in stranger.get(path, **apart)["Content-Security-Policy"]
    assert "allow-same-origin" not in stranger.get(path)["Content-Security-Policy"]
    for ours in ("/", "/dang-nhap/", "/api/v1/session/", "/tep/video/x/y.m4s", "/sw.js"):
        assert stranger.get(ours, **apart).status_code == 404


@pytest.mark.parametrize(
    "written", ["goi.test", "https://goi.test/a", "https://hoc.test", "http://hoc.test:81"]
)
def test_a_host_of_packages_that_is_no_other_host_is_refused(monkeypatch, written):
    monkeypatch.setenv("PACKAGES_ORIGIN", written)
    with pytest.raises(ValueError, match="PACKAGES_ORIGIN"):
        environment.origin("PACKAGES_ORIGIN", not_at="https://hoc.test")


def test_cmi5_content_fetches_its_token_once_and_tells_statements():
    make_package_course(cmi5())
    device = learner()
    query = parse_qs(urlsplit(launch(device)["address"]).query)
    content = Client(enforce_csrf_checks=True)
    fetch, endpoint = (urlsplit(query[name][0]).path for name in ("fetch", "endpoint"))
    token = content.post(fetch).json()["auth-token"]
    assert content.post(fetch).json()["error-code"] == "1"
    headers = {"authorization": f"Basic {token}"}

    def state(method, name, **more):
        address = f"{endpoint}activities/state?stateId={name}"
        return getattr(content, method)(address, headers=headers, **more)

    def tell(verb, registration=query["registration"][0]):
        said = {
            "actor": {"account": {}},
            "verb": {"id": VERB + verb},
            "object": {"id": "a"},
            "context": {"registration": registration},
        }
        body = json.dumps([said])
        return content.post(f"{endpoint}statements", body, "application/json", headers=headers)

    assert state("get", "LMS.LaunchData").json()["moveOn"] == "CompletedAndPassed"
    assert state("put", "bookmark", data='{"trang": 7}').status_code == 204
    assert state("get", "bookmark").json() == {"trang": 7}
    assert tell("completed").status_code == 200
    assert own_evidence(device) == {"seen": True}
    assert tell("passed", "00000000-0000-4000-8000-000000000000").status_code == 400
    assert tell("passed")["Access-Control-Allow-Origin"] == "*"
    assert own_evidence(device) == {"seen": True, "completed": [0]}
    headers = {"authorization": "Basic x"}
    assert tell("passed").status_code == 401
    launch(device)
    headers = {"authorization": f"Basic {token}"}
    assert tell("passed").status_code == 404


@pytest.fixture
def author():
    membership = MembershipFactory(trainer=True)
    new = NewCourse("Khóa soạn", membership.organisation)
    create_course(new, actor=membership.user, now=timezone.now())
    return Device(membership.user)


PACKAGES = "/api/v1/authoring/courses/khoa-soan/packages/"


def bring(author, body):
    """What the worker's job tells."""
    return brought(author, PACKAGES, body, "goi.zip")


def test_an_author_brings_a_package_and_looks_into_it(author):
    digest = bring(author, scorm_2004())["package"]

    assert bring(author, scorm_2004())["package"] == digest
    address = f"{PACKAGES}{digest}/"
    told = author.http.get(address).json()
    assert (told["format"], told["units"], len(told["contents"])) == ("scorm2004", 2, 3)
    looked = author.http.post(address, {"unit": 1}, "json").json()
    assert looked["address"].endswith("index.html?trang=2")
    assert Client().get(urlsplit(looked["address"]).path).status_code == 200
    stranger = Device(MembershipFactory(trainer=True).user)
    assert stranger.http.get(address).status_code == 404


def test_a_file_that_is_no_package_is_refused_with_a_reason(author):
    with pytest.raises(PackageRefused) as refused:
        bring(author, b"PK rubbish")

    assert "hỏng" in refused.value.detail
