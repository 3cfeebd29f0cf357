"""Starting, taking over, handing in."""

from datetime import timedelta
from uuid import uuid4

import pytest

from quizzes.actions.attempt import start_attempt, submit_attempt, take_over
from quizzes.enums import AttemptState
from quizzes.errors import (
    AttemptElsewhere,
    AttemptTakenOver,
    NoAttemptsLeft,
    NotEligible,
    RoundNotOpen,
)
from quizzes.models import Attempt
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, NOON, OPENS_AT, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db


def test_start_draws_the_same_paper_for_the_same_person_and_number():
    round_ = make_round()
    attempt = make_attempt(round_)
    paper = attempt.paper
    Attempt.objects.all().delete()

    again = make_attempt(round_, attempt.participant.user)

    assert again.paper == paper


def test_start_with_the_same_client_key_gives_the_same_attempt():
    round_, user, key = make_round(), UserFactory(), uuid4()

    first = start_attempt(user, round_.uuid, key, now=NOON)
    second = start_attempt(user, round_.uuid, key, now=NOON + timedelta(minutes=1))

    assert first.pk == second.pk
    assert Attempt.objects.count() == 1


def test_start_while_an_attempt_runs_is_refused_and_changes_nothing():
    attempt = make_attempt()

    with pytest.raises(AttemptElsewhere):
        make_attempt(attempt.round, attempt.participant.user)

    assert Attempt.objects.count() == 1


def test_fourth_start_of_a_day_is_refused_and_the_next_day_allowed():
    round_, user = make_round(), UserFactory()
    for minutes in (0, 10, 20):
        hand_in(make_attempt(round_, user, now=NOON + timedelta(minutes=minutes)))

    with pytest.raises(NoAttemptsLeft):
        make_attempt(round_, user, now=NOON + timedelta(hours=1))

    assert make_attempt(round_, user, now=NOON + timedelta(days=1)).number == 4


@pytest.mark.parametrize("moment", [OPENS_AT - timedelta(seconds=1), CLOSES_AT])
def test_start_outside_the_window_is_refused(moment):
    round_ = make_round()

    with pytest.raises(RoundNotOpen):
        make_attempt(round_, now=moment)

    assert not Attempt.objects.exists()


def test_start_below_the_minimum_age_is_refused():
    user = UserFactory(birth_date=NOON.date() - timedelta(days=365 * 13))

    with pytest.raises(NotEligible):
        make_attempt(make_round(), user)


def test_deadline_is_cut_short_by_the_end_of_the_round():
    attempt = make_attempt(now=CLOSES_AT - timedelta(minutes=4))

    assert attempt.deadline_at == CLOSES_AT


def test_submit_twice_changes_nothing():
    attempt = make_attempt()
    first = submit_attempt(attempt.pk, now=NOON + timedelta(minutes=1))

    second = submit_attempt(attempt.pk, now=NOON + timedelta(minutes=9))

    assert second.handed_in_at == first.handed_in_at == NOON + timedelta(minutes=1)


def test_submit_within_the_grace_counts_as_made_at_the_deadline():
    attempt = make_attempt()

    handed_in = submit_attempt(attempt.pk, now=attempt.deadline_at + timedelta(seconds=30))

    assert handed_in.state == AttemptState.SUBMITTED
    assert handed_in.handed_in_at == attempt.deadline_at


def test_take_over_stops_the_old_device():
    attempt = make_attempt()

    taken = take_over(attempt.participant.user, attempt.uuid, now=NOON)

    assert taken.epoch == 2
    with pytest.raises(AttemptTakenOver):
        submit_attempt(attempt.pk, epoch=1, now=NOON)
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.IN_PROGRESS
