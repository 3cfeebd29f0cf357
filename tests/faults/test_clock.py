"""The machine's clock steps by two hours, in the middle of a paper: nothing acknowledged is lost.

A machine whose clock is away from the database's is not given work at all (tests/common/
test_health.py); this is what happens to those who were on it before that was seen.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.actions.scoring import score_pending_attempts
from quizzes.actions.sealing import seal_due_attempts
from quizzes.models import Attempt, LateResponse, Response, Score, Standing
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import make_round
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db
STEP = timedelta(hours=2)
true_now = timezone.now


@pytest.fixture
def device():
    now = timezone.now()
    running = make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=2))
    device = Device(UserFactory())
    device.start(running)
    assert device.save(device.choice(1, 0)).status_code == 200
    return device


@pytest.fixture
def step(monkeypatch):
    """Lets the clock of this process run ahead or behind from now on."""
    return lambda by: monkeypatch.setattr(timezone, "now", lambda: true_now() + by)


def stored():
    return dict(Response.objects.values_list("slot", "revision"))


def test_a_step_forward_keeps_what_comes_as_evidence_and_ends_nothing_twice(device, step):
    step(STEP)
    device.save(device.choice(2, 0))
    seal_due_attempts(now=timezone.now())
    score_pending_attempts(now=timezone.now())
    step(timedelta(0))

    again = device.save(device.choice(3, 0))
    device.submit()
    seal_due_attempts(now=timezone.now())
    score_pending_attempts(now=timezone.now())

    assert stored() == {1: 1}
    assert again.status_code != 200 or again.json()["stored"] == []
    assert set(LateResponse.objects.values_list("slot", flat=True)) >= {2}
    assert Attempt.objects.get().state == "scored"
    assert (Score.objects.count(), Standing.objects.count()) == (1, 1)


def test_a_step_back_moves_no_deadline_and_loses_nothing(device, step):
    limit, deadline = device.paper["remaining_ms"], Attempt.objects.get().deadline_at
    step(-STEP)

    assert device.save(device.choice(2, 0)).status_code == 200
    step(timedelta(0))

    assert device.reload().json()["remaining_ms"] <= limit
    assert Attempt.objects.get().deadline_at == deadline
    assert stored() == {1: 1, 2: 1}
    seal_due_attempts(now=true_now() + STEP)
    score_pending_attempts(now=true_now() + STEP)
    assert (Score.objects.count(), Standing.objects.count()) == (1, 1)
