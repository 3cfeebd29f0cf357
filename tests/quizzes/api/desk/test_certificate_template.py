"""Templates on a contest's desk: kept, previewed, chosen, and printed with."""

import io
from base64 import b64decode

import pytest
from PIL import Image
from pypdf import PdfReader

from backend.certificates.models import CertificateTemplate, TemplateVersion
from backend.certificates.queries.template import chosen_versions
from quizzes.models import Contest
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import make_round
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db
DESIGN = {
    "layout": "festive",
    "orientation": "portrait",
    "issuer": "Tỉnh đoàn Tuyên Quang",
    "body": ["đã đạt *{giải}*"],
}


@pytest.fixture
def contest() -> Contest:
    contest = make_round().contest
    contest.organisation = OrganisationFactory()
    contest.save()
    return contest


@pytest.fixture
def desk(contest):
    return Device(MembershipFactory(organiser=True, organisation=contest.organisation).user)


def address(contest: Contest, rest: str = "") -> str:
    return f"/api/v1/desk/contests/{contest.slug}/certificate-templates/{rest}"


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGBA", (900, 900), (200, 20, 40, 128)).save(out, "PNG")
    out.seek(0)
    out.name = "dau.png"
    return out


def test_organiser_makes_previews_and_chooses_a_template(contest, desk):
    brought = desk.http.post(address(contest, "pictures/"), {"picture": picture()})
    design = {**DESIGN, "seal": brought.json()["digest"]}
    made = desk.http.post(
        address(contest), {"name": "Giải năm nay", "design": design}, "json"
    ).json()
    changed = desk.http.put(
        address(contest, f"{made['uuid']}/"),
        {"name": "Giải", "design": {**design, "palette": "red"}},
        "json",
    ).json()
    desk.http.put(address(contest, "choice/"), {"kind": "prize", "template": made["uuid"]}, "json")

    told = desk.http.get(address(contest)).json()

    assert [one["number"] for one in changed["versions"]] == [2, 1]
    assert [(one["name"], len(one["versions"])) for one in told["templates"]] == [("Giải", 2)]
    assert told["uses"] == {"prize": made["uuid"]}
    assert chosen_versions(f"contest:{contest.uuid}")["prize"].number == 2
    in_use = desk.http.delete(address(contest, f"{made['uuid']}/"))
    assert problem_of(in_use) == (409, "certificate_template_in_use")
    desk.http.put(address(contest, "choice/"), {"kind": "prize", "template": None}, "json")
    assert desk.http.delete(address(contest, f"{made['uuid']}/")).status_code == 204
    assert desk.http.get(address(contest)).json()["templates"] == []


def test_preview_is_the_page_as_it_will_be_printed_and_keeps_nothing(contest, desk):
    wish = {"design": DESIGN, "kind": "prize"}

    shown = desk.http.post(address(contest, "preview/"), wish, "json").json()

    kind, _, drawn = shown["picture"].partition(",")
    [page] = PdfReader(io.BytesIO(b64decode(shown["pdf"].partition(",")[2]))).pages
    assert "đã đạt giải Nhất" in page.extract_text()
    assert "Tỉnh đoàn Tuyên Quang chứng nhận" in page.extract_text()
    with Image.open(io.BytesIO(b64decode(drawn))) as seen:
        assert seen.height > seen.width > 900
    assert kind == "data:image/webp;base64"
    assert not TemplateVersion.objects.exists()


def test_preview_says_which_picture_or_layout_is_gone(contest, desk):
    gone = {"emblem": "ảnh", "own": "Bố cục riêng"}

    for part, told in gone.items():
        wish = {"design": {**DESIGN, part: "0" * 64}, "kind": "prize"}
        answer = desk.http.post(address(contest, "preview/"), wish, "json")

        assert problem_of(answer) == (400, "certificate_design_refused")
        assert told in answer.json()["detail"]


def test_faulty_design_is_told_by_part_and_nothing_is_kept(contest, desk):
    wish = {"name": "Mẫu", "design": {**DESIGN, "body": ["đạt {giải thưởng}"]}}

    refused = [
        desk.http.post(address(contest), wish, "json"),
        desk.http.post(address(contest, "preview/"), {**wish, "kind": "prize"}, "json"),
    ]

    for answer in refused:
        assert problem_of(answer) == (400, "certificate_design_refused")
        assert [one["part"] for one in answer.json()["faults"]] == ["body.0"]
    assert not CertificateTemplate.objects.exists()


def test_template_of_another_organisation_is_not_there(contest, desk):
    foreign = make_round().contest
    foreign.organisation = OrganisationFactory()
    foreign.save()
    theirs = Device(MembershipFactory(organiser=True, organisation=foreign.organisation).user)
    made = theirs.http.post(address(foreign), {"name": "Của họ", "design": DESIGN}, "json").json()
    wish = {"name": "Của tôi", "design": DESIGN}

    answers = [
        desk.http.put(address(contest, f"{made['uuid']}/"), wish, "json"),
        desk.http.put(address(contest, "choice/"), {"kind": "", "template": made["uuid"]}, "json"),
        desk.http.get(address(foreign)),
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]
    assert CertificateTemplate.objects.get().name == "Của họ"
