"""Joining: what is stored, and everything that is refused."""

import json
import threading
import unicodedata
from typing import Any
from unittest.mock import ANY

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from backend.accounts.models import Consent, User
from backend.accounts.rules.consent import CONSENT_TEXTS, text_hash
from backend.organisations.models import Membership, Organisation
from tests.factories.accounts import PASSWORD, UserFactory
from tests.organisations.api.conftest import Browser

HUGE = 1024 * 1024


def _errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert not User.objects.exists()
    assert not Consent.objects.exists()
    found: dict[str, list[str]] = response.json()["errors"]
    return found


def test_registration_stores_the_person_and_signs_them_in(
    browser: Browser, typed: dict[str, Any], commune: Organisation
):
    response = browser.send("POST", "registrations/", typed)

    assert response.status_code == 201
    assert response.json() == {
        "signed_in": True,
        "uuid": str(User.objects.get().uuid),
        "full_name": "Nguyễn Văn An",
        "organisation": {
            "uuid": str(commune.uuid),
            "name": "Xã Thượng Lâm",
            "path": "Xã Thượng Lâm, tỉnh Tuyên Quang",
        },
        "roles": ["participant"],
        "language": "vi",
        "csrf_token": ANY,
    }
    person = User.objects.get()
    assert (person.phone, person.email) == ("+84912345678", None)
    assert person.check_password(PASSWORD)
    assert Membership.objects.get().organisation == commune
    assert browser.get("/api/v1/session/").json()["signed_in"] is True


def test_registration_keeps_each_consent_with_its_words(browser: Browser, typed: dict[str, Any]):
    before = timezone.now()

    browser.send("POST", "registrations/", typed)

    consents = {each.purpose: each for each in Consent.objects.all()}
    assert {purpose: each.granted for purpose, each in consents.items()} == typed["consents"]
    assert {each.text_hash for each in consents.values()} == {
        text_hash(text) for text in CONSENT_TEXTS.values()
    }
    assert all(each.given_at >= before and each.channel == "web" for each in consents.values())


def test_registration_by_email_lowers_it(browser: Browser, typed: dict[str, Any]):
    browser.send("POST", "registrations/", typed | {"identifier": "An.Nguyen@HocSo.test"})

    assert User.objects.get().email == "an.nguyen@hocso.test"


def test_registration_stores_a_decomposed_name_composed(browser: Browser, typed: dict[str, Any]):
    name = unicodedata.normalize("NFD", "Nguyễn Thị Đỗ Quyên")

    browser.send("POST", "registrations/", typed | {"full_name": name})

    assert User.objects.get().full_name == "Nguyễn Thị Đỗ Quyên"
    assert User.objects.filter(search_key__contains="do quyen").exists()


@pytest.mark.parametrize("name", ["محمد علي", "<script>alert(1)</script>", "Мария Иванова"])
def test_registration_keeps_other_names_as_text(browser: Browser, typed: dict[str, Any], name: str):
    response = browser.send("POST", "registrations/", typed | {"full_name": name})

    assert response.status_code == 201
    assert response["Content-Type"] == "application/json"
    assert User.objects.get().full_name == name


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", "A" * 101),
        ("full_name", "A" * HUGE),
        ("full_name", "Nguyễn \u202eAn"),
        ("full_name", "\u200b\u200c\u200d"),
        ("full_name", "Nguyễn 😀"),
        ("full_name", "Nguyễn\x00An"),
        ("full_name", "Nguyễn\ud800An"),
        ("full_name", ""),
        ("full_name", ["An"]),
        ("full_name", None),
        ("identifier", "0912345"),
        ("identifier", "0912345678\x00"),
        ("identifier", "lan\ud800@hocso.test"),
        ("identifier", 12),
        ("identifier", {"phone": "0912345678"}),
        ("password", "1234567"),
        ("password", "password"),
        ("password", "a" * HUGE),
        ("password", "mat-khau\x00thu"),
        ("password", "mat-khau\ud800thu"),
        ("password", None),
        ("birth_date", "2099-01-01"),
        ("birth_date", "2023-02-29"),
        ("birth_date", "1890-01-01"),
        ("birth_date", "02/09/1990"),
        ("birth_date", "1990-09-02T00:00:00Z"),
        ("birth_date", 19900902),
        ("birth_date", "\x00"),
        ("organisation", "00000000-0000-4000-8000-000000000000"),
        ("organisation", "08"),
        ("organisation", "\ud800"),
        ("organisation", None),
        ("consents", None),
        ("consents", []),
        ("consents", "yes"),
    ],
)
def test_registration_refuses_a_wrong_field(
    browser: Browser, typed: dict[str, Any], field: str, value: Any
):
    response = browser.send("POST", "registrations/", typed | {field: value})

    assert list(_errors(response)) == [field]


def test_registration_refuses_a_long_password_before_hashing(
    browser: Browser, typed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(User, "set_password", lambda *_: pytest.fail("hashed"))

    response = browser.send("POST", "registrations/", typed | {"password": "a" * HUGE})

    assert list(_errors(response)) == ["password"]


def test_registration_refuses_a_password_like_the_name(browser: Browser, typed: dict[str, Any]):
    response = browser.send(
        "POST",
        "registrations/",
        typed | {"identifier": "nguyenvanan@hocso.test", "password": "nguyenvanan"},
    )

    assert list(_errors(response)) == ["password"]


@pytest.mark.parametrize("answer", [False, None, "maybe"])
def test_registration_needs_the_consent_to_take_part(
    browser: Browser, typed: dict[str, Any], answer: Any
):
    consents = typed["consents"] | {"taking_part": answer}

    response = browser.send("POST", "registrations/", typed | {"consents": consents})

    assert list(_errors(response)) == ["consents.taking_part"]


def test_registration_takes_silence_as_a_no(browser: Browser, typed: dict[str, Any]):
    browser.send("POST", "registrations/", typed | {"consents": {"taking_part": True}})

    granted = Consent.objects.filter(granted=True).values_list("purpose", flat=True)
    assert list(granted) == ["taking_part"]


def test_registration_of_a_child_needs_a_guardian(browser: Browser, typed: dict[str, Any]):
    response = browser.send("POST", "registrations/", typed | {"birth_date": "2015-06-01"})

    assert list(_errors(response)) == ["guardian"]


def test_registration_of_a_child_records_the_guardian(browser: Browser, typed: dict[str, Any]):
    guardian = {"full_name": "Nguyễn Thị Mẹ", "phone": "0987.654.321"}

    response = browser.send(
        "POST", "registrations/", typed | {"birth_date": "2015-06-01", "guardian": guardian}
    )

    assert response.status_code == 201
    assert set(Consent.objects.values_list("guardian_name", "guardian_phone")) == {
        ("Nguyễn Thị Mẹ", "+84987654321")
    }


def test_registration_checks_the_guardian(browser: Browser, typed: dict[str, Any]):
    guardian = {"full_name": "\u202eMẹ", "phone": "113"}

    response = browser.send(
        "POST", "registrations/", typed | {"birth_date": "2015-06-01", "guardian": guardian}
    )

    assert set(_errors(response)) == {"guardian.full_name", "guardian.phone"}


def test_registration_refuses_an_organisation_that_has_ended(
    browser: Browser, typed: dict[str, Any], commune: Organisation
):
    commune.valid_to = timezone.localdate() - timezone.timedelta(days=1)
    commune.save()

    response = browser.send("POST", "registrations/", typed)

    assert list(_errors(response)) == ["organisation"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b'"text"', b"\xff\xfe", b'{"identifier": NaN}', b"1e999"],
)
def test_registration_refuses_what_is_no_object(browser: Browser, body: bytes):
    response = browser.send("POST", "registrations/", body)

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_registration_refuses_a_body_without_end(browser: Browser):
    response = browser.send("POST", "registrations/", b'{"full_name": "' + b"a" * 3 * HUGE)

    assert response.status_code == 413
    assert response.json()["code"] == "too_large"


def test_registration_needs_the_csrf_token(typed: dict[str, Any]):
    response = Client(enforce_csrf_checks=True).post(
        "/api/v1/registrations/", typed, content_type="application/json"
    )

    assert response.status_code == 403
    assert response.json()["code"] == "csrf_refused"
    assert not User.objects.exists()


@pytest.mark.parametrize("spelling", ["0912345678", "+84 912 345 678", "0084912345678"])
def test_registration_of_a_known_number_is_refused_without_its_owner(
    browser: Browser, typed: dict[str, Any], spelling: str
):
    owner = UserFactory(phone="+84912345678", full_name="Trần Thị Chủ")

    response = browser.send("POST", "registrations/", typed | {"identifier": spelling})

    assert response.status_code == 409
    assert response.json()["code"] == "registration_refused"
    assert "Chủ" not in response.content.decode()
    assert list(User.objects.all()) == [owner]
    assert not Consent.objects.exists()
    assert browser.get("/api/v1/session/").json()["signed_in"] is False


@pytest.mark.django_db(transaction=True)
def test_registration_twice_at_once_succeeds_once(typed: dict[str, Any]):
    start = threading.Barrier(4)
    statuses: list[int] = []

    def join() -> None:
        try:
            client = Client()
            start.wait()
            response = client.post(
                "/api/v1/registrations/", json.dumps(typed), content_type="application/json"
            )
            statuses.append(response.status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=join) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [201, 409, 409, 409]
    assert User.objects.count() == 1
    assert Consent.objects.count() == 4
    assert Membership.objects.count() == 1
