"""Saving answers: newest revision, grace, devices, evidence."""

from datetime import timedelta

import pytest

from quizzes.actions.attempt import submit_attempt, take_over
from quizzes.actions.response import save_responses
from quizzes.errors import AttemptClosed, AttemptTakenOver, InvalidResponse
from quizzes.models import LateResponse, Response
from quizzes.rules.response import Answer
from tests.factories.quizzes import NOON, grant_of, make_attempt

pytestmark = pytest.mark.django_db


def stored(attempt):
    return dict(Response.objects.filter(attempt=attempt).values_list("slot", "value"))


def test_the_highest_revision_wins_in_any_order():
    attempt = make_attempt()
    grant = grant_of(attempt)

    save_responses(grant, [Answer(1, 3, [2])], now=NOON)
    saved = save_responses(grant, [Answer(1, 2, [0]), Answer(2, 1, [1])], now=NOON)

    assert saved.revisions == {1: 3, 2: 1}
    assert stored(attempt) == {1: [2], 2: [1]}


def test_a_revision_with_another_value_is_refused_and_changes_nothing():
    attempt = make_attempt()
    grant = grant_of(attempt)
    save_responses(grant, [Answer(1, 1, [2])], now=NOON)

    with pytest.raises(InvalidResponse):
        save_responses(grant, [Answer(1, 1, [0])], now=NOON)

    assert stored(attempt) == {1: [2]}


@pytest.mark.parametrize(("late_by", "counts"), [(59.9, True), (60.1, False)])
def test_the_transport_grace_ends_after_sixty_seconds(late_by, counts):
    attempt = make_attempt()
    moment = attempt.deadline_at + timedelta(seconds=late_by)

    if counts:
        save_responses(grant_of(attempt), [Answer(1, 1, [2])], now=moment)
    else:
        with pytest.raises(AttemptClosed):
            save_responses(grant_of(attempt), [Answer(1, 1, [2])], now=moment)

    assert Response.objects.count() == counts
    assert LateResponse.objects.count() == (not counts)


def test_answers_after_the_hand_in_are_kept_as_evidence_once():
    attempt = make_attempt()
    grant = grant_of(attempt)
    submit_attempt(attempt.pk, now=NOON)

    for _ in range(2):
        with pytest.raises(AttemptClosed):
            save_responses(grant, [Answer(1, 1, [2])], now=NOON)

    assert stored(attempt) == {}
    assert LateResponse.objects.count() == 1


def test_the_old_device_is_told_that_another_took_over():
    attempt = make_attempt()
    old = grant_of(attempt)
    take_over(attempt.participant.user, attempt.uuid, now=NOON)

    with pytest.raises(AttemptTakenOver):
        save_responses(old, [Answer(1, 1, [2])], now=NOON)

    assert stored(attempt) == {}
