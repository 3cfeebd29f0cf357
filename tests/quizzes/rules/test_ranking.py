"""Results become places."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.ranking import TIE_BREAKS, Result, is_better, rank, sort_key, tied

FULL = ("score", "prediction_distance", "time_used", "handed_in_at")
policies = st.permutations(list(TIE_BREAKS)).flatmap(
    lambda order: st.integers(1, len(order)).map(lambda length: tuple(order[:length]))
)
# Narrow ranges, so that ties are common.
results = st.lists(
    st.builds(
        Result,
        participant_id=st.integers(1, 10**6),
        points=st.integers(0, 4),
        time_used_ms=st.integers(0, 3),
        handed_in_ms=st.integers(0, 3),
        distance=st.none() | st.integers(0, 3),
        is_above=st.booleans(),
        correct_items=st.integers(0, 4),
        attempts=st.integers(1, 3),
    ),
    max_size=30,
    unique_by=lambda result: result.participant_id,
)


@given(results, policies, st.randoms())
def test_ranking_does_not_depend_on_the_order_of_arrival(results, policy, random):
    shuffled = random.sample(results, len(results))

    assert rank(shuffled, policy) == rank(results, policy)


@given(results, policies)
def test_everyone_has_exactly_one_place(results, policy):
    ranked = [place.result.participant_id for place in rank(results, policy)]

    assert sorted(ranked) == sorted(result.participant_id for result in results)


@given(results, policies)
def test_a_better_result_never_ranks_worse(results, policy):
    for before, after in pairwise(rank(results, policy)):
        assert sort_key(before.result, policy) <= sort_key(after.result, policy)
        assert before.rank <= after.rank


@given(results, policies)
def test_a_rank_tells_how_many_are_strictly_better(results, policy):
    for place in rank(results, policy):
        own = sort_key(place.result, policy)
        assert place.rank == 1 + sum(1 for one in results if sort_key(one, policy) < own)


@given(results, policies, st.data())
def test_a_point_more_never_costs_a_place(results, policy, data):
    if not results:
        return
    one = data.draw(st.sampled_from(results))
    others = [result for result in results if result is not one]

    def rank_of(result):
        places = rank([*others, result], ("score", *policy))
        return next(each.rank for each in places if each.result == result)

    assert rank_of(replace(one, points=one.points + 1)) <= rank_of(one)


def test_equal_results_share_a_place_and_leave_a_gap():
    results = [Result(person, points, 10, 10) for person, points in enumerate([7, 9, 7, 7, 5])]

    assert [place.rank for place in rank(results, ("score",))] == [1, 2, 2, 2, 5]


def test_no_prediction_stands_behind_the_worst_prediction():
    none = Result(1, 5, 1, 1, distance=None)
    worst = Result(2, 5, 9, 9, distance=10**9)

    assert [place.result for place in rank([none, worst], FULL)] == [worst, none]


@pytest.mark.parametrize("distance", [None, 0, 5])
def test_the_counted_attempt_is_chosen_without_the_prediction(distance):
    slow = Result(1, 5, 90, 1, distance=0)
    fast = Result(1, 5, 10, 2, distance=distance)

    assert is_better(fast, slow, FULL)
    assert not is_better(slow, fast, FULL)


@given(results, policies)
def test_no_result_is_better_than_itself_or_than_one_that_beats_it(results, policy):
    for one in results:
        assert not is_better(one, one, policy)
        for other in results:
            assert not (is_better(one, other, policy) and is_better(other, one, policy))


@given(results, policies, st.data())
def test_lots_part_equals_and_nobody_else(results, policy, data):
    order = data.draw(st.permutations([one.participant_id for one in results]))
    lots = {person: lot for lot, person in enumerate(order)}

    drawn = rank(results, policy, lots)

    assert [place.rank for place in drawn] == list(range(1, len(results) + 1))
    for before, after in pairwise(drawn):
        assert sort_key(before.result, policy) <= sort_key(after.result, policy)


def test_whoever_drew_a_lot_stands_before_those_who_did_not():
    equals = [Result(person, 5, 1, 1) for person in (1, 2, 3)]

    places = rank(equals, FULL, {3: 0})

    assert [(place.rank, place.result.participant_id) for place in places] == [
        (1, 3),
        (2, 1),
        (2, 2),
    ]
    assert [[place.result.participant_id for place in group] for group in tied(places)] == [[1, 2]]


@pytest.mark.parametrize(
    ("key", "ahead", "behind"),
    [
        ("correct_items", {"correct_items": 5}, {"correct_items": 4}),
        ("prediction_not_above", {"distance": 9}, {"distance": 1, "is_above": True}),
        ("prediction_not_above", {"distance": 9, "is_above": True}, {"distance": None}),
        ("handed_in_last", {"handed_in_ms": 2}, {"handed_in_ms": 1}),
        ("fewest_attempts", {"attempts": 1}, {"attempts": 2}),
        ("most_attempts", {"attempts": 2}, {"attempts": 1}),
    ],
)
def test_what_each_key_prefers(key, ahead, behind):
    plain = Result(1, 5, 1, 1)
    first, second = replace(plain, **ahead), replace(plain, participant_id=2, **behind)

    assert [place.result for place in rank([second, first], ("score", key))] == [first, second]
