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
from quizzes.actions.board import refresh_boards
from quizzes.actions.extension import extend_person, extend_round
from quizzes.actions.freezing import freeze_round
from quizzes.actions.pause import pause_round, resume_round
from quizzes.actions.response import save_responses
from quizzes.actions.round import close_due_rounds
from quizzes.actions.scoring import score_pending_attempts
from quizzes.actions.sealing import seal_due_attempts
from quizzes.enums import AttemptState
from quizzes.models import (
    Attempt,
    BoardSnapshot,
    FrozenStanding,
    Participant,
    Ranking,
    Response,
    Score,
    Standing,
)
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


def test_saves_that_share_a_statement_are_judged_each_by_its_own_attempt():
    round_ = make_round()
    attempts = [make_attempt(round_) for _ in range(12)]
    for attempt in attempts[:3]:
        submit_attempt(attempt.pk, now=NOON)
    grants = [grant_of(attempt) for attempt in attempts]
    for attempt in attempts[3:6]:
        take_over(attempt.participant.user, attempt.uuid, uuid4(), now=NOON)

    for revision in range(1, 6):
        outcomes = together(
            *[
                lambda grant=grant, revision=revision: (
                    save_responses(
                        grant, [Answer(1, revision, [0]), Answer(2, revision, [1])], now=NOON
                    ).revisions
                )
                for grant in grants
            ]
        )

        assert outcomes[:3] == ["attempt_closed"] * 3
        assert outcomes[3:6] == ["attempt_taken_over"] * 3
        assert outcomes[6:] == [{1: revision, 2: revision}] * 6
    assert {response.attempt_id for response in Response.objects.all()} == {
        attempt.pk for attempt in attempts[6:]
    }


def test_a_save_that_waits_for_a_hand_in_keeps_no_other_waiting():
    round_ = make_round()
    closing, *others = [make_attempt(round_) for _ in range(9)]
    grant, outcome = grant_of(closing), []

    def save():
        outcome.extend(together(lambda: save_responses(grant, [Answer(1, 1, [0])], now=NOON)))

    with transaction.atomic():
        submit_attempt(closing.pk, now=NOON)
        waiting = threading.Thread(target=save)
        waiting.start()
        for revision in range(1, 4):
            saved = together(
                *[
                    lambda a=a, r=revision: (
                        save_responses(grant_of(a), [Answer(1, r, [0])], now=NOON).revisions
                    )
                    for a in others
                ]
            )
            assert saved == [{1: revision}] * len(others)
        assert waiting.is_alive()
    waiting.join(timeout=10)

    assert outcome == ["attempt_closed"]


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


def test_a_pause_racing_saves_starts_and_hand_ins_loses_nothing():
    round_, organiser = make_round(), UserFactory()
    running = [make_attempt(round_) for _ in range(6)]
    newcomers = [UserFactory() for _ in range(4)]
    at = NOON + timedelta(minutes=14)

    outcomes = together(
        lambda: pause_round(round_.pk, reason="Mất mạng", actor=organiser, now=at),
        *[
            lambda a=a: save_responses(grant_of(a), [Answer(1, 1, [0])], now=at)
            for a in running[3:]
        ],
        *[lambda a=a: submit_attempt(a.pk, now=at).state for a in running[:3]],
        *[lambda u=u: start_attempt(u, round_.uuid, uuid4(), now=at) for u in newcomers],
    )

    assert Response.objects.count() == 3
    started = Attempt.objects.filter(participant__user__in=newcomers)
    assert started.count() == 4 - outcomes.count("round_paused")
    # whatever still runs stands still, those that had just begun as well
    assert not Attempt.objects.filter(state=AttemptState.IN_PROGRESS, paused_at=None).exists()
    handed_in = Attempt.objects.filter(pk__in=[one.pk for one in running[:3]])
    assert {one.time_used for one in handed_in} == {timedelta(minutes=14)}


def test_an_end_of_a_pause_racing_the_sealer_seals_nobody_early():
    round_, organiser = make_round(), UserFactory()
    attempts = [make_attempt(round_) for _ in range(4)]
    pause_round(round_.pk, reason="Mất mạng", actor=organiser, now=NOON + timedelta(minutes=10))
    at = NOON + timedelta(hours=2)

    together(
        lambda: resume_round(round_.pk, moves_close=True, actor=organiser, now=at),
        *[lambda: seal_due_attempts(now=at) for _ in range(3)],
        *[lambda a=a: save_responses(grant_of(a), [Answer(1, 1, [0])], now=at) for a in attempts],
    )

    ends = Attempt.objects.values_list("state", "deadline_at").distinct()
    assert list(ends) == [(AttemptState.IN_PROGRESS, at + timedelta(minutes=5))]
    assert Response.objects.count() == 4


def test_a_start_racing_an_extension_ends_by_the_new_close():
    round_, organiser = make_round(), UserFactory()
    people = [UserFactory() for _ in range(6)]
    at = CLOSES_AT - timedelta(minutes=5)

    together(
        lambda: extend_round(
            round_.pk, timedelta(hours=1), reason="Mất điện", actor=organiser, now=at
        ),
        *[lambda u=u: start_attempt(u, round_.uuid, uuid4(), now=at) for u in people],
    )

    ends = set(Attempt.objects.values_list("deadline_at", flat=True))
    assert ends == {at + timedelta(minutes=15)}


def test_a_start_racing_its_own_extension_has_the_time():
    round_, organiser, user = make_round(), UserFactory(), UserFactory()
    first = start_attempt(user, round_.uuid, uuid4(), now=NOON)
    submit_attempt(first.pk, now=NOON)

    together(
        lambda: extend_person(
            round_.pk,
            first.participant,
            timedelta(minutes=10),
            reason="Khuyết tật vận động",
            actor=organiser,
            now=NOON,
        ),
        lambda: start_attempt(user, round_.uuid, uuid4(), now=NOON),
    )

    assert Attempt.objects.get(number=2).deadline_at == NOON + timedelta(minutes=25)


def test_a_freeze_racing_the_tick_shows_what_was_kept():
    round_, organiser = make_round(), UserFactory()
    for attempt in [make_attempt(round_) for _ in range(3)]:
        save_responses(grant_of(attempt), right_answers(attempt), now=NOON)
        submit_attempt(attempt.pk, now=NOON)

    together(
        lambda: score_pending_attempts(now=NOON),
        lambda: freeze_round(round_.pk, reason="Lễ", actor=organiser, now=NOON),
        *[lambda: refresh_boards(now=NOON) for _ in range(3)],
    )
    refresh_boards(now=NOON + timedelta(seconds=5))

    snapshot = BoardSnapshot.objects.get(round=round_)
    assert snapshot.people == FrozenStanding.objects.filter(round=round_).count()
    assert Standing.objects.filter(round=round_).count() == 3
