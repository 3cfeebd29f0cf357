"""The public check of a certificate: genuine, revoked or unknown."""

import pytest
from django.test import Client

from backend.certificates.actions.issue import issue_certificate
from backend.certificates.models import Certificate
from backend.portal.views import certificate as views
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued() -> Certificate:
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
