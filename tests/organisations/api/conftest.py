"""A browser that has seen the site, and what somebody types to join."""

import json
from typing import Any

import pytest
from django.test import Client

from backend.organisations.models import Organisation
from tests.factories.accounts import PASSWORD
from tests.factories.organisations import OrganisationFactory


class Browser(Client):
    """Sends the CSRF token with each unsafe request, as the frontend does."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)
        self.token = ""

    def open(self) -> None:
        self.token = self.get("/api/v1/session/").json()["csrf_token"]

    def send(self, method: str, path: str, body: Any = None) -> Any:
        response = self.generic(
            method,
            f"/api/v1/{path}",
            body if isinstance(body, bytes) else _json(body),
            content_type="application/json",
            headers={"X-CSRFToken": self.token},
        )
        if response.status_code < 300 and response.content:
            self.token = response.json()["csrf_token"]
        return response


def _json(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=True).encode()


@pytest.fixture
def browser(db: None) -> Browser:
    browser = Browser()
    browser.open()
    return browser


@pytest.fixture
def commune(db: None) -> Organisation:
    province = OrganisationFactory(name="Tỉnh Tuyên Quang")
    return OrganisationFactory(parent=province, name="Xã Thượng Lâm")


@pytest.fixture
def typed(commune: Organisation) -> dict[str, Any]:
    """A complete and valid registration."""
    return {
        "identifier": "0912 345 678",
        "password": PASSWORD,
        "full_name": "Nguyễn Văn An",
        "birth_date": "1990-09-02",
        "organisation": str(commune.uuid),
        "consents": {
            "taking_part": True,
            "publish_name": False,
            "photos": False,
            "messages": True,
        },
    }
