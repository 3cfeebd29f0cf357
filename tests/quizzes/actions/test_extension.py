"""More time for a round, and for one person."""

from datetime import timedelta

import pytest

from backend.common.errors import DomainError
from backend.common.models import AuditEntry
from quizzes.actions.attempt import submit_attempt
from quizzes.actions.board import refresh_boards
from quizzes.actions.extension import extend_person, extend_round
from quizzes.actions.response import save_responses
from quizzes.actions.round import close_due_rounds
from quizzes.actions.sealing import seal_due_attempts
from quizzes.enums import AttemptState
from quizzes.models import Extension
from quizzes.queries.contest import public_state
from quizzes.queries.news import short_name
from quizzes.rules.response import Answer
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, NOON, grant_of, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
GRACE = timedelta(seconds=60)
WHY = "Mất điện toàn xã"


@pytest.fixture
def actor():
    return UserFactory()


def extend(round_, minutes, actor, now=CLOSES_AT - MINUTE):
    return extend_round(round_.pk, minutes * MINUTE, reason=WHY, actor=actor, now=now)


def extend_one(attempt, minutes, actor, now=NOON):
    return extend_person(
        attempt.round_id,
        attempt.participant,
        minutes * MINUTE,
        reason=WHY,
        actor=actor,
        now=now,
    )


def refused(call):
    with pytest.raises(DomainError) as error:
        call()
    return error.value.code


def test_a_running_attempt_gets_back_what_the_close_had_cut_off_and_no_more(actor):
    cut = make_attempt(now=CLOSES_AT - 5 * MINUTE)
    whole = make_attempt(cut.round, now=CLOSES_AT - 40 * MINUTE)

    extend(cut.round, 30, actor)

    cut.refresh_from_db()
    whole.refresh_from_db()
    assert cut.deadline_at == CLOSES_AT + 10 * MINUTE
    assert whole.deadline_at == CLOSES_AT - 25 * MINUTE
    assert cut.sealed_after == cut.deadline_at + GRACE


def test_a_short_extension_moves_a_cut_attempt_by_itself(actor):
    attempt = make_attempt(now=CLOSES_AT - 5 * MINUTE)

    extend(attempt.round, 3, actor)

    attempt.refresh_from_db()
    assert attempt.deadline_at == CLOSES_AT + 3 * MINUTE


def test_an_attempt_in_its_grace_goes_on(actor):
    attempt = make_attempt(now=CLOSES_AT - 5 * MINUTE)
    now = CLOSES_AT + timedelta(seconds=30)

    extend(attempt.round, 20, actor, now=now)

    assert seal_due_attempts(now=CLOSES_AT + 5 * MINUTE) == 0
    saved = save_responses(grant_of(attempt), [Answer(1, 1, [0])], now=CLOSES_AT + 5 * MINUTE)
    assert saved.deadline_at == CLOSES_AT + 10 * MINUTE


def test_what_was_handed_in_stays(actor):
    attempt = make_attempt(now=CLOSES_AT - 5 * MINUTE)
    submit_attempt(attempt.pk, now=CLOSES_AT - 3 * MINUTE)

    extend(attempt.round, 30, actor)

    attempt.refresh_from_db()
    assert (attempt.state, attempt.deadline_at) == (AttemptState.SUBMITTED, CLOSES_AT)


def test_starts_page_board_and_close_follow(actor):
    round_ = make_round()
    hand_in(make_attempt(round_))
    refresh_boards(now=CLOSES_AT - MINUTE)
    extend(round_, 60, actor)
    now = CLOSES_AT + 20 * MINUTE

    assert refresh_boards(now=now) == 1
    assert close_due_rounds(now=now) == 0
    late = make_attempt(round_, now=now)

    round_.refresh_from_db()
    assert late.deadline_at == now + 15 * MINUTE
    assert public_state(round_, now) == "open"
    assert round_.closes_at.isoformat().encode() in bytes(round_.snapshot.payload)


@pytest.mark.parametrize("minutes", [0, -5, 60 * 24 * 40])
def test_less_time_is_refused_and_changes_nothing(actor, minutes):
    attempt = make_attempt(now=CLOSES_AT - 5 * MINUTE)

    assert refused(lambda: extend(attempt.round, minutes, actor)) == "extension_refused"

    attempt.refresh_from_db()
    attempt.round.refresh_from_db()
    assert (attempt.deadline_at, attempt.round.closes_at) == (CLOSES_AT, CLOSES_AT)
    assert not Extension.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_round_that_is_over_is_not_extended(actor):
    attempt = hand_in(make_attempt())
    round_ = attempt.round
    assert refused(lambda: extend(round_, 5, actor, CLOSES_AT + 9 * MINUTE)) == "extension_refused"
    close_due_rounds(now=CLOSES_AT + 9 * MINUTE)

    assert refused(lambda: extend(round_, 60, actor, CLOSES_AT)) == "extension_refused"


def test_the_extension_is_told_and_written_down(actor):
    round_ = make_round()

    extension = extend(round_, 30, actor)

    round_.refresh_from_db()
    entry = AuditEntry.objects.get()
    assert round_.news["version"] == 1
    assert (entry.action, entry.actor) == ("round.extended", actor.uuid)
    assert entry.details["reason"] == extension.reason == WHY
    assert entry.details["closes_at"] == round_.closes_at.isoformat()


def test_a_persons_own_time_moves_their_end_alone_even_past_the_close(actor):
    attempt = make_attempt(now=CLOSES_AT - 5 * MINUTE)
    other = make_attempt(attempt.round, now=CLOSES_AT - 5 * MINUTE)

    extend_one(attempt, 10, actor, now=CLOSES_AT - MINUTE)

    attempt.refresh_from_db()
    other.refresh_from_db()
    attempt.round.refresh_from_db()
    assert attempt.deadline_at == CLOSES_AT + 10 * MINUTE
    assert (other.deadline_at, attempt.round.closes_at) == (CLOSES_AT, CLOSES_AT)
    assert attempt.round.news["extended"] == {short_name(attempt): 10}
    assert close_due_rounds(now=CLOSES_AT + 5 * MINUTE) == 0


def test_a_persons_own_time_is_kept_for_later_starts_in_that_round(actor):
    first = hand_in(make_attempt())
    person = first.participant.user
    for minutes in (5, 7):
        extend_one(first, minutes, actor, now=NOON + 20 * MINUTE)
    later = NOON + 60 * MINUTE

    again = make_attempt(first.round, person, now=later)
    stranger = make_attempt(first.round, now=later)

    assert again.deadline_at == later + (15 + 12) * MINUTE
    assert stranger.deadline_at == later + 15 * MINUTE
    assert again.sealed_after == again.deadline_at + GRACE


def test_a_round_extended_after_a_person_keeps_what_the_person_was_given(actor):
    attempt = make_attempt(now=CLOSES_AT - 5 * MINUTE)
    extend_one(attempt, 10, actor, now=CLOSES_AT - MINUTE)

    extend(attempt.round, 60, actor)

    attempt.refresh_from_db()
    assert attempt.deadline_at == CLOSES_AT + 20 * MINUTE


@pytest.mark.parametrize("minutes", [0, -1, 300])
def test_a_persons_time_is_not_shortened(actor, minutes):
    attempt = make_attempt()

    assert refused(lambda: extend_one(attempt, minutes, actor)) == "extension_refused"

    attempt.refresh_from_db()
    assert attempt.deadline_at == NOON + 15 * MINUTE


def test_a_person_who_can_no_longer_take_part_gets_no_time(actor):
    attempt = hand_in(make_attempt())
    late = CLOSES_AT + MINUTE

    assert refused(lambda: extend_one(attempt, 5, actor, late)) == "extension_refused"
    assert not Extension.objects.exists()
