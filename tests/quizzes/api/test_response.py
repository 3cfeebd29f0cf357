"""Saving answers over HTTP: one statement, and every kind of bad input."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.actions.attempt import submit_attempt
from quizzes.models import Attempt, LateResponse, Response
from tests.factories.accounts import UserFactory
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db
KIBIBYTE = 1024


def stored():
    return dict(Response.objects.values_list("slot", "value"))


def test_a_batch_is_stored_and_acknowledged(started):
    answer = started.save(
        started.choice(2, 0, revision=3), started.prediction(250), started.choice(1, 1)
    )

    assert answer.status_code == 200
    body = answer.json()
    assert body["stored"] == [
        {"slot": 0, "revision": 1},
        {"slot": 1, "revision": 1},
        {"slot": 2, "revision": 3},
    ]
    assert 0 < body["remaining_ms"] <= 15 * 60 * 1000
    assert body["state"] == "in_progress"
    assert set(stored()) == {0, 1, 2}


def test_a_save_is_one_statement(started):
    with CaptureQueriesContext(connection) as captured:
        assert started.save(started.choice(1, 0), started.choice(2, 0)).status_code == 200

    assert len(captured) == 1


def test_a_reply_says_nothing_of_right_and_wrong(started):
    replies = {
        json.dumps({**started.save(started.choice(1, place, revision=9)).json(), "remaining_ms": 0})
        for place in (0,)
    }
    for place in (1, 2, 3):
        answer = started.save(started.choice(1, place, revision=9 + place)).json()
        answer["stored"][0]["revision"] = 9
        replies.add(json.dumps({**answer, "remaining_ms": 0}))

    assert len(replies) == 1


def test_repeating_a_batch_changes_nothing(started):
    batch = [started.choice(1, 0, revision=2), started.prediction(5)]
    first = started.save(*batch).json()
    received = list(Response.objects.values_list("slot", "received_at"))

    second = started.save(*batch).json()

    assert second["stored"] == first["stored"]
    assert list(Response.objects.values_list("slot", "received_at")) == received


def test_the_same_revision_with_another_value_is_refused(started):
    started.save(started.choice(1, 0))
    before = stored()

    answer = started.save(started.choice(1, 1))

    assert problem_of(answer) == (422, "invalid_response")
    assert (answer.json()["slot"], answer.json()["reason"]) == (1, "revision_reused")
    assert stored() == before


def test_an_older_revision_is_acknowledged_with_the_newer_one(started):
    started.save(started.choice(1, 0, revision=7))

    answer = started.save(started.choice(1, 1, revision=3))

    assert answer.json()["stored"] == [{"slot": 1, "revision": 7}]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Bearer " + "A" * 74, "Basic eDp4"])
def test_without_the_attempts_token_nothing_is_stored(started, header):
    headers = {"HTTP_AUTHORIZATION": header} if header else {}
    body = {"responses": [started.choice(1, 0)]}

    answer = started.http.put(
        f"/api/v1/attempts/{started.attempt}/responses/", body, "json", **headers
    )

    assert problem_of(answer)[0] == 401
    assert stored() == {}


def test_a_foreign_attempt_is_not_found(running, started):
    other = Device(UserFactory())
    other.start(running)

    answer = started.save(started.choice(1, 0), attempt=other.attempt)

    assert problem_of(answer) == (404, "not_found")
    assert problem_of(started.save(started.choice(1, 0), attempt=uuid4())) == (404, "not_found")
    assert stored() == {}


def test_an_attempt_that_is_gone_is_not_found(started):
    Attempt.objects.all().delete()

    assert problem_of(started.save(started.choice(1, 0))) == (404, "not_found")


@pytest.mark.parametrize("other_slot", [2, 3])
def test_an_option_of_another_item_is_refused(started, other_slot):
    foreign = {**started.choice(other_slot, 0), "slot": 1}

    answer = started.save(started.choice(4, 0), foreign)

    assert problem_of(answer) == (422, "invalid_response")
    assert answer.json()["slot"] == 1
    assert stored() == {}


def test_an_option_of_another_persons_paper_is_refused(running, started):
    other = Device(UserFactory())
    other.start(running)

    assert problem_of(started.save(other.choice(1, 0))) == (422, "invalid_response")
    assert stored() == {}


def test_ten_thousand_options_are_refused(started):
    tokens = started.choice(1, 0)["value"] * 10_000

    answer = started.save({"slot": 1, "revision": 1, "value": tokens})

    assert problem_of(answer) == (413, "too_large")
    assert stored() == {}


def test_sixty_five_entries_are_refused(started):
    answer = started.save(*[started.prediction(5)] * 65)

    assert problem_of(answer) == (413, "too_large")
    assert stored() == {}


@pytest.mark.parametrize(
    "number", ["NaN", "-NaN", "Infinity", "1e999", "-0.0", "1.0", '"1 "', "true", "[]", "{}"]
)
def test_numbers_that_are_no_whole_numbers_are_refused(started, number):
    body = f'{{"responses": [{{"slot": 0, "revision": 1, "value": {number}}}]}}'

    assert problem_of(started.save_raw(body)) == (422, "invalid_response")
    assert stored() == {}


def test_minus_zero_is_refused_or_zero(started):
    body = '{"responses": [{"slot": 0, "revision": 1, "value": -0}]}'

    started.save_raw(body)

    assert stored() in ({}, {0: 0})


@pytest.mark.parametrize("revision", ["9223372036854775808", "2147483648", "0", "-1", "1e3", '"1"'])
def test_a_revision_out_of_bounds_is_refused(started, revision):
    body = f'{{"responses": [{{"slot": 1, "revision": {revision}, "value": null}}]}}'

    assert problem_of(started.save_raw(body)) == (422, "invalid_response")
    assert stored() == {}


def test_the_greatest_revision_is_stored(started):
    answer = started.save(started.choice(1, 0, revision=2**31 - 1))

    assert answer.json()["stored"] == [{"slot": 1, "revision": 2**31 - 1}]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"x"',
        b"1",
        b"{}",
        b'{"responses": null}',
        b'{"responses": {}}',
        b'{"responses": []}',
        b'{"responses": "x"}',
        b'{"responses": [1]}',
        b'{"responses": [null]}',
        b'{"responses": [[]]}',
        b'{"responses": [{}]}',
        b'{"responses": [{"slot": "1", "revision": 1, "value": []}]}',
        b'{"responses": [{"slot": 1, "revision": 1, "value": "A"}]}',
        b'{"responses": [{"slot": 1, "revision": 1, "value": [1]}]}',
        b'{"responses": [{"slot": 1, "revision": 1, "value": ["\\u0000"]}]}',
        b'{"responses": [{"slot": 1, "revision": 1, "value": ["\\ud800"]}]}',
        b'{"responses": [{"slot": 99, "revision": 1, "value": []}]}',
        b"\xff\xfe",
        b"\x00" * 100,
        b'{"responses": ' + b"[" * 20_000,
    ],
)
def test_wrong_types_and_broken_json_are_refused(started, body):
    assert problem_of(started.save_raw(body)) == (422, "invalid_response")
    assert stored() == {}


def test_one_bad_entry_refuses_the_whole_batch(started):
    answer = started.save(started.choice(1, 0), {"slot": 2, "revision": 1, "value": ["unknown"]})

    assert problem_of(answer) == (422, "invalid_response")
    assert stored() == {}


def test_more_than_32_kibibytes_are_refused(started):
    body = json.dumps({"responses": [started.choice(1, 0)], "filler": "x" * 64 * KIBIBYTE})

    assert problem_of(started.save_raw(body)) == (413, "too_large")
    assert stored() == {}


@pytest.mark.parametrize(
    ("length", "status"), [("1", 422), ("0", 422), ("", 422), ("x", 422), ("-5", 422)]
)
def test_a_wrong_content_length_is_refused(started, length, status):
    body = json.dumps({"responses": [started.choice(1, 0)]})

    answer = started.save_raw(body, CONTENT_LENGTH=length)

    assert problem_of(answer) == (status, "invalid_response")
    assert stored() == {}


def test_an_overstated_content_length_is_refused_unread(started):
    body = json.dumps({"responses": [started.choice(1, 0)]})

    answer = started.save_raw(body, CONTENT_LENGTH=str(2**30))

    assert problem_of(answer) == (413, "too_large")
    assert stored() == {}


@pytest.mark.parametrize("method", ["get", "post", "patch", "delete"])
def test_other_methods_are_refused(started, method):
    answer = getattr(started.http, method)(
        f"/api/v1/attempts/{started.attempt}/responses/", **started.bearer
    )

    assert problem_of(answer) == (405, "method_not_allowed")


def test_after_the_hand_in_answers_are_kept_as_evidence(started):
    started.save(started.choice(1, 0))
    started.submit()

    answer = started.save(started.choice(2, 0), started.choice(1, 1, revision=2))

    assert problem_of(answer) == (409, "attempt_closed")
    assert answer.json()["late_kept"] == 2
    assert set(stored()) == {1}
    assert LateResponse.objects.count() == 2


def test_late_evidence_is_bounded(started):
    submit_attempt(Attempt.objects.get().pk, now=Attempt.objects.get().started_at)

    for batch in range(20):
        started.save(*[started.prediction(5, revision=batch * 64 + one + 1) for one in range(64)])
        started.save(*[started.choice(1, 0, revision=batch * 64 + one + 1) for one in range(64)])

    assert LateResponse.objects.count() <= 1000


def test_what_the_clients_clock_says_does_not_matter(started):
    attempt = Attempt.objects.get()
    Attempt.objects.update(
        deadline_at=attempt.deadline_at - timedelta(minutes=14, seconds=59),
    )

    answer = started.http.put(
        f"/api/v1/attempts/{started.attempt}/responses/",
        {"responses": [started.choice(1, 0)], "now": "2020-01-01T00:00:00Z", "remaining_ms": 10**9},
        "json",
        HTTP_DATE="Wed, 01 Jan 2020 00:00:00 GMT",
        **started.bearer,
    )

    assert answer.status_code == 200
    assert answer.json()["remaining_ms"] <= 1000
