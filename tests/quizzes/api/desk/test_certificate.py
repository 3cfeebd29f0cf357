"""Certificates on the desk: issued in bulk, printed, paused, retried, revoked, issued anew."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from backend.certificates import tasks as certificate_tasks  # noqa: F401 - registers the work
from backend.certificates.models import Certificate
from backend.certificates.pdf_keys import make_pdf_key
from backend.certificates.signing import make_signing_key
from backend.common.jobs import run_waiting_jobs
from backend.common.models import AuditEntry, Job
from backend.organisations.enums import Role
from backend.organisations.models import Membership
from quizzes import tasks  # noqa: F401 - registers the work
from quizzes.actions.certificate_bundle import forget_bundles
from quizzes.actions.round import close_due_rounds
from quizzes.models import Contest, Notice, Winner
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db(transaction=True)

PRIZES = {
    "people": [{"code": "nhat", "title": "Giải Nhất", "count": 1}],
    "organisations": [{"code": "tap-the", "title": "Tập thể", "count": 1, "measure": "people"}],
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.IDENTITY_KEYS_DIR = tmp_path / "keys"
    make_signing_key(tmp_path / "keys")
    make_pdf_key(tmp_path / "keys", now=timezone.now())
    return settings.MEDIA_ROOT


@pytest.fixture
def round_():
    """A published round of four people of two communes; the threshold is reached by three."""
    now = timezone.now()
    province = OrganisationFactory()
    round_ = make_round(
        opens_at=now - timedelta(days=3), closes_at=now - timedelta(days=1), prizes=PRIZES
    )
    Contest.objects.update(organisation=province)
    communes = [OrganisationFactory(parent=province, name=f"Xã {name}") for name in ("Một", "Hai")]
    names = ("Nguyễn Thị Ánh", "Trần Văn Bình", "=Lò Văn Chi", "Ma Thị Dung")
    for place, name in enumerate(names):
        user = MembershipFactory(user=UserFactory(full_name=name), organisation=communes[place % 2])
        attempt = make_attempt(round_, user.user, now=now - timedelta(days=2))
        wrong = place if place < 2 else place - 1
        hand_in(attempt, wrong=wrong, after=timedelta(minutes=2 + place))
    close_due_rounds(now=now)
    work_off()
    round_.refresh_from_db()
    return round_


@pytest.fixture
def desk(round_):
    organisation = Contest.objects.get(pk=round_.contest_id).organisation
    return Device(MembershipFactory(organiser=True, organisation=organisation).user)


def work_off():
    while run_waiting_jobs():
        pass


def address(round_, path=""):
    return f"/api/v1/desk/contests/{round_.contest.slug}/certificates{path}"


def post(desk, round_, path, **body):
    return desk.http.post(address(round_, path), body, "json")


def kinds(desk, round_, scope=0):
    shown = desk.http.get(address(round_, "/")).json()["scopes"][scope]
    names = ("earned", "issued", "printed", "waiting", "failed", "revoked")
    return {one["kind"]: tuple(one[name] for name in names) for one in shown["kinds"]}


def issue(desk, round_, kind):
    answer = post(desk, round_, "/issue/", round=1, kind=kind)
    assert answer.status_code == 202, answer.json()
    work_off()


def organiser():
    return Membership.objects.get(role=Role.ORGANISER).user.uuid


def find(desk, round_, q="", state=""):
    return desk.http.get(address(round_, "/found/"), {"q": q, "state": state}).json()


def test_all_of_a_round_are_issued_once_and_printed(desk, round_):
    assert kinds(desk, round_) == {
        "threshold": (None, 3, 0, 3, 0, 0),
        "participation": (4, 0, 0, 0, 0, 0),
        "prize": (0, 0, 0, 0, 0, 0),
        "organisation_prize": (0, 0, 0, 0, 0, 0),
    }

    issue(desk, round_, "participation")
    issue(desk, round_, "participation")

    assert kinds(desk, round_)["participation"] == (4, 4, 4, 0, 0, 0)
    assert kinds(desk, round_)["threshold"] == (None, 3, 3, 0, 0, 0)
    certificate = Certificate.objects.filter(kind="participation").order_by("pk")[0]
    assert certificate.organisation.name == certificate.facts["organisation"] == "Xã Một"
    assert "points" not in certificate.facts
    [entry] = AuditEntry.objects.filter(action="certificates.issued")
    assert (entry.details["issued"], entry.details["kind"]) == (4, "participation")
    assert problem_of(post(desk, round_, "/issue/", round=1, kind="course")) == (
        409,
        "not_published",
    )


def test_prizes_are_certified_for_people_and_organisations_and_follow_them(desk, round_, client):
    slug = round_.contest.slug
    awarded = desk.http.post(f"/api/v1/desk/contests/{slug}/prizes/award/", {"round": 1}, "json")
    assert awarded.status_code == 200
    issue(desk, round_, "prize")
    issue(desk, round_, "organisation_prize")

    first = Certificate.objects.get(kind="prize")
    assert (first.facts["name"], first.facts["award"]) == ("Nguyễn Thị Ánh", "giải Nhất")
    assert (first.facts["rank"], first.facts["people"]) == (1, 4)
    commune = Certificate.objects.get(kind="organisation_prize")
    assert (commune.user, commune.facts["name"]) == (None, commune.organisation.name)
    page = client.get(f"/chung-nhan/{commune.code}/").content.decode()
    assert commune.organisation.name in page

    winner = Winner.objects.get(kind="person")
    wish = {"state": "declined", "reason": "Không nhận"}
    at = f"/api/v1/desk/contests/{slug}/winners/{winner.uuid}/state/"
    assert desk.http.post(at, wish, "json").status_code == 200
    first.refresh_from_db()
    assert first.revoked_at is not None
    issue(desk, round_, "prize")
    heir = Certificate.objects.get(kind="prize", revoked_at=None)
    assert heir.facts["name"] == "Trần Văn Bình"


def test_printing_is_paused_resumed_and_what_failed_is_retried(desk, round_):
    assert post(desk, round_, "/printing/", round=1, step="pause").status_code == 200
    issue(desk, round_, "participation")
    assert kinds(desk, round_)["participation"] == (4, 4, 0, 4, 0, 0)
    broken = Certificate.objects.filter(kind="participation").order_by("pk")[0]
    Certificate.objects.filter(pk=broken.pk).update(
        print_due_at=None, print_attempts=3, print_error="ValueError: a sheet without a name"
    )

    resumed = post(desk, round_, "/printing/", round=1, step="resume").json()
    assert not resumed["scopes"][0]["is_paused"]
    work_off()

    assert kinds(desk, round_)["participation"] == (4, 4, 3, 0, 1, 0)
    [dead] = find(desk, round_, state="failed")["results"]
    assert (dead["code"], dead["print_error"]) == (
        broken.code,
        "ValueError: a sheet without a name",
    )
    post(desk, round_, "/printing/", round=1, step="retry")
    work_off()
    assert kinds(desk, round_)["participation"] == (4, 4, 4, 0, 0, 0)
    acts = AuditEntry.objects.filter(action__startswith="certificates.").order_by("pk")
    told = list(acts.values_list("action", flat=True))
    assert [f"certificates.{one}" for one in ("paused", "issued", "resumed", "retried")] == [
        one for one in told if one != "certificates.settled"
    ]
    assert Job.objects.filter(state="failed").count() == 0


def test_one_is_found_revoked_and_issued_anew(desk, round_, client):
    issue(desk, round_, "participation")
    assert find(desk, round_, q="nguyen anh")["count"] == 2
    found = find(desk, round_, q="tran van binh")["results"]
    code = next(one["code"] for one in found if one["kind"] == "participation")
    [one] = find(desk, round_, q=code.lower().replace("-", ""))["results"]
    at = f"/{one['uuid']}/"

    short = post(desk, round_, f"{at}reissue/", name="Trần Văn Phúc", reason="sai")
    assert short.status_code == 400
    answer = post(
        desk, round_, f"{at}reissue/", name=" Trần  Văn Phúc", reason="Sai tên trên chứng nhận"
    )

    new = answer.json()
    assert (new["name"], new["facts"]["name"]) == ("Trần Văn Phúc", "Trần Văn Phúc")
    assert [row["state"] for row in new["history"]] == ["waiting", "revoked"]
    page = client.get(f"/chung-nhan/{code}/").content.decode()
    assert "đã bị thu hồi" in page
    assert f'href="/chung-nhan/{new["code"]}/"' in page
    assert "Sai tên trên chứng nhận" in page
    told = Notice.objects.get(kind="certificate_replaced")
    assert told.text == "Sai tên trên chứng nhận"
    again = post(desk, round_, f"{at}revoke/", reason="Cấp nhầm người")
    assert problem_of(again) == (409, "certificate_revoked")

    assert [one["code"] for one in find(desk, round_, q="Văn Phúc")["results"]] == [new["code"]]
    at = f"/{new['uuid']}/"
    revoked = post(desk, round_, f"{at}revoke/", reason="Cấp nhầm người").json()
    assert (revoked["state"], revoked["revoked_reason"]) == ("revoked", "Cấp nhầm người")
    assert Certificate.objects.filter(facts__name="Trần Văn Phúc").count() == 1
    verdict = client.get(f"/api/v1/certificates/verify/{code}/").json()
    assert (verdict["state"], verdict["replaced_by"]) == ("revoked", None)
    issued = AuditEntry.objects.get(action="certificate.reissued")
    assert issued.details["changed"] == ["name", "organisation"]


def test_a_bundle_holds_one_organisation_and_is_forgotten_after_days(desk, round_, media):
    issue(desk, round_, "participation")
    commune = Certificate.objects.filter(kind="participation").order_by("pk")[0].organisation
    wish = {"round": 1, "organisation": str(commune.uuid)}
    for form in ("zip", "zip", "pdf"):
        answer = post(desk, round_, "/bundles/", **wish, form=form)
        assert answer.status_code == 202, answer.json()
    work_off()

    paper, bundle = desk.http.get(address(round_, "/bundles/")).json()
    assert (bundle["organisation"], bundle["certificates"]) == ("Xã Một", 4)
    at = f"/bundles/{bundle['uuid']}/file/"
    answer = desk.http.get(address(round_, at))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.namelist() == [
            "Xã Một/0001 Nguyễn Thị Ánh.pdf",
            "Xã Một/0002 Nguyễn Thị Ánh.pdf",
            "Xã Một/0003 =Lò Văn Chi.pdf",
            "Xã Một/0004 =Lò Văn Chi.pdf",
            "Xã Một/Danh sách ký nhận.pdf",
        ]
    assert paper["is_there"]
    [taken] = AuditEntry.objects.filter(action="certificates.bundle_taken")
    assert taken.subject == f"contest:{round_.contest.uuid}"
    assert taken.actor == organiser()
    assert taken.details == {
        "format": "zip",
        "certificates": 4,
        "job": bundle["uuid"],
        "round": str(round_.uuid),
        "organisation": str(commune.uuid),
    }
    [entry, _] = AuditEntry.objects.filter(action="certificates.bundled")
    assert entry.details["organisation"] == str(commune.uuid)
    province = str(Contest.objects.get(pk=round_.contest_id).organisation.uuid)
    assert post(desk, round_, "/bundles/", organisation=province, form="zip").status_code == 202
    empty = post(
        desk, round_, "/bundles/", organisation=str(OrganisationFactory().uuid), form="zip"
    )
    assert problem_of(empty) == (409, "nothing_printed")

    stranger = make_round()
    Contest.objects.update(organisation=Contest.objects.get(pk=round_.contest_id).organisation)
    assert desk.http.get(address(stranger, at)).status_code == 404
    assert forget_bundles(now=timezone.now()) == 0
    assert forget_bundles(now=timezone.now() + timedelta(days=4)) == 2
    assert desk.http.get(address(round_, at)).status_code == 404
    assert AuditEntry.objects.filter(action="certificates.bundle_taken").count() == 1


def test_the_list_is_a_workbook_and_everything_is_the_organisers_alone(desk, round_):
    answer = desk.http.get(address(round_, ".xlsx"))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["Chứng nhận"]
    assert [row[5].value for row in sheet.iter_rows(min_row=4)] == ["đạt mức điểm"] * 3
    assert sheet["H4"].value
    taken = AuditEntry.objects.get(action="certificates.list_taken")
    assert (taken.actor, taken.details) == (organiser(), {"certificates": 3})

    other = Device(MembershipFactory(organiser=True, organisation=OrganisationFactory()).user)
    certificate = Certificate.objects.first()
    assert certificate is not None
    for path in ("/", "/found/", ".xlsx", f"/{certificate.uuid}/"):
        assert other.http.get(address(round_, path)).status_code == 404
    strange = make_round()
    Contest.objects.update(organisation=Contest.objects.get(pk=round_.contest_id).organisation)
    assert desk.http.get(address(strange, f"/{certificate.uuid}/")).status_code == 404
    assert AuditEntry.objects.filter(action="certificates.list_taken").count() == 1
