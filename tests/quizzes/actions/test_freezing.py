"""The board stopped by hand."""

from datetime import timedelta

import pytest

from backend.common.errors import DomainError
from backend.common.models import AuditEntry
from quizzes.actions.board import freeze_due_boards, refresh_boards
from quizzes.actions.freezing import freeze_round, thaw_round
from quizzes.actions.round import close_due_rounds
from quizzes.models import BoardSnapshot, FrozenStanding
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, NOON, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def by_hand():
    return {"reason": "Giữ bí mật đến lễ trao giải", "actor": UserFactory()}


def code_of(call):
    with pytest.raises(DomainError) as error:
        call()
    return error.value.code


def test_a_board_frozen_by_hand_holds_what_was_counted_until_it_is_thawed(by_hand):
    round_ = make_round()
    hand_in(make_attempt(round_))
    freeze_round(round_.pk, **by_hand, now=NOON + 10 * MINUTE)
    frozen = bytes(BoardSnapshot.objects.get().payload)
    hand_in(make_attempt(round_, now=NOON + 11 * MINUTE))
    refresh_boards(now=NOON + 30 * MINUTE)
    unchanged = bytes(BoardSnapshot.objects.get().payload)

    thaw_round(round_.pk, **by_hand, now=NOON + 31 * MINUTE)

    snapshot = BoardSnapshot.objects.get()
    assert frozen == unchanged
    assert (snapshot.people, snapshot.frozen_at) == (2, None)
    assert not FrozenStanding.objects.exists()
    assert list(AuditEntry.objects.order_by("number").values_list("action", flat=True)) == [
        "board.frozen",
        "board.thawed",
    ]


def test_what_the_rulebook_freezes_no_hand_thaws(by_hand):
    round_ = make_round(board={"freeze_minutes": 60})
    freeze_due_boards(now=CLOSES_AT - 30 * MINUTE)

    refusal = code_of(lambda: thaw_round(round_.pk, **by_hand, now=CLOSES_AT - 20 * MINUTE))

    assert refusal == "freeze_refused"
    assert BoardSnapshot.objects.get().frozen_at == CLOSES_AT - 60 * MINUTE
    assert not AuditEntry.objects.exists()


def test_a_board_is_frozen_once_and_only_while_that_means_something(by_hand):
    round_ = make_round()
    early = round_.opens_at - MINUTE
    assert code_of(lambda: freeze_round(round_.pk, **by_hand, now=early)) == "freeze_refused"
    assert code_of(lambda: thaw_round(round_.pk, **by_hand, now=NOON)) == "freeze_refused"
    freeze_round(round_.pk, **by_hand, now=NOON)
    assert code_of(lambda: freeze_round(round_.pk, **by_hand, now=NOON)) == "freeze_refused"

    close_due_rounds(now=CLOSES_AT + MINUTE)

    late = CLOSES_AT + 2 * MINUTE
    assert code_of(lambda: freeze_round(round_.pk, **by_hand, now=late)) == "freeze_refused"
