"""The order of standings as bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.order import counted_lengths, order_key
from quizzes.rules.ranking import TIE_BREAKS, Result, sort_key, without_prediction
from quizzes.rules.tally import Move, Share, beginnings

results = st.builds(
    Result,
    participant_id=st.just(1),
    points=st.integers(-500, 500),
    time_used_ms=st.integers(0, 14_400_000),
    handed_in_ms=st.integers(0, 4_000_000_000_000),
    correct_items=st.integers(0, 200),
    attempts=st.integers(1, 1000),
)
policies = st.permutations(without_prediction(TIE_BREAKS)).flatmap(
    lambda names: st.integers(1, len(names)).map(lambda count: tuple(names[:count]))
)


@given(results, results, policies)
def test_smaller_bytes_are_the_better_result(one, other, policy):
    as_bytes = order_key(one, policy) < order_key(other, policy)

    assert as_bytes == (sort_key(one, policy) < sort_key(other, policy))


@pytest.mark.parametrize(
    ("policy", "lengths"),
    [
        (("score",), (8,)),
        (("score", "time_used", "handed_in_at"), (8, 14, 15)),
        (("score", "correct_items", "handed_in_at"), (8, 16, 21, 22)),
        (("score", "fewest_attempts"), (8, 16)),
    ],
)
def test_beginnings_end_in_the_first_key_that_hardly_repeats(policy, lengths):
    assert counted_lengths(policy) == lengths


def test_only_beginnings_that_change_are_counted():
    moves = [
        Move(Share(), Share(order=b"ab", people=1)),
        Move(Share(order=b"aa", people=1), Share(order=b"ac", people=1)),
    ]

    assert beginnings(moves, (1, 2)) == {(1, b"a"): 1, (2, b"ab"): 1, (2, b"aa"): -1, (2, b"ac"): 1}


def test_whoever_is_barred_leaves_every_counter():
    before = Share(order=b"ab", people=1, attempts=2, points=7)

    assert beginnings([Move(before, Share())], (1,)) == {(1, b"a"): -1}
    assert Move(before, Share()).amounts().points == -7
