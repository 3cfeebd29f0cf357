"""Around every request."""

import time

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from prometheus_client import REGISTRY

from backend.common.middleware import unavailable_database


@pytest.mark.django_db
def test_request_metrics_count_by_the_name_of_the_view(client: Client):
    labels = {"method": "GET", "view": "session", "status": "200"}
    before = REGISTRY.get_sample_value("hocso_request_seconds_count", labels) or 0

    client.get("/api/v1/session/")

    assert REGISTRY.get_sample_value("hocso_request_seconds_count", labels) == before + 1


def test_unavailable_database_answers_503_for_a_page():
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok")

    guarded = unavailable_database(page)
    request = HttpRequest()
    request.path = "/"

    response = guarded.process_exception(request, OperationalError())

    assert response.status_code == 503
    assert response["Retry-After"] == "3"
    assert guarded.process_exception(request, ValueError()) is None


def test_lost_database_in_a_session_is_a_503(client: Client, monkeypatch: pytest.MonkeyPatch):
    def lost(self: SessionStore) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(SessionStore, "load", lost)
    client.cookies["hocso_session"] = "a" * 32
    client.raise_request_exception = False

    response = client.get("/api/v1/session/")

    assert response.status_code == 503
    assert response.json()["code"] == "unavailable"
    assert response["Retry-After"] == "3"


@pytest.mark.django_db
def test_page_headers_stay_away_from_the_api(client: Client):
    page, answer = client.get("/dang-nhap/"), client.get("/api/v1/session/")

    assert page["X-Frame-Options"] == "DENY"
    assert "Content-Security-Policy" in page
    assert "Content-Security-Policy" not in answer
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_has_closed_is_not_usable():
    own, other = connection.copy(), connection.copy()
    own.ensure_connection()
    was_usable = own.is_usable()

    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [own.connection.info.backend_pid])
    time.sleep(0.2)

    assert was_usable
    assert not own.is_usable()
    own.close()
    other.close()
