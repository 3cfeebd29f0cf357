"""Starting, reloading, taking over, handing in and looking back, over HTTP."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizzes.actions.scoring import score_pending_attempts
from quizzes.enums import AttemptState
from quizzes.models import Attempt, Response
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db


def statements(captured):
    """The statements that ask or change something, without transaction marks."""
    marks = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
    return [one["sql"] for one in captured if not one["sql"].startswith(marks)]


def test_start_gives_a_paper_that_says_nothing_of_the_key(running, device):
    answer = device.start(running)

    assert answer.status_code == 201
    assert device.paper["remaining_ms"] == device.paper["limit_ms"] == 15 * 60 * 1000
    assert set(device.paper["items"][0]) == {"slot", "kind", "stem", "options"}
    assert set(device.paper["items"][0]["options"][0]) == {"token", "text"}
    assert device.paper["responses"] == []


def test_start_again_with_the_same_key_is_a_reload(running, started):
    first = started.paper

    again = started.start(running)

    assert again.status_code == 200
    assert started.paper["uuid"] == first["uuid"]
    assert started.paper["token"] == first["token"]
    assert Attempt.objects.count() == 1


def test_start_on_a_second_device_names_the_running_attempt(running, device, started):
    second = Device(Attempt.objects.get().participant.user)

    answer = second.start(running)

    assert problem_of(answer) == (409, "attempt_elsewhere")
    assert answer.json()["attempt"] == started.attempt
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("body", [{}, {"client_key": "x"}, {"client_key": None}, [], None, 1])
def test_start_without_a_proper_key_is_refused(running, device, body):
    answer = device.http.post(f"/api/v1/rounds/{running.uuid}/attempts/", body, "json")

    assert problem_of(answer) == (400, "invalid")
    assert not Attempt.objects.exists()


def test_start_without_signing_in_is_refused(running):
    assert problem_of(Device().start(running)) == (401, "not_signed_in")


def test_start_from_a_foreign_page_is_refused(running):
    device = Device(UserFactory(), checks_csrf=True)

    assert problem_of(device.start(running)) == (403, "csrf_refused")
    assert not Attempt.objects.exists()


def test_start_in_a_hidden_or_unknown_round_is_not_found(running, device):
    hidden = make_round(is_visible=False)
    unknown = make_round()
    unknown.uuid = uuid4()

    assert problem_of(device.start(hidden)) == (404, "not_found")
    assert problem_of(device.start(unknown)) == (404, "not_found")


def test_start_outside_the_window_is_refused(device):
    now = timezone.now()
    past = make_round(opens_at=now - timedelta(days=2), closes_at=now - timedelta(seconds=1))
    future = make_round(opens_at=now + timedelta(minutes=1), closes_at=now + timedelta(days=1))

    assert problem_of(device.start(past)) == (409, "round_not_open")
    assert problem_of(device.start(future)) == (409, "round_not_open")
    assert not Attempt.objects.exists()


def test_start_too_young_or_too_often_is_refused(running):
    child, eager = Device(UserFactory(child=True)), UserFactory()
    now = timezone.now()
    day = make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    for _ in range(3):
        attempt = make_attempt(day, eager, now=now)
        hand_in(attempt, after=timedelta())

    assert problem_of(child.start(running)) == (409, "not_eligible")
    assert problem_of(Device(eager).start(day)) == (409, "no_attempts_left")
    assert Attempt.objects.count() == 3


def test_reload_brings_paper_answers_and_token_back(started):
    started.save(started.choice(1, 2, revision=4), started.prediction(17))
    before = started.paper

    answer = started.reload()

    assert answer.status_code == 200
    assert started.paper["items"] == before["items"]
    assert started.paper["responses"] == [
        {"slot": 0, "revision": 1, "value": 17},
        {"slot": 1, "revision": 4, "value": [before["items"][0]["options"][2]["token"]]},
    ]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Bearer " + "A" * 70, "Basic eDp4"])
def test_paper_needs_the_attempts_token(started, header):
    headers = {"HTTP_AUTHORIZATION": header} if header else {}

    answer = started.get(f"attempts/{started.attempt}/paper/", **headers)

    assert problem_of(answer)[0] == 401


def test_a_token_opens_no_other_attempt(running, started):
    other = Device(UserFactory())
    other.start(running)
    path = f"attempts/{other.attempt}/"

    paper = started.get(path + "paper/", **started.bearer)
    handed_in = started.http.post(f"/api/v1/{path}submit/", {}, "json", **started.bearer)

    assert problem_of(paper) == (404, "not_found")
    assert problem_of(handed_in) == (404, "not_found")
    assert Attempt.objects.filter(state=AttemptState.IN_PROGRESS).count() == 2


def test_the_paper_of_a_voided_attempt_is_not_found(started):
    Attempt.objects.update(state=AttemptState.VOIDED)

    assert problem_of(started.reload()) == (404, "not_found")


def test_take_over_moves_the_attempt_and_tells_the_old_device(running, device, started):
    second = Device(Attempt.objects.get().participant.user)
    started.save(started.choice(1, 0))

    answer = second.take_over(started.attempt)

    assert answer.status_code == 200
    assert second.paper["epoch"] == 2
    assert len(second.paper["responses"]) == 1
    assert problem_of(started.save(started.choice(1, 1, revision=2))) == (409, "attempt_taken_over")
    assert problem_of(started.reload()) == (409, "attempt_taken_over")
    assert problem_of(started.submit()) == (409, "attempt_taken_over")
    assert second.save(second.choice(1, 1, revision=2)).status_code == 200


def test_the_old_device_does_not_get_the_attempt_back_by_naming_its_start(running, started):
    second = Device(Attempt.objects.get().participant.user)
    second.take_over(started.attempt)

    assert problem_of(started.start(running)) == (409, "attempt_elsewhere")
    assert second.start(running).status_code == 200
    assert second.paper["epoch"] == 2


def test_take_over_twice_from_one_device_changes_nothing(started):
    second = Device(Attempt.objects.get().participant.user)
    second.take_over(started.attempt)
    token = second.paper["token"]

    second.take_over(started.attempt)

    assert (second.paper["epoch"], second.paper["token"]) == (2, token)


def test_take_over_of_a_foreign_attempt_is_not_found(started):
    answer = Device(UserFactory()).take_over(started.attempt)

    assert problem_of(answer) == (404, "not_found")
    assert Attempt.objects.get().epoch == 1


def test_take_over_needs_a_sign_in_and_a_key(started):
    path = f"/api/v1/attempts/{started.attempt}/take-over/"

    assert problem_of(Device().take_over(started.attempt)) == (401, "not_signed_in")
    assert problem_of(started.http.post(path, {}, "json")) == (400, "invalid")


def test_hand_in_gives_the_same_receipt_again(started):
    started.save(started.choice(1, 0), started.choice(2, 1), started.prediction(3))

    first, second = started.submit(), started.submit()

    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert (first.json()["state"], first.json()["answered"]) == ("submitted", 2)


def test_hand_in_works_with_the_session_alone(started):
    answer = started.http.post(f"/api/v1/attempts/{started.attempt}/submit/", {}, "json")

    assert answer.status_code == 200
    assert Attempt.objects.get().state == AttemptState.SUBMITTED


def test_hand_in_of_a_foreign_attempt_is_refused(started):
    path = f"/api/v1/attempts/{started.attempt}/submit/"

    assert problem_of(Device(UserFactory()).http.post(path)) == (404, "not_found")
    assert problem_of(Device().http.post(path)) == (401, "not_signed_in")
    assert Attempt.objects.get().state == AttemptState.IN_PROGRESS


def test_an_answer_taken_back_is_not_counted_as_answered(started):
    started.save(started.choice(1, 0), started.choice(2, 0))
    started.save({"slot": 1, "revision": 2, "value": None}, {"slot": 2, "revision": 2, "value": []})

    assert started.submit().json()["answered"] == 0


def test_a_receipt_is_the_same_for_a_perfect_and_a_hopeless_paper(running):
    receipts = []
    for wrong in (0, 4):
        attempt = make_attempt(running, now=timezone.now())
        hand_in(attempt, wrong=wrong, after=timedelta(minutes=1))
        device = Device(attempt.participant.user)
        [row] = device.get("attempts/").json()
        receipts.append({**row, "uuid": "", "code": "", "handed_in_at": ""})

    assert receipts[0] == receipts[1]


@pytest.mark.parametrize(("policy", "points"), [("after_submit", 3), ("after_close", None)])
def test_the_score_is_told_when_the_rulebook_says_so(policy, points):
    now = timezone.now()
    round_ = make_round(
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
        feedback={"score": policy},
    )
    attempt = hand_in(make_attempt(round_, now=now - timedelta(hours=1)), wrong=1)
    device = Device(attempt.participant.user)

    shown = device.get(f"attempts/{attempt.uuid}/").json()

    assert shown["points"] == shown["correct_items"] == points
    assert (shown["standing"] is None) == (points is None)
    assert shown["review"] is None
    assert device.get(f"rounds/{round_.uuid}/standing/").status_code == (200 if points else 404)


def test_a_running_attempt_tells_no_result(started):
    started.save(started.choice(1, 0))

    shown = started.get(f"attempts/{started.attempt}/").json()

    unknown = ("points", "correct_items", "counted", "certificate", "standing", "review")
    assert {shown[name] for name in unknown} == {None}
    assert shown["scored"] is False


def test_the_review_comes_with_the_published_ranking(published, member):
    attempt = Attempt.objects.get(participant__user=member.user)

    shown = Device(member.user).get(f"attempts/{attempt.uuid}/").json()

    assert (shown["points"], shown["standing"]["rank"]) == (4, 1)
    assert shown["certificate"] is not None
    for item in shown["review"]:
        assert all(option["chosen"] == option["correct"] for option in item["options"])


def test_the_result_of_a_foreign_attempt_is_not_found(started):
    assert problem_of(Device(UserFactory()).get(f"attempts/{started.attempt}/")) == (
        404,
        "not_found",
    )
    assert problem_of(Device().get(f"attempts/{started.attempt}/")) == (401, "not_signed_in")


def test_the_list_holds_ones_own_attempts_only(started, running):
    other = Device(UserFactory())
    other.start(running)

    assert [row["uuid"] for row in started.get("attempts/").json()] == [started.attempt]
    assert problem_of(Device().get("attempts/")) == (401, "not_signed_in")


def test_starting_takes_few_statements(running):
    Device(UserFactory()).start(running)
    device = Device(UserFactory())

    with CaptureQueriesContext(connection) as captured:
        assert device.start(running).status_code == 201

    assert len(statements(captured)) <= 12


def test_reloading_takes_few_statements(started):
    with CaptureQueriesContext(connection) as captured:
        assert started.reload().status_code == 200

    assert len(statements(captured)) <= 2


def test_handing_in_takes_few_statements(started):
    with CaptureQueriesContext(connection) as captured:
        assert started.submit().status_code == 200

    assert len(statements(captured)) <= 3


def test_a_result_takes_few_statements(published, member):
    device, attempt = Device(member.user), Attempt.objects.get(participant__user=member.user)

    with CaptureQueriesContext(connection) as captured:
        assert device.get(f"attempts/{attempt.uuid}/").status_code == 200

    assert len(statements(captured)) <= 17


def test_a_long_list_takes_no_more_statements_than_a_short_one(running):
    user = UserFactory()
    counts = []
    for _ in range(3):
        hand_in(make_attempt(running, user, now=timezone.now()), after=timedelta())
        device = Device(user)
        with CaptureQueriesContext(connection) as captured:
            assert device.get("attempts/").status_code == 200
        counts.append(len(statements(captured)))

    assert len(set(counts)) == 1


def test_scoring_after_the_hand_in_counts_what_was_saved_last(started):
    for revision in range(1, 6):
        started.save(started.choice(1, revision % 4, revision=revision))
    started.submit()

    score_pending_attempts(now=timezone.now())

    response = Response.objects.get(slot=1)
    assert response.revision == 5
    assert Attempt.objects.get().state == AttemptState.SCORED
