"""A forgotten password."""

import re
from typing import Any

import pytest
from celery import current_app
from django.core import mail
from django.test import Client
from kombu.exceptions import OperationalError
from pytest_django import Settings

from backend.accounts.models import User
from backend.accounts.tasks import send_reset_link
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "mat-khau-moi-2027"


@pytest.fixture
def person() -> User:
    user: User = UserFactory(email="an@hocso.test")
    return user


def _post(client: Client, path: str, body: Any) -> Any:
    return client.post(f"/api/v1/password-resets/{path}", body, content_type="application/json")


def _link() -> dict[str, str]:
    found = re.search(r"#dat-lai=([^.\s]+)\.(\S+)", str(mail.outbox[-1].body))
    assert found
    return {"uid": found[1], "token": found[2]}


@pytest.mark.parametrize("identifier", ["an@hocso.test", "nobody@hocso.test", "0912345678", "?"])
def test_asking_gives_everybody_the_same_answer(client: Client, person: User, identifier: str):
    response = _post(client, "", {"identifier": identifier})

    assert (response.status_code, response.content) == (202, b"")


def test_asking_too_often_is_refused(client: Client, person: User):
    codes = [_post(client, "", {"identifier": "an@hocso.test"}).status_code for _ in range(4)]

    assert codes == [202, 202, 202, 429]


@pytest.mark.parametrize("body", [{}, {"identifier": "a\x00"}, {"identifier": "\ud800"}, []])
def test_asking_wrongly_is_refused(client: Client, body: Any):
    assert _post(client, "", body).status_code == 400


def test_link_sets_a_new_password_once_and_ends_sessions(
    client: Client, person: User, settings: Settings
):
    settings.PUBLIC_URL = "https://hocso.test"
    client.force_login(person)
    send_reset_link("An@HocSo.test")
    assert mail.outbox[0].to == ["an@hocso.test"]
    assert "https://hocso.test/dang-nhap/#dat-lai=" in mail.outbox[0].body

    first = _post(client, "confirm/", _link() | {"password": NEW})
    second = _post(client, "confirm/", _link() | {"password": "khac-nua-2027"})

    assert first.status_code == 204
    assert (second.status_code, second.json()["code"]) == (400, "reset_refused")
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert client.get("/api/v1/session/").json()["signed_in"] is False


@pytest.mark.parametrize("changed", [{"token": "abc-def"}, {"uid": "AAAA"}, {"uid": "é"}])
def test_wrong_link_changes_nothing(client: Client, person: User, changed: dict[str, str]):
    send_reset_link("an@hocso.test")

    response = _post(client, "confirm/", _link() | {"password": NEW} | changed)

    assert response.json()["code"] == "reset_refused"
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_weak_password_keeps_the_link(client: Client, person: User):
    send_reset_link("an@hocso.test")

    weak = _post(client, "confirm/", _link() | {"password": "123"})
    good = _post(client, "confirm/", _link() | {"password": NEW})

    assert list(weak.json()["errors"]) == ["password"]
    assert good.status_code == 204


@pytest.mark.parametrize(
    "fields",
    [{"is_active": False}, {"email": None}, {"email": "other@hocso.test"}, {"password": "!"}],
)
def test_no_letter_without_a_reason(person: User, fields: dict[str, Any]):
    User.objects.filter(pk=person.pk).update(**fields)

    send_reset_link("an@hocso.test")

    assert mail.outbox == []


def test_asking_without_a_broker_says_so_to_everybody(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    def away(*_arguments: Any, **_options: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(current_app, "send_task", away)

    response = _post(client, "", {"identifier": "nobody@hocso.test"})

    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
