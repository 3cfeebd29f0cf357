"""Refusals as problem details."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404
from django.test import Client, RequestFactory
from rest_framework import exceptions

from backend.common import problems
from backend.common.errors import DomainError


class Full(DomainError):
    code = "full"
    status = 409
    title = "Không tìm thấy"


@pytest.mark.parametrize(
    ("exception", "status", "code"),
    [
        (Full(), 409, "full"),
        (exceptions.ParseError(), 400, "malformed"),
        (exceptions.ValidationError({"name": ["x"]}), 400, "invalid"),
        (exceptions.NotAuthenticated(), 401, "not_signed_in"),
        (exceptions.PermissionDenied(), 403, "not_allowed"),
        (exceptions.PermissionDenied("CSRF Failed: no cookie"), 403, "csrf_refused"),
        (PermissionDenied(), 403, "not_allowed"),
        (Http404(), 404, "not_found"),
        (exceptions.NotFound(), 404, "not_found"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
        (exceptions.NotAcceptable(), 406, "not_acceptable"),
        (exceptions.UnsupportedMediaType("text/plain"), 415, "unsupported_media_type"),
        (RequestDataTooBig(), 413, "too_large"),
        (exceptions.Throttled(wait=12), 429, "throttled"),
        (OperationalError(), 503, "unavailable"),
    ],
)
def test_exception_handler_describes_every_refusal(exception: Exception, status: int, code: str):
    response = problems.exception_handler(exception, {})

    assert response is not None
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert (response.data["status"], response.data["code"]) == (status, code)
    assert {"type", "title", "detail"} <= response.data.keys()


def test_exception_handler_leaves_unknown_errors_to_django():
    assert problems.exception_handler(RuntimeError("secret"), {}) is None


def test_exception_handler_adds_the_facts_of_a_refusal():
    response = problems.exception_handler(Full(attempt="abc", retry_after=7), {})

    assert response is not None
    assert response.data["attempt"] == "abc"
    assert "retry_after" not in response.data
    assert response.headers["Retry-After"] == "7"


@pytest.mark.parametrize(
    ("detail", "flat"),
    [
        ({"name": ["a", "b"]}, {"name": ["a", "b"]}),
        ({"guardian": {"phone": ["a"]}}, {"guardian.phone": ["a"]}),
        ({"non_field_errors": ["a"]}, {"": ["a"]}),
        (["a"], {"": ["a"]}),
        ({"rows": [{}, {"slot": ["a"]}]}, {"rows.1.slot": ["a"]}),
        ({"name": "a"}, {"name": ["a"]}),
    ],
)
def test_flat_errors_name_fields_by_their_way(detail: Any, flat: dict[str, list[str]]):
    assert problems.flat_errors(detail) == flat


def test_server_error_tells_nothing_of_the_cause():
    try:
        raise RuntimeError("secret")
    except RuntimeError:
        response = problems.server_error(RequestFactory().get("/api/v1/session/"))

    assert response.status_code == 500
    assert b"secret" not in response.content


def test_server_error_is_a_503_while_the_database_is_away():
    try:
        raise OperationalError("connection to 10.0.0.1 failed")
    except OperationalError:
        response = problems.server_error(RequestFactory().get("/api/v1/session/"))

    assert response.status_code == 503
    assert response["Retry-After"] == "3"
    assert b"10.0.0.1" not in response.content


def test_problem_response_is_a_page_for_a_person():
    response = problems.server_error(RequestFactory().get("/"))

    assert response["Content-Type"].startswith("text/html")
    assert "Có lỗi ngoài dự kiến" in response.content.decode()


def test_unknown_api_address_is_a_problem(client: Client):
    response = client.get("/api/v1/nothing/")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not_found"
