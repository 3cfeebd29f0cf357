"""Contests as everybody may read them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db


def test_the_list_shows_public_contests_only(running):
    make_round(is_visible=False)

    shown = Device().get("contests/").json()

    assert [contest["slug"] for contest in shown] == [running.contest.slug]
    assert [round_["state"] for round_ in shown[0]["rounds"]] == ["open"]


def test_a_contest_can_be_read_without_signing_in(running):
    shown = Device().get(f"contests/{running.contest.slug}/").json()

    assert shown["me"] is None
    assert shown["rounds"][0]["items"] == 4
    assert abs(shown["now_ms"] - timezone.now().timestamp() * 1000) < 60_000


@pytest.mark.parametrize("user", [None, "participant", "staff"])
def test_a_hidden_contest_is_not_found(user):
    hidden = make_round(is_visible=False)
    device = Device(UserFactory(staff=user == "staff") if user else None)

    assert problem_of(device.get(f"contests/{hidden.contest.slug}/")) == (404, "not_found")


def test_a_participant_sees_attempts_left_and_the_running_one(running, device):
    device.start(running)

    me = device.get(f"contests/{running.contest.slug}/").json()["me"]

    assert (me["attempts_left_today"], me["active_attempt"]) == (2, device.attempt)


def test_a_participant_sees_every_limit_and_what_is_left_of_it():
    round_ = make_round(
        opens_at=timezone.now() - timedelta(hours=1),
        closes_at=timezone.now() + timedelta(days=1),
        attempts={"per_day": 3, "per_week": 7, "per_round": 9, "per_contest": 2},
    )
    device = Device(UserFactory())
    device.start(round_)

    me = device.get(f"contests/{round_.contest.slug}/").json()["me"]

    assert me["attempts_left_today"] == 1
    assert [(one["per"], one["allowed"], one["left"]) for one in me["limits"]] == [
        ("contest", 2, 1),
        ("round", 9, 8),
        ("week", 7, 6),
        ("day", 3, 2),
    ]
    assert [one["renewed_at"] is None for one in me["limits"]] == [True, True, False, False]


@pytest.mark.parametrize(
    ("opens_in", "closes_in", "state"), [(1, 2, "planned"), (-1, 1, "open"), (-2, -1, "closed")]
)
def test_a_rounds_state_is_told_by_its_times(opens_in, closes_in, state):
    now = timezone.now()
    round_ = make_round(
        opens_at=now + timedelta(hours=opens_in), closes_at=now + timedelta(hours=closes_in)
    )

    [shown] = Device().get(f"contests/{round_.contest.slug}/").json()["rounds"]

    assert shown["state"] == state


def test_more_contests_take_no_more_statements(running):
    counts = []
    for _ in range(3):
        make_round()
        with CaptureQueriesContext(connection) as captured:
            Device().get("contests/")
        counts.append(len(captured) - sum("rulebook" in one["sql"] for one in captured))

    assert len(set(counts)) == 1


def test_a_contest_takes_few_statements(running, device):
    hand_in(make_attempt(running, now=timezone.now()), after=timedelta())
    device.start(running)

    with CaptureQueriesContext(connection) as captured:
        assert device.get(f"contests/{running.contest.slug}/").status_code == 200

    assert len(captured) <= 6
