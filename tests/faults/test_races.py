"""Two connections at once: each lock of the product has its race here."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from backend.certificates.models import Certificate
from backend.common.errors import DomainError
from quizzes.actions.attempt import start_attempt, submit_attempt, take_over
from quizzes.actions.response import save_responses
from quizzes.actions.round import close_due_rounds
from quizzes.actions.scoring import score_pending_attempts
from quizzes.actions.sealing import seal_due_attempts
from quizzes.enums import AttemptState
from quizzes.models import Attempt, Participant, Ranking, Response, Score, Standing
from quizzes.rules.response import Answer
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import (
    CLOSES_AT,
    NOON,
    grant_of,
    make_attempt,
    make_round,
    right_answers,
)

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Run all at the same moment, each on a connection of its own: results or refusals' codes."""
    barrier, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=10)
            outcomes[place] = calls[place]()
        except DomainError as error:
            outcomes[place] = error.code
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
    return outcomes


def test_starting_on_many_devices_at_once_makes_one_attempt():
    round_, user = make_round(), UserFactory()

    outcomes = together(
        *[lambda: start_attempt(user, round_.uuid, uuid4(), now=NOON) for _ in range(8)]
    )

    assert outcomes.count("attempt_elsewhere") == 7
    assert Attempt.objects.count() == Participant.objects.count() == 1


def test_the_same_start_sent_many_times_at_once_makes_one_attempt():
    round_, user, key = make_round(), UserFactory(), uuid4()

    outcomes = together(
        *[lambda: start_attempt(user, round_.uuid, key, now=NOON).pk for _ in range(8)]
    )

    assert len(set(outcomes)) == 1
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("ending", ["submit", "seal"])
def test_a_save_racing_the_end_is_counted_or_refused(ending):
    round_ = make_round()
    for _ in range(15):
        attempt = make_attempt(round_)
        grant, answers = grant_of(attempt), right_answers(attempt)
        moment = attempt.sealed_after

        def end(attempt=attempt, moment=moment):
            if ending == "submit":
                submit_attempt(attempt.pk, now=moment)
            else:
                seal_due_attempts(now=moment + timedelta(microseconds=1))
            score_pending_attempts(now=moment)

        saved, _ = together(
            lambda grant=grant, answers=answers, moment=moment: save_responses(
                grant, answers, now=moment
            ),
            end,
        )
        seal_due_attempts(now=moment + timedelta(seconds=1))
        score_pending_attempts(now=moment)

        points = Score.objects.get(attempt=attempt).points
        assert points == (0 if saved == "attempt_closed" else 4)
        assert Response.objects.filter(attempt=attempt).count() == points


def test_a_save_waits_for_a_hand_in_under_way_and_is_refused():
    attempt = make_attempt()
    grant, began, outcome = grant_of(attempt), threading.Event(), []

    def save():
        began.set()
        try:
            save_responses(grant, [Answer(1, 1, [0])], now=NOON)
        except DomainError as error:
            outcome.append(error.code)
        finally:
            connection.close()

    with transaction.atomic():
        submit_attempt(attempt.pk, now=NOON)
        thread = threading.Thread(target=save)
        thread.start()
        began.wait(timeout=5)
        thread.join(timeout=0.3)
        assert thread.is_alive()
    thread.join(timeout=10)

    assert outcome == ["attempt_closed"]
    assert not Response.objects.exists()


def test_saves_of_one_slot_from_many_connections_keep_the_newest():
    attempt = make_attempt()
    grant = grant_of(attempt)

    together(
        *[
            lambda revision=revision: save_responses(
                grant, [Answer(1, revision, [revision % 4])], now=NOON
            )
            for revision in range(1, 9)
        ]
    )

    response = Response.objects.get()
    assert (response.revision, response.value) == (8, [0])


def test_two_devices_taking_over_at_once_leave_one_that_writes():
    attempt = make_attempt()
    user = attempt.participant.user

    taken = together(
        *[lambda: grant_of(take_over(user, attempt.uuid, uuid4(), now=NOON)) for _ in range(6)]
    )
    outcomes = together(
        *[
            lambda grant=grant: save_responses(grant, [Answer(1, grant.epoch, [0])], now=NOON)
            for grant in taken
        ]
    )

    assert sorted(grant.epoch for grant in taken) == [2, 3, 4, 5, 6, 7]
    assert outcomes.count("attempt_taken_over") == 5
    assert Response.objects.get().revision == 7


def test_handing_in_many_times_at_once_is_one_hand_in():
    attempt = make_attempt()

    moments = [NOON + timedelta(seconds=second) for second in range(6)]
    handed_in = together(
        *[lambda now=now: submit_attempt(attempt.pk, now=now).handed_in_at for now in moments]
    )

    assert len(set(handed_in)) == 1


def test_many_scorers_score_nothing_twice():
    round_ = make_round()
    for wrong in range(24):
        attempt = make_attempt(round_)
        save_responses(grant_of(attempt), right_answers(attempt, wrong % 5), now=NOON)
        submit_attempt(attempt.pk, now=NOON)

    def work():
        return sum(score_pending_attempts(now=NOON, limit=3) for _ in range(10))

    counted = together(work, work, work)

    assert sum(counted) == Score.objects.count() == Standing.objects.count() == 24
    assert not Attempt.objects.exclude(state=AttemptState.SCORED).exists()


def test_two_attempts_of_one_person_scored_at_once_make_one_standing():
    round_ = make_round()
    for _ in range(6):
        user = UserFactory()
        for number, wrong in enumerate((2, 0)):
            attempt = make_attempt(round_, user, now=NOON + timedelta(minutes=20 * number))
            moment = attempt.started_at
            answers = [*right_answers(attempt, wrong), Answer(0, 1, 10 + number)]
            save_responses(grant_of(attempt), answers, now=moment)
            submit_attempt(attempt.pk, now=moment)

        def work():
            return sum(score_pending_attempts(now=NOON, limit=1) for _ in range(2))

        together(work, work)
        score_pending_attempts(now=NOON)

        standing = Standing.objects.get(participant__user=user)
        assert (standing.points, standing.attempts, standing.prediction) == (4, 2, 10)
    assert Certificate.objects.count() == 6


def test_sealing_on_two_workers_seals_each_once():
    round_ = make_round()
    for _ in range(20):
        make_attempt(round_)

    def work():
        return sum(seal_due_attempts(now=NOON + timedelta(hours=1), limit=3) for _ in range(8))

    counted = together(work, work)

    assert sum(counted) == 20


def test_closing_a_round_on_two_workers_publishes_one_ranking():
    round_ = make_round()
    attempt = make_attempt(round_)
    submit_attempt(attempt.pk, now=NOON)
    score_pending_attempts(now=NOON)

    def work():
        return close_due_rounds(now=CLOSES_AT + timedelta(minutes=5))

    assert sorted(together(work, work, work)) == [0, 0, 1]
    assert Ranking.objects.count() == 1


def test_a_start_in_the_last_moment_is_never_left_out_of_the_ranking():
    round_, user = make_round(), UserFactory()
    committed, started = threading.Event(), threading.Event()

    def start():
        try:
            with transaction.atomic():
                start_attempt(user, round_.uuid, uuid4(), now=CLOSES_AT - timedelta(seconds=1))
                started.set()
                committed.wait(timeout=10)
        finally:
            started.set()
            connection.close()

    thread = threading.Thread(target=start)
    thread.start()
    started.wait(timeout=10)
    published_early = close_due_rounds(now=CLOSES_AT + timedelta(seconds=1))
    committed.set()
    thread.join(timeout=10)
    later = CLOSES_AT + timedelta(minutes=5)
    seal_due_attempts(now=later)
    score_pending_attempts(now=later)
    close_due_rounds(now=later)

    assert published_early == 0
    assert Ranking.objects.get().people == Attempt.objects.count() == 1
