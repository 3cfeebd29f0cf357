"""What was predicted and what came true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.prediction import RoundTotals, distance, is_above, target

TOTALS = RoundTotals(people=120, attempts=310, all_correct_people=17)
numbers = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("predicted", "number"),
    [("none", None), ("people", 120), ("attempts", 310), ("all_correct_people", 17)],
)
def test_target_is_the_number_the_rulebook_names(predicted, number):
    assert target(predicted, TOTALS) == number


def test_an_unknown_target_is_an_error():
    with pytest.raises(KeyError):
        target("weather", TOTALS)


@given(numbers, numbers)
def test_distance_is_the_same_from_both_sides_and_zero_only_when_right(one, other):
    assert distance(one, other) == distance(other, one) >= 0
    assert (distance(one, other) == 0) == (one == other)


@pytest.mark.parametrize(("guess", "truth"), [(None, 3), (3, None), (None, None)])
def test_distance_is_unknown_when_a_side_is_missing(guess, truth):
    assert distance(guess, truth) is None


@pytest.mark.parametrize(
    ("prediction", "true_number", "above"),
    [(101, 100, True), (100, 100, False), (99, 100, False), (None, 100, False), (5, None, False)],
)
def test_above_is_what_overshoots(prediction, true_number, above):
    assert is_above(prediction, true_number) is above
