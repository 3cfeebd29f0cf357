"""From hand-in to published ranking."""

from datetime import timedelta

import pytest

from backend.certificates.models import Certificate
from quizzes.actions.board import refresh_boards
from quizzes.actions.round import close_due_rounds
from quizzes.actions.scoring import score_pending_attempts
from quizzes.actions.sealing import seal_due_attempts
from quizzes.enums import AttemptState, RoundState
from quizzes.models import BoardSnapshot, Ranking, RankingRow, Score, Standing
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, NOON, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db
AFTER = CLOSES_AT + timedelta(minutes=2)


def test_the_best_attempt_counts_and_the_first_prediction_holds():
    round_, user = make_round(), UserFactory()
    hand_in(make_attempt(round_, user), wrong=2, prediction=10)
    best = hand_in(make_attempt(round_, user, now=NOON + timedelta(minutes=30)), prediction=99)
    hand_in(make_attempt(round_, user, now=NOON + timedelta(hours=1)), wrong=1)

    standing = Standing.objects.get()

    assert (standing.attempt_id, standing.points, standing.attempts) == (best.pk, 4, 3)
    assert standing.prediction == 10


def test_time_and_hand_in_decide_between_equal_scores():
    round_ = make_round()
    slow = hand_in(make_attempt(round_), after=timedelta(minutes=6))
    fast = hand_in(make_attempt(round_), after=timedelta(minutes=4))

    close_due_rounds(now=AFTER)

    rows = RankingRow.objects.order_by("rank").values_list("attempt_id", "rank")
    assert list(rows) == [(fast.pk, 1), (slow.pk, 2)]


def test_prediction_goes_before_time_once_the_round_is_closed():
    round_ = make_round()
    near = hand_in(make_attempt(round_), prediction=2, after=timedelta(minutes=9))
    far = hand_in(make_attempt(round_), prediction=50, after=timedelta(minutes=1))

    close_due_rounds(now=AFTER)

    ranking = Ranking.objects.get()
    assert (ranking.target, ranking.people, ranking.all_correct_people) == (2, 2, 2)
    rows = RankingRow.objects.order_by("rank").values_list("attempt_id", "distance")
    assert list(rows) == [(near.pk, 0), (far.pk, 48)]


def test_a_round_closes_by_itself_and_only_once():
    round_ = make_round()
    make_attempt(round_, now=CLOSES_AT - timedelta(minutes=5))

    assert close_due_rounds(now=AFTER) == 0
    assert seal_due_attempts(now=AFTER) == 1
    assert score_pending_attempts(now=AFTER) == 1
    assert close_due_rounds(now=AFTER) == 1
    assert close_due_rounds(now=AFTER) == 0

    round_.refresh_from_db()
    assert round_.state == RoundState.PUBLISHED
    assert round_.attempts.get().state == AttemptState.SCORED
    assert Ranking.objects.count() == 1


def test_scoring_again_finds_nothing_to_do():
    hand_in(make_attempt())

    assert score_pending_attempts(now=NOON) == 0
    assert Score.objects.count() == 1


def test_reaching_the_threshold_issues_one_certificate():
    round_, user = make_round(), UserFactory()
    hand_in(make_attempt(round_, user), wrong=2)
    assert not Certificate.objects.exists()

    for hours in (1, 2):
        hand_in(make_attempt(round_, user, now=NOON + timedelta(hours=hours)), wrong=1)

    certificate = Certificate.objects.get()
    assert certificate.facts["name"] == user.full_name
    assert certificate.facts["points"] == 3


def test_the_board_is_rebuilt_only_when_standings_move():
    round_ = make_round()
    attempt = hand_in(make_attempt(round_))

    assert refresh_boards(now=attempt.handed_in_at) == 1
    assert refresh_boards(now=attempt.handed_in_at + timedelta(seconds=1)) == 0

    snapshot = BoardSnapshot.objects.get()
    assert (snapshot.version, snapshot.people, snapshot.attempts) == (1, 1, 1)
