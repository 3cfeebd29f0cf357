"""Prize tables worked out by hand."""

from fractions import Fraction

import pytest

from quizzes.rules.prizes import (
    Award,
    Cap,
    Entry,
    Measure,
    OpenPlaces,
    PrizeLine,
    Tally,
    award,
    may_become,
    rank_organisations,
    rank_spreaders,
)

# 1 nhất, 2 nhì, 3 ba, as rule books have it
TABLE = [PrizeLine("nhat", 1), PrizeLine("nhi", 2), PrizeLine("ba", 3)]


def ranked(*ranks, groups=None):
    """Person 10 first, 11 next, and so on."""
    return [
        Entry(10 + place, rank, frozenset((groups or {}).get(10 + place, ())))
        for place, rank in enumerate(ranks)
    ]


def winners(awards, prize):
    return [one.key for one in awards.given if one.prize == prize]


def test_prizes_follow_the_ranks():
    awards = award(ranked(1, 2, 3, 4, 5, 6, 7), TABLE)

    assert winners(awards, "nhat") == [10]
    assert winners(awards, "nhi") == [11, 12]
    assert winners(awards, "ba") == [13, 14, 15]
    assert awards.given[2] == Award("nhi", 2, 12, 3)
    assert awards.undecided == ()


def test_fewer_people_than_prizes_leave_places_empty():
    awards = award(ranked(1, 2), TABLE)

    assert [(one.prize, one.key) for one in awards.given] == [("nhat", 10), ("nhi", 11)]


def test_equals_within_one_prize_need_no_draw():
    awards = award(ranked(1, 2, 2, 4), TABLE)

    assert winners(awards, "nhi") == [11, 12]


def test_equals_across_a_border_are_left_to_a_draw_and_nobody_behind_them_moves_up():
    awards = award(ranked(1, 2, 3, 3, 3, 6), TABLE)

    assert winners(awards, "nhi") == [11]
    assert winners(awards, "ba") == []
    assert awards.undecided == (
        OpenPlaces("nhi", (2,), (12, 13, 14)),
        OpenPlaces("ba", (1, 2, 3), ()),
    )


def test_after_a_draw_the_places_below_are_given():
    settled = {("nhat", 1): 10, ("nhi", 1): 11, ("nhi", 2): 13}
    awards = award(ranked(1, 2, 3, 3, 3, 6), TABLE, settled=settled)

    assert winners(awards, "ba") == [12, 14, 15]
    assert [one.place for one in awards.given] == [1, 2, 3]
    assert awards.undecided == ()


def test_a_cap_makes_room_for_the_next_in_rank():
    earlier = Cap(prizes=1, held={10: 1, 12: 1})
    awards = award(ranked(1, 2, 3, 4, 5), TABLE[:2], [earlier])

    assert winners(awards, "nhat") == [11]
    assert winners(awards, "nhi") == [13, 14]


def test_the_narrowest_cap_decides():
    family, contest = Cap(2, {10: 1, 11: 2}), Cap(3, {10: 1, 11: 2})
    awards = award(ranked(1, 2, 3), [PrizeLine("nhat", 1), PrizeLine("nhi", 1)], [family, contest])

    assert [one.key for one in awards.given] == [10, 12]


def test_a_group_has_a_ladder_of_its_own():
    groups = {11: {"hoc-sinh"}, 13: {"hoc-sinh"}}
    table = [PrizeLine("nhat", 1), PrizeLine("nhat-hs", 1, "hoc-sinh"), PrizeLine("nhi", 1)]
    awards = award(ranked(1, 2, 3, 4, groups=groups), table)

    assert [(one.prize, one.key) for one in awards.given] == [
        ("nhat", 10),
        ("nhat-hs", 11),
        ("nhi", 11),
    ]


def test_with_one_prize_a_round_the_group_prize_moves_on():
    groups = {10: {"hoc-sinh"}, 13: {"hoc-sinh"}}
    table = [PrizeLine("nhat", 1), PrizeLine("nhat-hs", 1, "hoc-sinh")]
    awards = award(ranked(1, 2, 3, 4, groups=groups), table, [Cap(1)])

    assert [(one.prize, one.key) for one in awards.given] == [("nhat", 10), ("nhat-hs", 13)]


def test_who_declined_is_passed_over():
    assert winners(award(ranked(1, 2, 3), TABLE, barred=frozenset({10})), "nhat") == [11]


def test_a_place_that_comes_free_goes_to_the_next_in_line_and_nobody_else_moves():
    settled = {("nhat", 1): 10, ("nhi", 2): 12, ("ba", 1): 13}
    awards = award(
        ranked(1, 2, 3, 4, 5, 6),
        [*TABLE[:2], PrizeLine("ba", 1)],
        barred=frozenset({11}),
        settled=settled,
    )

    assert awards.given == (Award("nhi", 1, 14, 5),)


def test_settled_prizes_count_towards_the_caps():
    groups = {10: {"hoc-sinh"}, 11: {"hoc-sinh"}}
    table = [PrizeLine("nhat", 1), PrizeLine("nhat-hs", 1, "hoc-sinh")]
    awards = award(ranked(1, 2, groups=groups), table, [Cap(1)], settled={("nhat", 1): 10})

    assert awards.given == (Award("nhat-hs", 1, 11, 2),)


TALLIES = [
    Tally(1, people=100, attempts=150, points=900, headcount=200),  # rate 1/2, average 9
    Tally(2, people=60, attempts=300, points=600, headcount=60),  # rate 1, average 10
    Tally(3, people=4, attempts=4, points=48, headcount=4),  # rate 1, average 12, tiny
    Tally(4, people=80, attempts=80, points=400),  # headcount unknown, average 5
]


@pytest.mark.parametrize(
    ("measure", "options", "order"),
    [
        (Measure.PEOPLE, {}, [1, 4, 2, 3]),
        (Measure.ATTEMPTS, {}, [2, 1, 4, 3]),
        (Measure.RATE, {}, [2, 3, 1]),
        (Measure.RATE, {"minimum_headcount": 10}, [2, 1]),
        (Measure.AVERAGE_SCORE, {"minimum_people": 10}, [2, 1, 4]),
        # 1: (1 + 9/10) / 2 = 0.95; 2: (0.6 + 1) / 2 = 0.8; 4: (0.8 + 0.5) / 2 = 0.65
        (Measure.QUANTITY_AND_QUALITY, {"minimum_people": 10}, [1, 2, 4]),
    ],
)
def test_organisations_by_each_measure(measure, options, order):
    assert [entry.key for entry, _ in rank_organisations(TALLIES, measure, **options)] == order


def test_quantity_and_quality_is_exact():
    ranking = rank_organisations(TALLIES, Measure.QUANTITY_AND_QUALITY, minimum_people=10)

    assert [value for _, value in ranking] == [Fraction(19, 20), Fraction(4, 5), Fraction(13, 20)]


def test_organisations_that_are_equal_in_everything_share_a_rank():
    twins = [Tally(key, people=5, attempts=5, points=50) for key in (2, 1)]

    ranking = rank_organisations(twins, Measure.PEOPLE)

    assert [(entry.key, entry.rank) for entry, _ in ranking] == [(1, 1), (2, 1)]


def test_more_people_than_the_headcount_are_no_more_than_all():
    [(_, rate)] = rank_organisations([Tally(1, 30, 30, 0, headcount=20)], Measure.RATE)

    assert rate == 1


def test_spreaders_need_a_minimum_and_share_ranks():
    ranking = rank_spreaders({7: 3, 8: 5, 9: 3, 10: 1}, minimum=2)

    assert [(one.key, one.rank) for one in ranking] == [(8, 1), (7, 2), (9, 2)]


def test_a_prize_goes_its_way_and_never_back():
    assert may_become("awarded", "contacted")
    assert may_become("confirmed", "handed_over")
    assert not may_become("awarded", "handed_over")
    assert not any(may_become("handed_over", state) for state in ("declined", "withdrawn"))
