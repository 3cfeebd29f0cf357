"""Weeks in a row and what was right at first try."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.badge import Answer, was_first_try, weeks_in_a_row

MONDAY = date(2026, 11, 23)
DAYS = st.sets(st.integers(0, 60).map(lambda back: MONDAY - timedelta(days=back)), max_size=30)


@pytest.mark.parametrize(
    ("back", "weeks"),
    [
        ([], 0),
        ([0], 1),
        ([1], 1),  # Sunday of the week before: the running week is no gap yet
        ([0, 1, 7], 2),
        ([1, 8, 22], 2),
        ([8], 0),
    ],
)
def test_a_week_counts_by_any_day_of_it(back, weeks):
    days = [MONDAY - timedelta(days=one) for one in back]

    assert weeks_in_a_row(days, MONDAY) == weeks


@given(DAYS, st.integers(0, 6))
def test_learning_more_never_makes_it_shorter(days, today):
    now = MONDAY + timedelta(days=today)

    before, after = weeks_in_a_row(days, now), weeks_in_a_row({*days, now}, now)

    assert before <= after <= before + 1
    assert after >= 1


AT = datetime(2026, 11, 22, tzinfo=UTC)
RIGHT = [Answer("a", 1, is_right=True), Answer("b", 2, is_right=True)]


@pytest.mark.parametrize(
    ("done", "answers", "is_earned"),
    [
        ("ab", RIGHT, True),
        ("ab", [*RIGHT, Answer("a", 1, is_right=False)], True),  # wrong when asked again
        ("a", RIGHT, False),
        ("ab", [], False),
        ("ab", [Answer("a", 1, is_right=False), *RIGHT], False),
        ("ab", [Answer("c", 3, is_right=False), *RIGHT], True),  # of another module
    ],
)
def test_first_try_asks_every_first_answer_of_the_module(done, answers, is_earned):
    times = {key: AT + timedelta(days=place) for place, key in enumerate(done)}

    earned_at = was_first_try(["a", "b"], times, answers)

    assert earned_at == (AT + timedelta(days=1) if is_earned else None)
