"""My certificates, their files, and the verdict on a code, over HTTP."""

from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from backend.certificates.api.certificate import VERIFICATIONS, attachment
from backend.certificates.storage import path_of
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory

pytestmark = pytest.mark.django_db
MINE = "/api/v1/certificates/"


@pytest.fixture
def owner(client: Client) -> Any:
    user = UserFactory()
    client.force_login(user)
    return user


def file_address(uuid: object) -> str:
    return f"{MINE}{uuid}/file/"


def test_list_holds_my_certificates_only(
    client: Client, owner: Any, django_assert_num_queries: DjangoAssertNumQueries
):
    mine = CertificateFactory(user=owner, printed=True)
    CertificateFactory.create_batch(3)

    with django_assert_num_queries(3):  # session, person, certificates
        response = client.get(MINE)

    assert response.json() == [
        {
            "uuid": str(mine.uuid),
            "code": mine.code,
            "title": "Tìm hiểu Nghị quyết 57-NQ/TW và chuyển đổi số · Vòng 3",
            "issued_at": "2026-12-02T10:15:00+07:00",
            "state": "ready",
            "url": f"https://thi.example.vn/chung-nhan/{mine.code}/",
        }
    ]


@pytest.mark.parametrize(
    ("trait", "state"),
    [
        ({}, "waiting"),
        ({"printed": True}, "ready"),
        ({"failed": True}, "failed"),
        ({"revoked": True}, "revoked"),
        ({"revoked": True, "printed": True}, "revoked"),
    ],
)
def test_list_says_where_each_certificate_stands(
    client: Client, owner: Any, trait: dict[str, Any], state: str
):
    CertificateFactory(user=owner, **trait)

    assert [each["state"] for each in client.get(MINE).json()] == [state]


@pytest.mark.parametrize("address", [MINE, file_address(UUID(int=1))], ids=["list", "file"])
def test_strangers_are_asked_to_sign_in(client: Client, address: str):
    response = client.get(address)

    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("accept", ["*/*", "application/pdf", "application/json"])
def test_owner_downloads_the_file(client: Client, owner: Any, accept: str):
    certificate = CertificateFactory(user=owner, printed=True)

    response: Any = client.get(file_address(certificate.uuid), headers={"Accept": accept})

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="chung-nhan-nguyen-thi-diem-phuong.pdf"; '
        f"filename*=UTF-8''{quote('Chứng nhận Nguyễn Thị Diễm Phượng.pdf')}"
    )
    assert b"".join(response.streaming_content) == b"%PDF-1.7 printed"


@pytest.mark.parametrize("is_staff", [False, True])
def test_anothers_certificate_is_not_found(client: Client, is_staff: bool):
    client.force_login(UserFactory(is_staff=is_staff))
    certificate = CertificateFactory(printed=True)

    assert client.get(file_address(certificate.uuid)).status_code == 404


def test_unknown_certificate_is_not_found(client: Client, owner: Any):
    assert client.get(file_address(uuid4())).status_code == 404


@pytest.mark.parametrize(
    ("trait", "code"),
    [
        ({}, "certificate_not_ready"),
        ({"failed": True}, "certificate_not_ready"),
        ({"revoked": True, "printed": True}, "certificate_revoked"),
    ],
)
def test_file_that_cannot_be_had_is_a_conflict(
    client: Client, owner: Any, trait: dict[str, Any], code: str
):
    certificate = CertificateFactory(user=owner, **trait)

    response = client.get(file_address(certificate.uuid))

    assert (response.status_code, response.json()["code"]) == (409, code)


def test_lost_file_is_printed_again(client: Client, owner: Any):
    certificate = CertificateFactory(user=owner, printed=True)
    path_of(certificate.file).unlink()

    response = client.get(file_address(certificate.uuid))

    certificate.refresh_from_db()
    assert (response.status_code, response.json()["code"]) == (409, "certificate_not_ready")
    assert certificate.print_due_at is not None
    assert certificate.file is None


def test_files_are_not_served_by_name(client: Client, media: Path):
    certificate = CertificateFactory(printed=True)

    for address in (f"/media/certificates/{certificate.file}", f"/{certificate.file}"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Chứng nhận Lò Y Ó.pdf", 'filename="chung-nhan-lo-y-o.pdf"'),
        ('Chứng nhận "; x=\r\nSet-Cookie: a.pdf', 'filename="chung-nhan-x-set-cookie-a.pdf"'),
        ("محمد.pdf", 'filename="chung-nhan.pdf"'),
        ("../../etc/passwd.pdf", 'filename="etc-passwd.pdf"'),
    ],
)
def test_attachment_name_is_harmless(name: str, header: str):
    written = attachment(name)

    assert header in written
    assert written.isascii()
    assert not {"\r", "\n", "/"} & set(written)


def test_anyone_verifies_a_code_however_it_was_typed(client: Client):
    certificate = CertificateFactory()

    response = client.get(f"{MINE}verify/{certificate.code.replace('-', '').lower()}/")

    assert response.status_code == 200
    assert response.json() == {
        "state": "valid",
        "code": certificate.code,
        "revoked_at": None,
        "revoked_reason": None,
        "replaced_by": None,
        "facts": {
            "name": "Nguyễn T. D. P***",
            "organisation": "Tổ công nghệ số cộng đồng, xã Thượng Tân",
            "contest": "Tìm hiểu Nghị quyết 57-NQ/TW và chuyển đổi số",
            "round": "Vòng 3",
            "points": 19,
            "max_points": 20,
            "issued_on": "2026-12-02",
            "issuer": "Ban Tổ chức Cuộc thi tỉnh Tuyên Quang",
        },
        "signing_key": None,
        "file_digest": None,
    }


@pytest.mark.parametrize("code", ["0" * 26, "nothing", "%00", "%F0%9F%98%80", "x" * 2000])
def test_unknown_code_is_an_answer_not_an_error(client: Client, code: str):
    response = client.get(f"{MINE}verify/{code}/")

    assert response.status_code == 200
    answer = response.json()
    assert answer.pop("state") == "unknown"
    assert set(answer.values()) == {None}


def test_verification_is_limited_and_says_when_to_come_back(client: Client):
    for _ in range(VERIFICATIONS.count):
        VERIFICATIONS.spend("127.0.0.1")

    response = client.get(f"{MINE}verify/{'0' * 26}/")

    assert (response.status_code, response.json()["code"]) == (429, "too_many_attempts")
    assert int(response.headers["Retry-After"]) > 0


def test_one_visitor_behind_the_proxy_does_not_use_up_anothers_budget(client: Client):
    for _ in range(VERIFICATIONS.count):
        VERIFICATIONS.spend("203.0.113.7")

    spent = client.get(
        f"{MINE}verify/{'0' * 26}/", headers={"X-Forwarded-For": "1.2.3.4, 203.0.113.7"}
    )
    other = client.get(f"{MINE}verify/{'0' * 26}/", headers={"X-Forwarded-For": "203.0.113.8"})

    assert (spent.status_code, other.status_code) == (429, 200)


def test_verification_works_without_valkey(client: Client, settings: Settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }

    assert client.get(f"{MINE}verify/{'0' * 26}/").status_code == 200
