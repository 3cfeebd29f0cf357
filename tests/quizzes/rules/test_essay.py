"""Marks of essays: when they agree, and what they are worth."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.essay import EssayState, Outcome, essay_points, fits_rubric, outcome

totals = st.integers(0, 20)


@pytest.mark.parametrize(
    ("marks", "settled"),
    [
        ([], Outcome(EssayState.WAITING)),
        ([7], Outcome(EssayState.WAITING)),
        ([7, 8], Outcome(EssayState.SETTLED, (7, 8))),
        ([7, 9], Outcome(EssayState.DISPUTED)),
        ([9, 7], Outcome(EssayState.DISPUTED)),
    ],
)
def test_two_marks_that_agree_settle_an_essay(marks, settled):
    assert outcome(marks, markers=2, largest_difference=1) == settled


def test_one_marker_is_enough_where_the_rulebook_says_so():
    assert outcome([7], markers=1, largest_difference=0) == Outcome(EssayState.SETTLED, (7,))


@given(totals, totals, totals)
def test_the_referee_decides_alone(one, other, referee):
    assert outcome([one, other], 2, 1, referee) == Outcome(EssayState.SETTLED, (referee,))


@given(st.lists(totals, max_size=2), st.integers(0, 20))
def test_the_order_of_marks_does_not_matter(marks, difference):
    here, there = outcome(marks, 2, difference), outcome(marks[::-1], 2, difference)

    assert (here.state, sorted(here.marks)) == (there.state, sorted(there.marks))


@pytest.mark.parametrize(
    ("marks", "rubric_points", "worth", "points"),
    [
        ([10, 10], 10, 10, 10),
        ([7, 8], 10, 10, 8),
        ([7, 7], 10, 10, 7),
        ([7], 10, 20, 14),
        ([0, 0], 10, 10, 0),
        ([4, 5], 10, 1, 0),
        ([5, 5], 10, 1, 1),
    ],
)
def test_points_are_the_average_share_with_halves_up(marks, rubric_points, worth, points):
    assert essay_points(marks, rubric_points, worth) == points


@given(st.lists(totals, min_size=1, max_size=2), st.integers(1, 1000))
def test_points_stay_within_the_worth_and_are_the_nearest_whole(marks, worth):
    points = essay_points(marks, 20, worth)

    assert 0 <= points <= worth
    assert points == math.floor(worth * sum(marks) / (20 * len(marks)) + 0.5)


@pytest.mark.parametrize(
    ("points", "fits"),
    [
        ([3, 2], True),
        ([0, 0], True),
        ([4, 2], False),
        ([3], False),
        ([3, 2, 0], False),
        ([-1, 2], False),
        ([1.5, 2], False),
        ([True, 2], False),
        (["1", 2], False),
        ([None, 2], False),
    ],
)
def test_a_mark_gives_every_criterion_a_whole_number_within_its_points(points, fits):
    assert fits_rubric(points, [3, 2]) is fits
