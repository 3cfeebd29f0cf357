"""Counters move with the standings, and equal what counting anew would say."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.actions.board import refresh_boards
from quizzes.actions.disqualification import disqualify, lift_disqualification
from quizzes.actions.retally import (
    retally_round,
    retally_stale_rounds,
    retally_uncounted_rounds,
)
from quizzes.models import (
    Disqualification,
    OrganisationTally,
    Participant,
    RankTally,
    RoundTally,
    Standing,
)
from quizzes.queries.standing import own_standing
from quizzes.queries.visibility import Viewer, board_view
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import NOON, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=3)


def counters(round_):
    """Every counter of the round and of its contest, without those that came back to nothing."""
    totals = RoundTally.objects.filter(round=round_).values_list("people", "attempts").first()
    ranks = {
        (length, bytes(beginning)): people
        for length, beginning, people in RankTally.objects.filter(round=round_).values_list(
            "length", "beginning", "people"
        )
        if people
    }
    organisations = {
        row[:6]: row[6:]
        for row in OrganisationTally.objects.filter(contest=round_.contest).values_list(
            "round_id",
            "day",
            "is_frozen",
            "path",
            "organisation_id",
            "unit_id",
            "people",
            "attempts",
            "results",
            "points",
        )
        if any(row[6:])
    }
    return totals, ranks, organisations


def members(count):
    province = OrganisationFactory()
    communes = [OrganisationFactory(parent=province) for _ in range(2)]
    return [
        MembershipFactory(user=UserFactory(), organisation=communes[number % 2]).user
        for number in range(count)
    ]


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 4), st.integers(1, 14), st.integers(0, 1)),
        min_size=1,
        max_size=6,
    )
)
def test_counters_equal_counting_anew_and_places_equal_counting_the_better(runs):
    round_ = make_round(attempts={"per_round": 9}, closes_at=NOON + timedelta(days=20))
    users = members(3)
    start = NOON
    for person, wrong, minutes, days in runs:
        start += timedelta(minutes=20) + timedelta(hours=10) * days
        hand_in(
            make_attempt(round_, users[person], now=start),
            wrong=wrong,
            after=timedelta(minutes=minutes),
        )
    moved = counters(round_)

    retally_round(round_)

    assert counters(round_) == moved
    standings = list(Standing.objects.filter(round=round_))
    for one in standings:
        better = [
            other
            for other in standings
            if (-other.points, other.time_used_ms, other.handed_in_at)
            < (-one.points, one.time_used_ms, one.handed_in_at)
        ]
        shown = own_standing(one.participant.user, round_, start)
        assert (shown["rank"], shown["people"]) == (len(better) + 1, len(standings))


def test_a_disqualified_person_leaves_every_counter_and_comes_back():
    round_, users = make_round(), members(2)
    hand_in(make_attempt(round_, users[0]), wrong=0)
    hand_in(make_attempt(round_, users[1]), wrong=1)
    before = counters(round_)
    person, organiser = Participant.objects.get(user=users[0]), UserFactory()

    disqualify(person, round_=None, reason="x", notice="y", actor=organiser, now=LATER)

    assert counters(round_)[0] == (1, 1)
    assert own_standing(users[1], round_, LATER)["rank"] == 1
    assert own_standing(users[0], round_, LATER)["rank"] is None
    uuid = Disqualification.objects.get().uuid
    lift_disqualification(round_.contest, uuid, reason="z", actor=organiser, now=LATER)
    assert counters(round_)[:2] == before[:2]


def test_what_a_disqualified_person_hands_in_later_is_not_counted():
    round_, [user, _] = make_round(), members(2)
    hand_in(make_attempt(round_, user), wrong=2)
    person = Participant.objects.get(user=user)
    disqualify(person, round_=round_, reason="x", notice="y", actor=UserFactory(), now=LATER)

    hand_in(make_attempt(round_, user, now=NOON + timedelta(hours=1)))

    assert counters(round_) == ((0, 0), {}, {})


def test_a_person_counts_once_in_a_contest_of_two_rounds():
    first, [user, _] = make_round(), members(2)
    second = make_round()
    second.contest, second.number = first.contest, 2
    second.save()
    hand_in(make_attempt(first, user), wrong=1)
    hand_in(make_attempt(second, user), wrong=3)

    whole = OrganisationTally.objects.get(contest=first.contest, round=None)

    assert (whole.people, whole.attempts, whole.results, whole.points) == (1, 2, 2, 4)
    moved = counters(first)
    retally_round(first)
    assert counters(first) == moved


def test_a_frozen_board_keeps_the_places_and_counters_of_its_moment():
    now = timezone.now()
    round_ = make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    users = members(2)
    hand_in(make_attempt(round_, users[0], now=now), wrong=2, after=timedelta())
    round_.frozen_at = now
    round_.save()
    refresh_boards(now=now)

    hand_in(make_attempt(round_, users[1], now=now), wrong=0, after=timedelta())
    refresh_boards(now=now)

    public = own_standing(users[0], round_, now)
    assert (public["rank"], public["people"], public["organisation_rank"]) == (1, 1, 1)
    assert own_standing(users[1], round_, now)["rank"] is None
    jury = board_view(round_, Viewer.JURY, now)
    assert jury.standings().count() == 2
    round_.frozen_at = None
    round_.save()
    refresh_boards(now=now)
    assert own_standing(users[0], round_, now)["rank"] == 2
    assert not OrganisationTally.objects.filter(is_frozen=True).exists()


def test_rounds_of_older_versions_are_counted():
    round_, [user, _] = make_round(), members(2)
    hand_in(make_attempt(round_, user), wrong=1)
    moved = counters(round_)
    for model in (RoundTally, RankTally, OrganisationTally):
        model.objects.all().delete()

    assert retally_uncounted_rounds() == 1
    assert counters(round_) == moved
    assert retally_uncounted_rounds() == 0


def test_a_new_order_of_ranking_puts_the_standings_in_order_anew():
    round_, users = make_round(), members(2)
    hand_in(make_attempt(round_, users[0]), after=timedelta(minutes=1))
    hand_in(make_attempt(round_, users[1]), after=timedelta(minutes=9))
    RoundTally.objects.update(ranking=["score", "handed_in_last"])
    round_.refresh_from_db()

    assert retally_stale_rounds([round_]) == 1
    assert [own_standing(user, round_, LATER)["rank"] for user in users] == [1, 2]
    assert retally_stale_rounds([type(round_).objects.get()]) == 0
