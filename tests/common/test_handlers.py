"""The short lane of attempts' tokens answers as the long one does."""

import io
import json
from datetime import timedelta

import pytest
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from backend.common.handlers import Lanes
from quizzes.queries.attempt import started_attempt
from tests.factories.quizzes import make_attempt, make_round

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def application():
    return Lanes(get_wsgi_application())


def ask(application, method, path, body=b"", **headers):
    answered = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        **headers,
    }
    parts = application(environ, lambda status, sent, exc=None: answered.append((status, sent)))
    return int(answered[0][0][:3]), dict(answered[0][1]), b"".join(parts)


@pytest.fixture
def started():
    now = timezone.now()
    round_ = make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    attempt = make_attempt(round_, now=now)
    return attempt, started_attempt(attempt, now)


def test_answers_are_saved_without_session_or_cookie(application, started):
    attempt, paper = started
    item = paper["items"][0]
    answer = {"slot": 1, "revision": 1, "value": [item["options"][0]["token"]]}

    status, headers, body = ask(
        application,
        "PUT",
        f"/api/v1/attempts/{attempt.uuid}/responses/",
        json.dumps({"responses": [answer]}).encode(),
        HTTP_AUTHORIZATION=f"Bearer {paper['token']}",
    )

    assert (status, json.loads(body)["stored"]) == (200, [{"slot": 1, "revision": 1}])
    assert "Set-Cookie" not in headers
    assert headers["Content-Length"] == str(len(body))


@pytest.mark.parametrize(
    "path",
    ["/api/v1/attempts/", "/api/v1/attempts/{uuid}/", "/api/v1/attempts/{uuid}/take-over/"],
)
def test_a_token_opens_nothing_that_asks_for_a_session(application, started, path):
    attempt, paper = started

    status, _, _ = ask(
        application,
        "POST" if "take-over" in path else "GET",
        path.format(uuid=attempt.uuid),
        HTTP_AUTHORIZATION=f"Bearer {paper['token']}",
    )

    assert status in {401, 403}


def test_a_token_elsewhere_changes_no_lane(application):
    status, headers, _ = ask(
        application, "GET", "/api/v1/session/", HTTP_AUTHORIZATION="Bearer something"
    )

    assert status == 200
    assert "X-Content-Type-Options" in headers
