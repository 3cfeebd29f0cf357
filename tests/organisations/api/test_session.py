"""Signing in and out."""

from typing import Any
from unittest.mock import ANY

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import User
from backend.organisations.enums import Role
from backend.organisations.models import Organisation
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import MembershipFactory
from tests.organisations.api.conftest import Browser


@pytest.fixture
def person(db: None) -> User:
    return UserFactory(phone="+84912345678", email="an@hocso.test")


def test_session_of_a_visitor(client: Client, db: None):
    response = client.get("/api/v1/session/")

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert response.json() == {
        "signed_in": False,
        "uuid": None,
        "full_name": "",
        "organisation": None,
        "roles": [],
        "language": "vi",
        "csrf_token": ANY,
    }


def test_session_names_every_role_with_few_queries(
    client: Client,
    person: User,
    commune: Organisation,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    for role in Role:
        MembershipFactory(user=person, organisation=commune, role=role)
    person.is_staff = True
    person.save()
    client.force_login(person)

    with django_assert_max_num_queries(4):
        me = client.get("/api/v1/session/").json()

    assert me["uuid"] == str(person.uuid)
    assert me["roles"] == [
        "participant",
        "organisation_admin",
        "organiser",
        "staff",
        "trainer",
    ]
    assert me["organisation"]["path"] == "Xã Thượng Lâm, tỉnh Tuyên Quang"


@pytest.mark.parametrize(
    "identifier", ["0912345678", "+84 912.345.678", "84912345678", "an@hocso.test", "AN@HocSo.test"]
)
def test_sign_in_by_any_spelling(browser: Browser, person: User, identifier: str):
    response = browser.send("POST", "session/", {"identifier": identifier, "password": PASSWORD})

    assert response.status_code == 200
    assert response.json()["signed_in"] is True
    assert browser.get("/api/v1/session/").json()["full_name"] == person.full_name


def test_sign_in_changes_the_session_and_the_token(browser: Browser, person: User):
    browser.send("POST", "session/", {"identifier": person.phone, "password": PASSWORD})
    first = browser.cookies["hocso_session"].value
    first_token = browser.token

    browser.send("POST", "session/", {"identifier": person.phone, "password": PASSWORD})

    assert browser.cookies["hocso_session"].value != first
    assert browser.token != first_token


@pytest.mark.parametrize(
    ("identifier", "password"),
    [
        ("0912345678", "wrong-password"),
        ("0912345679", PASSWORD),
        ("nobody@hocso.test", PASSWORD),
        ("not an identifier", PASSWORD),
    ],
)
def test_sign_in_refusals_look_alike(
    browser: Browser, person: User, identifier: str, password: str
):
    response = browser.send("POST", "session/", {"identifier": identifier, "password": password})

    assert response.status_code == 400
    assert response.json() == {
        "type": "about:blank",
        "title": "Số điện thoại, thư điện tử hoặc mật khẩu chưa đúng.",
        "status": 400,
        "code": "credentials_refused",
        "detail": "Số điện thoại, thư điện tử hoặc mật khẩu chưa đúng.",
    }


def test_sign_in_of_a_closed_account_is_refused(browser: Browser, person: User):
    person.is_active = False
    person.save()

    response = browser.send("POST", "session/", {"identifier": person.phone, "password": PASSWORD})

    assert response.json()["code"] == "credentials_refused"


def test_sign_in_hashes_once_for_an_unknown_person(
    browser: Browser, db: None, monkeypatch: pytest.MonkeyPatch
):
    hashed: list[str] = []
    monkeypatch.setattr(User, "set_password", lambda _self, raw: hashed.append(raw))

    browser.send("POST", "session/", {"identifier": "0999888777", "password": PASSWORD})

    assert hashed == [PASSWORD]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"identifier": "0912345678"},
        {"identifier": "0912345678", "password": "a" * 1024 * 1024},
        {"identifier": "0912345678", "password": "a\x00b"},
        {"identifier": "\ud800", "password": "abc"},
        {"identifier": "a" * 255, "password": "abc"},
        {"identifier": [], "password": {}},
    ],
)
def test_sign_in_refuses_wrong_shapes(browser: Browser, person: User, body: Any):
    response = browser.send("POST", "session/", body)

    assert response.status_code == 400
    assert response.json()["code"] == "invalid"


def test_sign_in_slows_down_guessing_of_one_person_only(browser: Browser, person: User):
    other = UserFactory()
    guess = {"identifier": "0912345678", "password": "wrong-password"}

    codes = [browser.send("POST", "session/", guess).status_code for _ in range(11)]

    assert codes == [400] * 10 + [429]
    right = {"identifier": "+84912345678", "password": PASSWORD}
    refused = browser.send("POST", "session/", right)
    assert refused.status_code == 429
    assert refused["Retry-After"] == "600"
    assert refused.json()["code"] == "too_many_attempts"
    allowed = browser.send("POST", "session/", {"identifier": other.phone, "password": PASSWORD})
    assert allowed.status_code == 200


def test_sign_in_needs_the_csrf_token(person: User):
    response = Client(enforce_csrf_checks=True).post(
        "/api/v1/session/",
        {"identifier": person.phone, "password": PASSWORD},
        content_type="application/json",
    )

    assert response.status_code == 403
    assert response.json()["code"] == "csrf_refused"


def test_sign_out_ends_the_session(browser: Browser, person: User):
    browser.send("POST", "session/", {"identifier": person.phone, "password": PASSWORD})

    response = browser.send("DELETE", "session/")

    assert response.status_code == 204
    assert browser.get("/api/v1/session/").json()["signed_in"] is False


def test_sign_out_needs_the_csrf_token(browser: Browser, person: User):
    browser.force_login(person)
    browser.token = ""

    response = browser.send("DELETE", "session/")

    assert response.status_code == 403
    assert browser.get("/api/v1/session/").json()["signed_in"] is True


def test_session_speaks_the_language_of_the_browser(client: Client, db: None):
    response = client.get("/api/v1/session/", headers={"Cookie": "django_language=en"})

    assert response.json()["language"] == "en"


def test_session_refuses_other_methods(client: Client, db: None):
    response = client.put("/api/v1/session/", {}, content_type="application/json")

    assert response.status_code == 405
    assert response.json()["code"] == "method_not_allowed"
