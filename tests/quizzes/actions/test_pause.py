"""A paused round: nobody loses a second, nothing is lost, nothing is started."""

from datetime import timedelta

import pytest

from backend.common.errors import DomainError
from backend.common.models import AuditEntry
from quizzes.actions.attempt import submit_attempt, take_over
from quizzes.actions.extension import extend_person, extend_round
from quizzes.actions.pause import pause_round, resume_round
from quizzes.actions.response import save_responses
from quizzes.actions.round import close_due_rounds
from quizzes.actions.scoring import score_pending_attempts
from quizzes.actions.sealing import seal_due_attempts
from quizzes.enums import AttemptState
from quizzes.models import Response, Standing
from quizzes.queries.attempt import find_active_attempt, started_attempt
from quizzes.queries.contest import public_state
from quizzes.rules.attempt import remaining_ms
from quizzes.rules.response import Answer
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, NOON, grant_of, make_attempt, make_round

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
WHY = "Mất mạng diện rộng"


@pytest.fixture
def actor():
    return UserFactory()


@pytest.fixture
def attempt():
    """Begun at noon with fifteen minutes."""
    return make_attempt()


def pause(round_, actor, now):
    return pause_round(round_.pk, reason=WHY, actor=actor, now=now)


def resume(round_, actor, now, moves_close=False):
    return resume_round(round_.pk, moves_close=moves_close, actor=actor, now=now)


def code_of(call):
    with pytest.raises(DomainError) as error:
        call()
    return error.value.code


def test_the_clock_stands_and_runs_on_with_what_was_left(attempt, actor):
    pause(attempt.round, actor, NOON + 5 * MINUTE)
    attempt.refresh_from_db()
    during = started_attempt(attempt, NOON + 90 * MINUTE, with_token=False)
    resume(attempt.round, actor, NOON + 125 * MINUTE)
    attempt.refresh_from_db()
    after = started_attempt(attempt, NOON + 125 * MINUTE, with_token=False)

    assert during["remaining_ms"] == after["remaining_ms"] == 10 * 60_000
    assert during["news"]["paused"] == {
        "at": (NOON + 5 * MINUTE).isoformat(),
        "reason": WHY,
    }
    assert after["news"]["paused"] is None
    assert after["limit_ms"] == 15 * 60_000
    assert attempt.sealed_after == attempt.deadline_at + timedelta(seconds=60)


def test_nothing_is_started_while_paused_and_starts_go_on_afterwards(attempt, actor):
    round_ = attempt.round
    pause(round_, actor, NOON)

    assert code_of(lambda: make_attempt(round_, now=NOON + MINUTE)) == "round_paused"
    assert round_.attempts.count() == 1

    resume(round_, actor, NOON + 2 * MINUTE)
    assert make_attempt(round_, now=NOON + 3 * MINUTE).deadline_at == NOON + 18 * MINUTE


def test_answers_are_saved_long_after_the_deadline_would_have_been(attempt, actor):
    pause(attempt.round, actor, NOON + 14 * MINUTE)
    now = NOON + 80 * MINUTE

    saved = save_responses(grant_of(attempt), [Answer(1, 1, [0])], now=now)

    assert Response.objects.count() == 1
    assert remaining_ms(saved.deadline_at, saved.paused_at or now) == 60_000


def test_no_attempt_is_sealed_while_paused(attempt, actor):
    pause(attempt.round, actor, NOON + 14 * MINUTE)

    assert seal_due_attempts(now=NOON + 80 * MINUTE) == 0

    resume(attempt.round, actor, NOON + 80 * MINUTE)
    assert seal_due_attempts(now=NOON + 82 * MINUTE) == 0
    assert seal_due_attempts(now=NOON + 82 * MINUTE + SECOND) == 1
    attempt.refresh_from_db()
    assert attempt.handed_in_at == NOON + 81 * MINUTE
    assert attempt.time_used == 15 * MINUTE


def test_what_was_over_before_the_pause_stays_over(attempt, actor):
    pause(attempt.round, actor, NOON + 16 * MINUTE + SECOND)

    assert seal_due_attempts(now=NOON + 17 * MINUTE) == 1


def test_a_pause_within_the_grace_keeps_the_grace(attempt, actor):
    pause(attempt.round, actor, NOON + 15 * MINUTE + 20 * SECOND)
    resume(attempt.round, actor, NOON + 60 * MINUTE)
    now = NOON + 60 * MINUTE

    save_responses(grant_of(attempt), [Answer(1, 1, [0])], now=now + 39 * SECOND)

    assert Response.objects.count() == 1
    assert code_of(
        lambda: save_responses(grant_of(attempt), [Answer(1, 2, [0])], now=now + 41 * SECOND)
    ) == ("attempt_closed")


def test_handing_in_during_a_pause_does_not_count_it(attempt, actor):
    pause(attempt.round, actor, NOON + 4 * MINUTE)

    submit_attempt(attempt.pk, now=NOON + 34 * MINUTE)
    score_pending_attempts(now=NOON + 34 * MINUTE)

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.SCORED
    assert attempt.handed_in_at == NOON + 34 * MINUTE
    assert Standing.objects.get().time_used_ms == 4 * 60_000
    resume(attempt.round, actor, NOON + 40 * MINUTE)
    attempt.refresh_from_db()
    assert attempt.time_used == 4 * MINUTE


def test_time_used_leaves_every_pause_out(attempt, actor):
    for start in (2, 20):
        pause(attempt.round, actor, NOON + start * MINUTE)
        resume(attempt.round, actor, NOON + (start + 10) * MINUTE)

    submit_attempt(attempt.pk, now=NOON + 31 * MINUTE)

    attempt.refresh_from_db()
    assert attempt.time_used == 11 * MINUTE


def test_a_paused_paper_is_found_and_taken_over(attempt, actor):
    pause(attempt.round, actor, NOON + MINUTE)
    user, late = attempt.participant.user, NOON + 300 * MINUTE

    found = find_active_attempt(user, attempt.round.contest.slug, late)
    moved = take_over(user, attempt.uuid, now=late)

    assert found.pk == moved.pk == attempt.pk


@pytest.mark.parametrize(("moves_close", "closes_at"), [(False, 0), (True, 30)])
def test_the_close_moves_only_where_it_shall_and_nobody_loses_time(actor, moves_close, closes_at):
    attempt = make_attempt(now=CLOSES_AT - 10 * MINUTE)
    pause(attempt.round, actor, CLOSES_AT - 5 * MINUTE)
    resume(attempt.round, actor, CLOSES_AT + 25 * MINUTE, moves_close)

    attempt.refresh_from_db()
    attempt.round.refresh_from_db()
    assert attempt.round.closes_at == CLOSES_AT + closes_at * MINUTE
    assert attempt.deadline_at == CLOSES_AT + 30 * MINUTE


def test_a_paused_round_is_neither_closed_nor_over(attempt, actor):
    round_ = attempt.round
    submit_attempt(attempt.pk, now=NOON + MINUTE)
    score_pending_attempts(now=NOON + MINUTE)
    pause(round_, actor, CLOSES_AT - MINUTE)
    round_.refresh_from_db()

    assert close_due_rounds(now=CLOSES_AT + 60 * MINUTE) == 0
    assert public_state(round_, CLOSES_AT + 60 * MINUTE) == "open"

    resume(round_, actor, CLOSES_AT + 60 * MINUTE)
    assert close_due_rounds(now=CLOSES_AT + 61 * MINUTE) == 1


def test_extensions_during_a_pause_are_kept_beside_it(actor):
    attempt = make_attempt(now=CLOSES_AT - 5 * MINUTE)
    round_ = attempt.round
    pause(round_, actor, CLOSES_AT - 2 * MINUTE)
    options = {"reason": WHY, "actor": actor, "now": CLOSES_AT + MINUTE}
    extend_round(round_.pk, 4 * MINUTE, **options)
    extend_person(round_.pk, attempt.participant, 3 * MINUTE, **options)

    resume(round_, actor, CLOSES_AT + 8 * MINUTE)

    attempt.refresh_from_db()
    # two minutes were left, four and three were added, ten stood still
    assert attempt.deadline_at == CLOSES_AT + 8 * MINUTE + 9 * MINUTE
    assert attempt.paused_for == 10 * MINUTE


def test_a_round_is_paused_and_resumed_once_at_a_time(attempt, actor):
    round_ = attempt.round

    assert code_of(lambda: resume(round_, actor, NOON)) == "pause_refused"
    pause(round_, actor, NOON)
    assert code_of(lambda: pause(round_, actor, NOON + MINUTE)) == "pause_refused"
    assert round_.pauses.count() == 1


def test_only_an_open_round_is_paused(actor):
    round_ = make_round()

    assert code_of(lambda: pause(round_, actor, round_.opens_at - MINUTE)) == "pause_refused"
    close_due_rounds(now=CLOSES_AT + MINUTE)
    assert code_of(lambda: pause(round_, actor, CLOSES_AT + MINUTE)) == "pause_refused"


def test_both_are_written_down_and_told(attempt, actor):
    pause(attempt.round, actor, NOON)
    resume(attempt.round, actor, NOON + MINUTE)

    attempt.round.refresh_from_db()
    entries = AuditEntry.objects.order_by("number").values_list("action", "actor")
    assert list(entries) == [("round.paused", actor.uuid), ("round.resumed", actor.uuid)]
    assert (attempt.round.news["version"], attempt.round.news["paused"]) == (2, None)
