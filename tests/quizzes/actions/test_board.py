"""Boards that stop, stay, and move again."""

from datetime import timedelta

import msgspec
import pytest

from quizzes.actions.board import freeze_due_boards, refresh_board, refresh_boards
from quizzes.actions.round import close_due_rounds
from quizzes.models import BoardSnapshot, FrozenStanding, Standing
from quizzes.queries.standing import own_standing
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, NOON, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db

STOPS_AT = CLOSES_AT - timedelta(minutes=30)
SECOND = timedelta(seconds=1)


@pytest.fixture
def round_():
    """Two results on the board, which stops half an hour before the close."""
    made = make_round(board={"freeze_minutes": 30})
    for wrong in (1, 2):
        hand_in(make_attempt(made), wrong=wrong)
    refresh_boards(now=NOON + timedelta(minutes=6))
    return made


def snapshot_of(round_):
    return BoardSnapshot.objects.get(round=round_)


def shown(round_):
    return msgspec.json.decode(bytes(snapshot_of(round_).payload))


def late_hand_in(round_, user=None, wrong=0):
    """A perfect paper that was begun after the board had stopped."""
    return hand_in(make_attempt(round_, user, now=STOPS_AT + timedelta(minutes=1)), wrong=wrong)


def test_a_board_stops_at_its_moment_and_holds_what_stood_then(round_):
    assert freeze_due_boards(now=STOPS_AT - SECOND) == 0
    assert freeze_due_boards(now=STOPS_AT + SECOND) == 1

    stopped = shown(round_)
    assert stopped["frozen_at"] == STOPS_AT.isoformat()
    assert stopped["at_ms"] == round(STOPS_AT.timestamp() * 1000)
    assert [row["points"] for row in stopped["top"]] == [3, 2]
    assert freeze_due_boards(now=STOPS_AT + 2 * SECOND) == 0


def test_a_frozen_board_neither_counts_nor_ticks(round_):
    freeze_due_boards(now=STOPS_AT)
    before = snapshot_of(round_)

    late_hand_in(round_)

    assert refresh_boards(now=STOPS_AT + timedelta(minutes=20)) == 0
    after = snapshot_of(round_)
    assert (after.version, bytes(after.payload)) == (before.version, bytes(before.payload))


def test_a_frozen_board_tells_of_the_close_and_nothing_else(round_):
    freeze_due_boards(now=STOPS_AT)
    before = shown(round_)
    late_hand_in(round_)

    assert refresh_boards(now=CLOSES_AT + SECOND) == 1

    changed = {name for name, value in shown(round_).items() if before[name] != value}
    assert changed == {"state", "version", "closes_in_ms"}


def test_an_extended_round_does_not_make_its_board_move_again(round_):
    freeze_due_boards(now=STOPS_AT)
    late_hand_in(round_)
    round_.refresh_from_db()
    round_.closes_at = CLOSES_AT + timedelta(hours=5)
    round_.save()

    refresh_boards(now=STOPS_AT + timedelta(minutes=15))

    assert shown(round_)["closes_at"] == round_.closes_at.isoformat()
    assert [row["points"] for row in shown(round_)["top"]] == [3, 2]
    assert shown(round_)["frozen_at"] == STOPS_AT.isoformat()


def test_a_worker_that_was_away_keeps_what_had_been_counted(round_):
    refresh_boards(now=STOPS_AT + timedelta(minutes=10))

    assert shown(round_)["frozen_at"] == STOPS_AT.isoformat()
    assert FrozenStanding.objects.filter(round=round_).count() == 2


def test_a_board_frozen_before_anyone_handed_in_shows_nobody():
    round_ = make_round()
    round_.frozen_at = NOON
    round_.save()
    refresh_board(round_, now=NOON)

    hand_in(make_attempt(round_))

    assert refresh_boards(now=NOON + timedelta(hours=1)) == 0
    assert (shown(round_)["top"], shown(round_)["totals"]["people"]) == ([], 0)


def test_the_board_moves_again_once_it_is_published(round_):
    freeze_due_boards(now=STOPS_AT)
    late_hand_in(round_)
    assert close_due_rounds(now=CLOSES_AT + timedelta(minutes=5)) == 1

    assert shown(round_)["frozen_at"] is None
    assert [row["points"] for row in shown(round_)["top"]] == [4, 3, 2]
    assert not FrozenStanding.objects.exists()


def test_ones_own_score_is_new_and_ones_own_rank_is_of_the_stop(round_):
    freeze_due_boards(now=STOPS_AT)
    now = STOPS_AT + timedelta(minutes=20)
    second = Standing.objects.get(round=round_, points=2).participant.user
    late_hand_in(round_, second)
    newcomer = UserFactory()
    late_hand_in(round_, newcomer, wrong=3)
    round_.refresh_from_db()

    own, new = own_standing(second, round_, now), own_standing(newcomer, round_, now)

    assert (own["rank"], own["people"], own["points"]) == (2, 2, 4)
    assert (new["rank"], new["people"], new["points"]) == (None, 2, 1)
    assert own["frozen_at"] == new["frozen_at"] == STOPS_AT


def test_hidden_totals_hide_everything_that_adds_up_to_them():
    round_ = make_round(board={"hides_totals": True})
    attempt = hand_in(make_attempt(round_))
    refresh_boards(now=NOON + timedelta(minutes=6))

    board = shown(round_)
    own = own_standing(attempt.participant.user, round_, NOON + timedelta(minutes=6))

    assert (board["totals"], board["organisations"], board["per_minute"]) == (None, [], [])
    assert len(board["top"]) == 1
    assert (own["rank"], own["people"]) == (1, None)


def test_where_totals_are_hidden_the_last_of_many_does_not_learn_them(monkeypatch):
    monkeypatch.setattr("quizzes.queries.standing.BOARD_ROWS", 2)
    round_ = make_round(board={"hides_totals": True})
    attempts = [hand_in(make_attempt(round_), wrong=wrong) for wrong in (0, 1, 2)]
    now = NOON + timedelta(minutes=6)

    ranks = [own_standing(one.participant.user, round_, now)["rank"] for one in attempts]

    assert ranks == [1, 2, None]
