"""People, sessions and reports over HTTP: what is sent, and to whom."""

from datetime import datetime, timedelta
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from icalendar import Calendar

from backend.common.jobs import run_waiting_jobs
from backend.common.models import AuditEntry, Job
from courses.models import Attendance, Enrolment
from courses.tasks import APPLY
from tests.courses.workbooks import people_workbook
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import EnrolmentFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def at(cohort, rest=""):
    return f"/api/v1/teaching/cohorts/{cohort.uuid}/{rest}"


def upload(device, cohort, body, **more):
    file = SimpleUploadedFile("lop.xlsx", body)
    return device.http.post(at(cohort, "imports/"), {"workbook": file, **more}, "multipart")


@pytest.mark.django_db(transaction=True)
def test_two_hundred_people_come_from_excel(cohort, device, commune):
    people = [MembershipFactory(organisation=commune).user for _ in range(200)]
    body = people_workbook([(one.full_name, one.phone, "", "XA-1") for one in people])

    told = upload(device, cohort, body).json()
    asked = device.http.post(at(cohort, f"imports/{told['uuid']}/apply/"))
    run_waiting_jobs()

    assert (told["state"], told["report"]["enrolled"]) == ("checked", 200)
    assert asked.status_code == 202
    job = Job.objects.get()
    assert (job.kind, job.result["enrolled"]) == (APPLY, 200)
    assert device.http.get(at(cohort, "people/")).json()["count"] == 200


def test_accounts_are_made_only_by_those_who_look_after_the_organisation(cohort, device, commune):
    body = people_workbook([("Nông Văn An", "0912000001", "", "XA-1")])
    administrator = MembershipFactory(administrator=True, organisation=commune).user

    refused = upload(device, cohort, body, makes_accounts=True)
    taken = upload(Device(administrator), cohort, body, makes_accounts=True)

    assert problem_of(refused) == (403, "not_allowed")
    assert taken.json()["report"]["accounts"] == 1


def test_trainer_does_not_apply_a_file_that_makes_accounts(cohort, device, commune):
    administrator = MembershipFactory(administrator=True, organisation=commune).user
    body = people_workbook([("Nông Văn An", "0912000001", "", "XA-1")])
    file = upload(Device(administrator), cohort, body, makes_accounts=True).json()

    answer = device.http.post(at(cohort, f"imports/{file['uuid']}/apply/"))

    assert problem_of(answer) == (403, "not_allowed")
    assert not Job.objects.exists()


def test_more_time_and_the_way_out(cohort, device):
    one, other = EnrolmentFactory.create_batch(2, cohort=cohort)
    stranger = EnrolmentFactory()
    day = (timezone.localdate() + timedelta(days=40)).isoformat()
    body = {"people": [str(one.uuid), str(stranger.uuid)], "due_on": day, "reason": "Ốm"}

    extended = device.http.post(at(cohort, "people/extension/"), body, "json")
    gone = device.http.delete(at(cohort, f"people/{other.uuid}/"))
    unknown = device.http.delete(at(cohort, f"people/{stranger.uuid}/"))

    assert extended.json() == {"people": 1}
    assert gone.status_code == 204
    assert problem_of(unknown) == (404, "not_found")
    stranger.refresh_from_db()
    assert (stranger.due_on, stranger.state) == (None, "active")


def test_administrator_reads_and_touches_the_own_people_only(cohort, commune):
    own = EnrolmentFactory(
        cohort=cohort, organisation=commune, person=UserFactory(full_name="Người Nhà")
    )
    other = EnrolmentFactory(
        cohort=cohort, organisation=OrganisationFactory(), person=UserFactory(full_name="Người Lạ")
    )
    device = Device(MembershipFactory(administrator=True, organisation=commune).user)
    session = _session(device, cohort)

    people = device.http.get(at(cohort, "people/")).json()
    numbers = device.http.get(at(cohort, "summary/")).json()
    roll = device.http.get(at(cohort, f"sessions/{session}/attendance/")).json()
    noted = device.http.put(
        at(cohort, f"sessions/{session}/attendance/"), {"present": [str(other.uuid)]}, "json"
    )
    file = device.http.get(at(cohort, "report.xlsx"))
    book = openpyxl.load_workbook(BytesIO(file.content))
    text = str([row for sheet in book for row in sheet.iter_rows(values_only=True)])

    assert [one["uuid"] for one in people["people"]] == [str(own.uuid)]
    assert numbers["people"] == 1
    assert [one["full_name"] for one in roll] == ["Người Nhà"]
    assert noted.status_code == 200
    assert not Attendance.objects.exists()
    assert ("Người Nhà" in text, "Người Lạ" in text) == (True, False)
    assert AuditEntry.objects.filter(action="cohort.report_taken").count() == 1


def test_session_is_planned_and_scanned(cohort, device):
    learner = EnrolmentFactory(cohort=cohort)
    session = _session(device, cohort)
    shown = device.http.get(at(cohort, f"sessions/{session}/code/")).json()
    code = shown["address"].rstrip("/").rpartition("/")[2]
    phone = Device(learner.person)

    answer = phone.http.post("/api/v1/attendance/", {"code": code}, "json")
    stranger = Device(UserFactory()).http.post("/api/v1/attendance/", {"code": code}, "json")

    assert answer.json()["session"] == "Buổi 1"
    assert problem_of(stranger) == (409, "not_in_cohort")
    assert device.http.get(at(cohort, "sessions/")).json()["sessions"][0]["present"] == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("link", "javascript:alert(1)"), ("link", "ftp://x.vn/a"), ("ends_at", "2026-01-01T00:00Z")],
)
def test_session_with_something_odd_is_refused(cohort, device, field, value):
    answer = device.http.post(at(cohort, "sessions/"), _plan() | {field: value}, "json")

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_calendar_is_followed_by_its_secret_address(cohort, device, client):
    _session(device, cohort)
    address = device.http.get(at(cohort, "sessions/")).json()["calendar"]
    path = address[address.index("/lich-hoc/") :]

    feed = client.get(path)
    other = client.get(f"/lich-hoc/{uuid4().hex}:abc.ics")

    [event] = Calendar.from_ical(feed.content).events
    assert feed["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["SUMMARY"] == f"Buổi 1 – {cohort.title}"
    assert event["DTSTART"].dt == datetime.fromisoformat(_plan()["starts_at"])
    assert other.status_code == 404


def test_lessons_and_organisations_are_told(cohort, device, commune):
    EnrolmentFactory(cohort=cohort, organisation=commune)
    organiser = Device(MembershipFactory(organiser=True, organisation=commune).user)
    question = {"course": cohort.course.slug, "organisation": str(commune.uuid)}

    lessons = device.http.get(at(cohort, "lessons/")).json()
    own = organiser.http.get("/api/v1/teaching/organisations/", question)
    trainers = device.http.get("/api/v1/teaching/organisations/", question)

    assert [one["title"] for one in lessons["lessons"]] == ["Bài 1", "Bài 2", "Bài 3", "Bài 4"]
    assert [one["enrolled"] for one in own.json()] == [1]
    assert problem_of(trainers) == (404, "not_found")


def test_template_reads_back(cohort, device):
    answer = device.http.get(at(cohort, "imports/template.xlsx"))

    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert "Người" in book.sheetnames
    assert not Enrolment.objects.exists()


def _plan():
    starts_at = NOW.replace(microsecond=0) - timedelta(minutes=5)
    return {
        "title": "Buổi 1",
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + timedelta(hours=2)).isoformat(),
        "place": "Nhà văn hóa",
        "link": "https://hop.example.vn/lop-1",
    }


def _session(device, cohort):
    return device.http.post(at(cohort, "sessions/"), _plan(), "json").json()["uuid"]
