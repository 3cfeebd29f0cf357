"""Days in a row."""

from datetime import date, timedelta

import pytest

from quizzes.rules.practice import is_mastered, streak

TODAY = date(2026, 11, 22)


def days(*ago: int) -> list[date]:
    return [TODAY - timedelta(days=one) for one in ago]


@pytest.mark.parametrize(
    ("ago", "length"),
    [
        ((), 0),
        ((0,), 1),
        ((1,), 1),
        ((2,), 0),
        ((0, 1, 2), 3),
        ((1, 2, 3), 3),
        ((0, 2, 3), 1),
        ((0, 1, 3), 2),
        ((1, 3), 1),
    ],
)
def test_today_may_still_be_open(ago, length):
    assert streak(days(*ago), TODAY) == length


def test_known_is_what_lasts_a_week():
    assert is_mastered(7.0, is_learnt=True)
    assert not is_mastered(6.9, is_learnt=True)
    assert not is_mastered(30.0, is_learnt=False)
    assert not is_mastered(None, is_learnt=True)
