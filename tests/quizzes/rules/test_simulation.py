"""Who would win under a rule."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.rules.counting import Counting, Run
from quizzes.rules.simulation import Invention, Rules, compare, invent, play

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
        prizes=prizes,
    )


def run(number, points, *, hour=1, used=60_000, prediction=None):
    return Run(number, number, points, points, used, hour * HOUR, prediction=prediction)


PEOPLE = {
    1: [run(1, 8, prediction=1), run(2, 10, hour=30, prediction=9)],
    2: [run(1, 10, hour=5, prediction=2)],
    3: [run(1, 10, hour=5, used=70_000, prediction=3)],
    4: [run(1, 9, hour=2, prediction=3)],
}


def winners(outcome, prizes=(1, 2)):
    return [place.result.participant_id for place in outcome.winners(prizes)]


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
        (0, 1, 3, 1),
        (1, 1, 3, 2),
    ]


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

    rows = compare(by_time, by_guess, (1,))

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
