"""Which attempt counts, and how rounds add up."""

from dataclasses import replace
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.counting import Counting, Run, average, combine, count, may_count, replaces
from quizzes.rules.ranking import TIE_BREAKS, Result, rank

POLICY = ("score", "prediction_distance", "time_used", "handed_in_at")
runs = st.lists(
    st.builds(
        Run,
        attempt_id=st.integers(1, 10**6),
        number=st.just(0),
        points=st.integers(0, 4),
        correct_items=st.integers(0, 4),
        time_used_ms=st.integers(0, 3),
        handed_in_ms=st.integers(0, 3),
        is_complete=st.booleans(),
        prediction=st.none() | st.integers(0, 3),
    ),
    max_size=6,
    unique_by=lambda run: run.attempt_id,
).map(lambda own: [replace(run, number=place) for place, run in enumerate(own, start=1)])
rules = st.builds(
    Counting,
    policy=st.permutations(list(TIE_BREAKS)).map(tuple),
    which=st.sampled_from(["best", "first", "last", "average"]),
    requires_every_answer=st.booleans(),
    prediction_per=st.sampled_from(["person", "counted_attempt"]),
)


def run(number, points, used=60_000, **facts):
    return Run(
        attempt_id=100 + number,
        number=number,
        points=points,
        correct_items=points,
        time_used_ms=used,
        handed_in_ms=number * 1000,
        **facts,
    )


@given(runs, rules, st.randoms())
def test_what_counts_does_not_depend_on_the_order_of_arrival(own, rule, random):
    assert count(random.sample(own, len(own)), rule) == count(own, rule)


@given(runs, rules)
def test_counting_one_by_one_gives_what_counting_all_gives(own, rule):
    counting = [one for one in own if may_count(one, rule)]
    counted = count(own, rule)

    if rule.which == "average" or not counting:
        assert (counted is None) == (not counting)
        return
    step_by_step = reduce(lambda a, b: b if replaces(b, a, rule) else a, counting)

    assert counted.attempt_id == step_by_step.attempt_id
    assert counted.attempts == len(counting)


@pytest.mark.parametrize(
    ("which", "attempt", "points"), [("best", 102, 9), ("first", 101, 7), ("last", 103, 8)]
)
def test_best_first_and_last(which, attempt, points):
    counted = count([run(1, 7), run(2, 9), run(3, 8)], Counting(POLICY, which))

    assert (counted.attempt_id, counted.points, counted.attempts) == (attempt, points, 3)


def test_an_average_is_whole_and_its_hand_in_the_last():
    own = [run(1, 7, used=100), run(2, 8, used=201)]

    counted = count(own, Counting(POLICY, "average"))

    assert (counted.points, counted.correct_items, counted.time_used_ms) == (8, 7, 151)
    assert (counted.attempt_id, counted.handed_in_ms) == (102, 2000)


def test_of_equal_attempts_the_earlier_counts():
    own = [replace(run(number, 9), handed_in_ms=5) for number in (1, 2)]

    assert count(own, Counting(POLICY)).attempt_id == 101


def test_an_attempt_with_an_open_item_never_counts_where_every_answer_is_asked_for():
    rule = Counting(POLICY, requires_every_answer=True)
    own = [run(1, 9, is_complete=False, prediction=5), run(2, 6, prediction=7)]

    counted = count(own, rule)

    assert (counted.points, counted.attempts, counted.prediction) == (6, 1, 7)
    assert count(own[:1], rule) is None


@pytest.mark.parametrize(("per", "prediction"), [("person", 40), ("counted_attempt", 50)])
def test_the_prediction_is_the_persons_or_the_attempts(per, prediction):
    own = [run(1, 5), run(2, 6, prediction=40), run(3, 9, prediction=50)]

    assert count(own, Counting(POLICY, prediction_per=per)).prediction == prediction


@given(st.lists(st.integers(-1000, 1000), min_size=1))
def test_an_average_is_the_nearest_whole_number(numbers):
    assert abs(average(numbers) * len(numbers) - sum(numbers)) * 2 <= len(numbers)


def result(person, points, **facts):
    return Result(person, points, 60_000, 1000, **facts)


ROUNDS = {
    1: [result(1, 10, distance=3), result(2, 8, distance=1), result(3, 9, distance=0)],
    2: [result(1, 6, distance=2), result(2, 9, distance=4)],
    3: [result(1, 7, distance=9), result(3, 8, distance=None)],
}


def test_a_sum_adds_every_round():
    added = combine(ROUNDS, POLICY)

    assert [(one.participant_id, one.points, one.distance) for one in added] == [
        (1, 23, 14),
        (2, 17, 5),
        (3, 17, None),
    ]
    assert [place.result.participant_id for place in rank(added, POLICY)] == [1, 2, 3]


def test_best_n_adds_the_best_rounds_of_each_person():
    added = combine(ROUNDS, POLICY, how="best_n", best=2)

    assert [(one.participant_id, one.points, one.time_used_ms) for one in added] == [
        (1, 17, 120_000),
        (2, 17, 120_000),
        (3, 17, 120_000),
    ]
    # Equal in points: the nearer predictions lead, the one without stands behind.
    assert [place.result.participant_id for place in rank(added, POLICY)] == [2, 1, 3]


def test_each_round_by_itself_adds_nothing():
    assert combine(ROUNDS, POLICY, how="each") == []
