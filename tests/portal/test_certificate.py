"""The public check of a certificate: genuine, revoked or unknown; and its owner's uses of it."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from PIL import Image
from pytest_django import Settings

from backend.certificates.actions.issue import issue_certificate
from backend.certificates.models import Certificate
from backend.certificates.signing import make_signing_key
from backend.portal.views import certificate as views
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(settings: Settings, tmp_path: Path) -> Certificate:
    settings.PUBLIC_URL = "https://thi.example.vn"
    settings.IDENTITY_KEYS_DIR = tmp_path / "keys"
    make_signing_key(tmp_path / "keys")
    return issue_certificate(
        user=UserFactory(full_name="Nông Thị Ánh"),
        source="round:thu:participant:1",
        kind="round",
        facts={
            "name": "Nông Thị Ánh",
            "contest": "Tìm hiểu Nghị quyết 57",
            "round": "Vòng 1",
            "points": 19,
            "max_points": 20,
            "issued_on": "2026-11-20",
            "issuer": "Ban Tổ chức <b>",
        },
        now=NOON,
    )


def test_valid_certificate_shows_what_was_issued_with_a_masked_name(client: Client, issued):
    response = client.get(f"/chung-nhan/{issued.code}/")

    page = response.content.decode()
    assert response.status_code == 200
    assert "Chứng nhận có thật" in page
    assert "Nông T. Á***" in page
    assert "Nông Thị Ánh" not in page
    assert "19/20" in page
    assert "20/11/2026" in page
    assert "Ban Tổ chức &lt;b&gt;" in page


def test_revoked_certificate_says_so_and_since_when(client: Client, issued):
    Certificate.objects.filter(pk=issued.pk).update(revoked_at=NOON, revoked_reason="Cấp nhầm")

    page = client.get(f"/chung-nhan/{issued.code}/").content.decode()

    assert "Chứng nhận đã bị thu hồi" in page
    assert "Thu hồi ngày 20/11/2026" in page
    assert "Lý do: Cấp nhầm" in page
    assert "og:image" not in page
    assert "Chứng nhận có thật" not in page


@pytest.mark.parametrize("code", ["0" * 26, "x", "a%00b", "%F0%9F%98%80", "' OR 1=1", "9" * 500])
def test_unknown_certificate_is_one_page_whatever_was_asked(client: Client, code: str):
    response = client.get(f"/chung-nhan/{code}/")

    assert response.status_code == 404
    assert "Không tìm thấy chứng nhận này" in response.content.decode()


def test_form_leads_to_the_certificate_however_its_code_was_typed(client: Client, issued):
    typed = issued.code.replace("-", " ").lower()

    response = client.get("/chung-nhan/", {"ma": typed})

    assert response.status_code == 302
    assert response["Location"] == f"/chung-nhan/{issued.code}/"


def test_form_explains_a_code_that_cannot_be_one(client: Client):
    page = client.get("/chung-nhan/", {"ma": "<script>12"}).content.decode()

    assert "Mã phải có đủ 26 chữ và số" in page
    assert "<script>12" not in page


def test_checking_too_fast_is_refused_politely(client: Client, issued, monkeypatch):
    slow = views.VERIFICATIONS.__class__("thu-chung-nhan", count=1, seconds=60)
    monkeypatch.setattr(views, "VERIFICATIONS", slow)

    first = client.get(f"/chung-nhan/{issued.code}/")
    second = client.get(f"/chung-nhan/{issued.code}/")

    assert (first.status_code, second.status_code) == (200, 429)
    assert "Đã thử quá nhiều lần" in second.content.decode()


def test_only_the_owner_is_offered_what_bears_the_name(client: Client, issued: Certificate):
    address, own = f"/chung-nhan/{issued.code}/", f"/api/v1/certificates/{issued.uuid}/"
    public = f"/api/v1/certificates/verify/{issued.code}/credential.json"

    stranger = client.get(address).content.decode()
    client.force_login(UserFactory(is_staff=True))
    another = client.get(address).content.decode()
    client.force_login(issued.user)
    owner = client.get(address).content.decode()

    for page in (stranger, another):
        assert "linkedin" not in page
        assert own not in page
        assert public in page
    for offered in ("picture.png", "credential.json", "credential.jwt"):
        assert own + offered in owner
        assert client.get(own + offered).status_code == 200


def test_linkedin_is_given_title_code_and_date(client: Client, issued: Certificate):
    client.force_login(issued.user)
    page = client.get(f"/chung-nhan/{issued.code}/").content.decode()

    [link] = re.findall(r'href="(https://www\.linkedin\.com/[^"]+)"', page)

    assert parse_qs(urlsplit(unescape(link)).query) == {
        "startTask": ["CERTIFICATION_NAME"],
        "name": ["Vòng 1 · Tìm hiểu Nghị quyết 57"],
        "organizationName": ["Ban Tổ chức <b>"],
        "issueYear": ["2026"],
        "issueMonth": ["11"],
        "certId": [issued.code],
        "certUrl": [f"https://thi.example.vn/chung-nhan/{issued.code}/"],
    }


def test_other_sites_show_a_picture_without_the_name(client: Client, issued: Certificate):
    page = client.get(f"/chung-nhan/{issued.code}/").content.decode()
    [address] = re.findall(r'property="og:image" content="https://thi\.example\.vn([^"]+)"', page)

    public = client.get(address)
    client.force_login(issued.user)
    own = client.get(f"/api/v1/certificates/{issued.uuid}/picture.png")

    for drawn in (public, own):
        assert Image.open(BytesIO(drawn.content)).size == (1200, 630)
        assert len(drawn.content) < 150_000
    assert public.content != own.content
    assert "Nông Thị Ánh" not in page


def test_what_does_not_stand_has_no_picture(client: Client, issued: Certificate):
    Certificate.objects.update(revoked_at=NOON, revoked_reason="Cấp nhầm")
    client.force_login(issued.user)

    answers = [client.get(f"/chung-nhan/{code}/anh.png") for code in (issued.code, "0" * 26, "x")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert client.get(f"/api/v1/certificates/{issued.uuid}/picture.png").status_code == 409
