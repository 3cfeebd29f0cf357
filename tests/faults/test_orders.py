"""A network that repeats, reorders and loses messages: the newest answers count, once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.actions.scoring import score_pending_attempts
from quizzes.models import Response, Score, Standing
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import make_round
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db
ITEMS = 4
SETTINGS = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# slot, and the option that is chosen on the screen; the revision is the place in the list
writings = st.lists(st.tuples(st.integers(1, ITEMS), st.integers(0, 3)), min_size=1, max_size=12)


@pytest.fixture
def running():
    now = timezone.now()
    return make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=2))


def last_words(device, written):
    """What is on the screen in the end: the option of the last writing of each slot."""
    return {slot: device.choice(slot, place)["value"] for slot, place in written}


def on_the_server(device):
    device.reload()
    return {one["slot"]: one["value"] for one in device.paper["responses"]}


@SETTINGS
@given(written=writings, data=st.data())
def test_any_order_with_any_repeats_stores_the_last_words(running, written, data):
    device = Device(UserFactory())
    device.start(running)
    entries = [
        device.choice(slot, place, revision=revision)
        for revision, (slot, place) in enumerate(written, start=1)
    ]
    repeats = data.draw(st.lists(st.sampled_from(entries), max_size=6))
    arrivals = data.draw(st.permutations(entries + repeats))

    for entry in arrivals:
        assert device.save(entry).status_code == 200

    assert on_the_server(device) == last_words(device, written)


@SETTINGS
@given(written=writings, cuts=st.lists(st.integers(1, 5), max_size=6), data=st.data())
def test_batches_in_any_grouping_and_order_store_the_last_words(running, written, cuts, data):
    device = Device(UserFactory())
    device.start(running)
    entries = [
        device.choice(slot, place, revision=revision)
        for revision, (slot, place) in enumerate(written, start=1)
    ]
    batches = []
    for cut in cuts:
        batches.append(entries[:cut])
        entries = entries[cut:]
    batches = [batch for batch in [*batches, entries] if batch]

    for batch in data.draw(st.permutations(batches)):
        assert device.save(*batch).status_code == 200

    assert on_the_server(device) == last_words(device, written)


@SETTINGS
@given(written=writings, at=st.integers(0, 12), data=st.data())
def test_what_arrives_after_the_hand_in_never_counts(running, written, at, data):
    device = Device(UserFactory())
    device.start(running)
    entries = [
        device.choice(slot, place, revision=revision)
        for revision, (slot, place) in enumerate(written, start=1)
    ]
    for entry in entries[:at]:
        assert device.save(entry).status_code == 200
    before = last_words(device, written[:at])
    receipt = device.submit().json()

    for entry in data.draw(st.permutations(entries)):
        assert device.save(entry).status_code == 409
    assert [device.submit().json() for _ in range(2)] == [receipt, receipt]

    for _ in range(2):
        score_pending_attempts(now=timezone.now())
    score = Score.objects.get(attempt__uuid=device.attempt)
    standing = Standing.objects.get(attempt__uuid=device.attempt)
    responses = Response.objects.filter(attempt__uuid=device.attempt)
    assert score.answered == len(before) == responses.count()
    assert (standing.points, standing.attempts) == (score.points, 1)
