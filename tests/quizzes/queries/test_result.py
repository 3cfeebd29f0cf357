"""What a participant may learn of an attempt."""

from datetime import timedelta

import pytest

from quizzes.actions.response import save_responses
from quizzes.actions.round import close_due_rounds
from quizzes.queries.result import attempt_result, receipts
from quizzes.rules.response import Answer
from tests.factories.quizzes import CLOSES_AT, NOON, grant_of, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db


def test_receipt_counts_answered_items_only(django_assert_num_queries):
    attempt = make_attempt()
    answers = [Answer(0, 1, 5), Answer(1, 1, [0]), Answer(2, 1, None), Answer(3, 1, [])]
    save_responses(grant_of(attempt), answers, now=NOON)

    with django_assert_num_queries(1):
        (receipt,) = receipts([attempt])

    assert (receipt["answered"], receipt["items"]) == (1, 4)


def test_the_key_is_shown_only_once_the_round_is_published():
    attempt = hand_in(make_attempt(), wrong=1)
    user = attempt.participant.user

    before = attempt_result(attempt, user, NOON)
    close_due_rounds(now=CLOSES_AT + timedelta(minutes=2))
    attempt.round.refresh_from_db()
    after = attempt_result(attempt, user, CLOSES_AT)

    assert (before["points"], before["review"]) == (3, None)
    assert [item["slot"] for item in after["review"]] == [1, 2, 3, 4]
    assert after["standing"]["is_final"]


def test_the_score_waits_for_the_close_where_the_rulebook_says_so():
    round_ = make_round(feedback={"score": "after_close", "key": "after_close"})
    attempt = hand_in(make_attempt(round_))

    shown = attempt_result(attempt, attempt.participant.user, NOON)

    assert shown["scored"]
    assert (shown["points"], shown["standing"], shown["certificate"]) == (None, None, None)
