"""What is odd, worked out by hand."""

from datetime import UTC, datetime, timedelta

from quizzes.rules.anomaly import (
    busiest_window,
    components,
    crowd_weight,
    fast_bound_ms,
    fast_weight,
    find_spray,
    winning_circles,
)

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


def test_a_paper_is_fast_by_the_rulebook_and_against_the_round():
    absolute, relative = fast_bound_ms(10, 2, median_ms=300_000, deviation=0.5)

    assert absolute == 20_000
    assert relative == 52_132  # 300 s · e^(−3.5 · 0.5)


def test_a_round_without_spread_has_no_relative_bound():
    assert fast_bound_ms(10, 2, median_ms=300_000, deviation=0.0) == (20_000, 0)


def test_faster_papers_weigh_more():
    assert [fast_weight(used, 20_000) for used in (20_000, 10_000, 0)] == [50, 75, 100]


def test_crowds_weigh_by_powers_of_two():
    assert [crowd_weight(people, 4) for people in (4, 8, 64, 1000)] == [50, 62, 100, 100]


def test_the_busiest_window_counts_people_once():
    minutes = [(0, 1), (1, 2), (2, 2), (8, 3), (25, 4), (26, 5), (27, 6), (28, 7), (60, 8)]
    starts = [(NOON + timedelta(minutes=at), person) for at, person in minutes]

    assert busiest_window(starts) == (NOON + timedelta(minutes=25), frozenset({4, 5, 6, 7}))


def test_nobody_makes_no_window():
    assert busiest_window([]) is None


def test_evenly_laid_predictions_are_a_spray():
    spray = find_spray([7000, 7050, 7100, 7150, 7210])

    assert spray is not None
    assert (spray.lowest, spray.highest, spray.gap) == (7000, 7210, 50)


def test_guesses_of_independent_people_are_none():
    assert find_spray([7000, 7003, 7600, 7610, 9100]) is None  # uneven
    assert find_spray([100, 2000, 4000, 6000, 8000]) is None  # all over the place
    assert find_spray([7000, 7050, 7100, 7150]) is None  # too few
    assert find_spray([7000] * 9) is None  # one number


def test_components_link_through_others():
    assert components([(3, 4), (1, 2), (2, 3), (8, 9)]) == [
        frozenset({1, 2, 3, 4}),
        frozenset({8, 9}),
    ]


def test_linked_accounts_that_take_turns_are_a_circle():
    places = {1: {1: 1}, 2: {2: 3}, 3: {3: 2}, 7: {1: 5}, 8: {1: 6}}

    circles = winning_circles(places, [(1, 2), (2, 3), (7, 8), (1, 99)])

    assert circles == [frozenset({1, 2, 3})]  # 7 and 8 won in one round only
