"""Who would win under a rule."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.rules.counting import Counting, Run
from quizzes.rules.invention import Home, Invention, invent, invent_lives
from quizzes.rules.prizes import Cap, PrizeLine, Tally
from quizzes.rules.simulation import Circumstances, Rules, compare, play, tallies

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
HOUR = 3_600_000


@dataclass(frozen=True)
class Limits:
    per_day: int | None = None
    per_week: int | None = None
    per_round: int | None = None
    per_contest: int | None = None


def rules(*ranking, predicted="none", prizes=(1, 2), which="best", **limits):
    return Rules(
        counting=Counting(ranking, which),
        limits=Limits(**limits),
        ranking=ranking,
        predicted=predicted,
        items=10,
        prizes=tuple(
            one if isinstance(one, PrizeLine) else PrizeLine(f"p{at}", one)
            for at, one in enumerate(prizes)
        ),
    )


def run(number, points, *, hour=1, used=60_000, prediction=None):
    return Run(number, number, points, points, used, hour * HOUR, prediction=prediction)


PEOPLE = {
    1: [run(1, 8, prediction=1), run(2, 10, hour=30, prediction=9)],
    2: [run(1, 10, hour=5, prediction=2)],
    3: [run(1, 10, hour=5, used=70_000, prediction=3)],
    4: [run(1, 9, hour=2, prediction=3)],
}


def winners(outcome):
    return [place.result.participant_id for place in outcome.winners]


def test_a_round_is_played_as_its_rulebook_says():
    outcome = play(
        PEOPLE, rules("score", "prediction_distance", predicted="all_correct_people"), HANOI
    )

    assert (outcome.totals.people, outcome.totals.attempts) == (4, 5)
    assert (outcome.totals.all_correct_people, outcome.target) == (3, 3)
    assert winners(outcome) == [3, 2, 1]
    assert outcome.ties == ()


def test_ties_at_the_end_of_a_prize_are_seen():
    outcome = play(PEOPLE, rules("score", prizes=(1, 1, 1)), HANOI)

    assert [(tie.prize, tie.rank, tie.people, tie.places) for tie in outcome.ties] == [
        ("p0", 1, 3, 1),
        ("p1", 1, 2, 1),
    ]
    assert sorted(outcome.level) == [1, 2, 3]
    assert outcome.won == {}


def test_what_is_below_a_tie_is_seen_too():
    outcome = play(PEOPLE, rules("score", prizes=(2, 1, 1)), HANOI)

    assert [(tie.prize, tie.people, tie.places) for tie in outcome.ties] == [("p0", 3, 2)]
    assert outcome.won == {4: ("p2",)}
    assert winners(outcome) == [1, 2, 3, 4]


def test_who_may_not_take_part_is_neither_ranked_nor_counted():
    rule = rules("score", "time_used", predicted="all_correct_people", prizes=(1,))

    outcome = play(PEOPLE, rule, HANOI, Circumstances(barred={1}))

    assert (outcome.totals.people, outcome.totals.all_correct_people) == (3, 2)
    assert (outcome.target, outcome.excluded, winners(outcome)) == (2, 1, [2])


def test_caps_pass_a_prize_on_to_the_next():
    rule = rules("score", "time_used", "handed_in_at", prizes=(1, 1))

    outcome = play(PEOPLE, rule, HANOI, Circumstances(caps=(Cap(1, {2: 1}),)))

    assert outcome.won == {1: ("p0",), 3: ("p1",)}


def test_a_cap_within_the_round_holds_across_ladders():
    rule = rules(
        "score", "time_used", "handed_in_at", prizes=(1, PrizeLine("young", 1, group="young"))
    )
    groups = {2: frozenset({"young"}), 4: frozenset({"young"})}

    free = play(PEOPLE, rule, HANOI, Circumstances(groups=groups))
    capped = play(PEOPLE, rule, HANOI, Circumstances(groups=groups, caps=(Cap(1),)))

    assert free.won == {2: ("p0", "young")}
    assert capped.won == {2: ("p0",), 4: ("young",)}


def test_organisations_are_counted_from_their_ranked_people():
    outcome = play(PEOPLE, rules("score"), HANOI, Circumstances(barred={3}))

    counted = tallies(outcome.places, {1: 7, 2: 7, 3: 7, 4: None}, {7: 20})

    assert counted == [Tally(7, people=2, attempts=3, points=20, headcount=20)]


@pytest.mark.parametrize(
    ("limits", "attempts", "points"),
    [
        ({"per_round": 1}, 1, 8),
        ({"per_day": 1}, 2, 10),
        ({"per_week": 1}, 1, 8),
        ({"per_contest": 2}, 2, 10),
    ],
)
def test_stricter_limits_leave_attempts_out(limits, attempts, points):
    outcome = play({1: PEOPLE[1]}, rules("score", **limits), HANOI)

    assert outcome.totals.attempts == attempts
    assert outcome.places[0].result.points == points


def test_two_rulebooks_are_compared_by_their_winners():
    by_time = play(PEOPLE, rules("score", "time_used", "handed_in_at", prizes=(1,)), HANOI)
    by_guess = play(
        PEOPLE,
        rules("score", "prediction_distance", predicted="all_correct_people", prizes=(1,)),
        HANOI,
    )

    rows = compare(by_time, by_guess)

    assert [(row.participant_id, row.first.rank, row.second.rank) for row in rows] == [
        (2, 1, 2),
        (3, 3, 1),
    ]


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.sampled_from([0.03, 0.2, 0.59]))
def test_invented_people_are_plausible_and_the_same_again(seed, share):
    made = Invention(seed=seed, people=600, items=10, minutes=10, all_correct=share)

    people = invent(made)
    outcome = play(people, rules("score", "time_used"), HANOI)

    assert people == invent(made)
    assert abs(outcome.totals.all_correct_people / 600 - share) < 0.09
    assert 1.4 <= outcome.totals.attempts / 600 <= 4.1
    assert all(
        0 <= one.points <= 10 and 0 < one.time_used_ms <= 600_000
        for runs in people.values()
        for one in runs
    )


def test_invented_people_live_where_there_are_many():
    made = Invention(seed=3, people=1000, items=10, minutes=10)
    homes = [
        Home(frozenset({"A"}), frozenset({"school"}), unit=1, weight=300),
        Home(frozenset({"B"}), frozenset({"agency"}), unit=2, weight=100),
    ]

    lives = invent_lives(made, homes, date(2026, 11, 1))

    assert lives == invent_lives(made, homes, date(2026, 11, 1))
    units = Counter(life.home.unit for life in lives.values())
    assert 680 < units[1] < 820
    assert {1951 <= life.birth_date.year <= 2014 for life in lives.values()} == {True}
