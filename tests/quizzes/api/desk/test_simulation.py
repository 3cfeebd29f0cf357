"""Who would win: prizes, caps, groups and eligibility as in a real decision."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from backend.accounts.enums import Purpose
from quizzes.enums import DecisionState, WinnerKind
from quizzes.models import Participant, Ranking, Round, Winner
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round, rulebook_document

pytestmark = pytest.mark.django_db
ONE = {"code": "nhat", "title": "Giải Nhất", "count": 1}
CHILDREN = {"code": "thieu-nien", "title": "Thiếu niên", "maximum_age": 17}
FOR_CHILDREN = {"code": "nhi", "title": "Giải Thiếu niên", "count": 1, "audience": "thieu-nien"}


@pytest.fixture
def running():
    now = timezone.now()
    return make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=2))


@pytest.fixture
def asked(running):
    client = APIClient()
    client.default_format = "json"
    client.force_login(UserFactory(staff=True))

    def ask(*, on=1, **changes):
        address = f"/api/v1/desk/contests/{running.contest.slug}/rulebook/simulation/"
        second = rulebook_document(**{"ranking": ["score", "time_used"], **changes})
        answer = client.post(address, {"second": second, "round": on, "people": 300})
        assert answer.status_code == 200, answer.content
        return answer.json()

    return ask


def played(running, user, *, wrong=0, minutes=5):
    now = timezone.now() - timedelta(hours=2)
    attempt = make_attempt(running, user, now=now)
    return hand_in(attempt, wrong=wrong, after=timedelta(minutes=minutes)).participant


def prizes_of(answer, side="second"):
    """Prizes by organisation, which tells people apart here."""
    return {
        row["organisation"]: row[side]["prizes"]
        for row in answer["rows"]
        if row[side] and row[side]["wins"]
    }


@pytest.fixture
def people(running):
    """Three with everything right, the fastest from Xã A."""
    province = OrganisationFactory(code="TINH")
    users = {}
    for name in "ABC":
        commune = OrganisationFactory(parent=province, name=f"Xã {name}", code=f"XA-{name}")
        users[name] = MembershipFactory(user=UserFactory(), organisation=commune).user
    return {
        name: played(running, user, minutes=2 + place)
        for place, (name, user) in enumerate(users.items())
    }


def test_prizes_go_by_the_table(asked, people):
    answer = asked(prizes={"people": [ONE]})

    assert prizes_of(answer) == {"Xã A": ["Giải Nhất"]}
    assert answer["second"]["prizes"] == [
        {
            "title": "Giải Nhất",
            "kind": "person",
            "count": 1,
            "given": 1,
            "level": 0,
            "names": [],
        }
    ]
    assert answer["unconsidered"] == []


def test_only_the_subtree_that_may_take_part_is_counted(asked, people):
    answer = asked(prizes={"people": [ONE]}, eligibility={"organisations": ["XA-B", "XA-C"]})

    assert prizes_of(answer) == {"Xã B": ["Giải Nhất"]}
    assert (answer["second"]["people"], answer["second"]["excluded"]) == (2, 1)
    assert answer["unconsidered"] == ["newly_allowed"]


def test_groups_have_ladders_of_their_own(asked, running, people):
    home = OrganisationFactory(parent=OrganisationFactory(), name="Xã D")
    child = MembershipFactory(user=UserFactory(child=True), organisation=home).user
    child.birth_date = timezone.localdate() - timedelta(days=15 * 366)
    child.save()
    child.consents.create(
        purpose=Purpose.TAKING_PART,
        granted=True,
        guardian_name="Mẹ",
        text_hash="0",
        given_at=timezone.now(),
    )
    played(running, child, wrong=2)

    answer = asked(
        prizes={"people": [ONE, FOR_CHILDREN], "caps": [{"prizes": 1, "within": "round"}]},
        audiences=[CHILDREN],
    )

    assert prizes_of(answer) == {"Xã A": ["Giải Nhất"], "Xã D": ["Giải Thiếu niên"]}


def test_a_cap_over_a_family_counts_prizes_of_earlier_rounds(asked, running, people):
    _won_before(running, people["A"])
    family = {
        "rules": [{"number": 1, "family": "tuan"}, {"number": 2, "family": "tuan"}],
    }
    table = {"people": [ONE], "caps": [{"prizes": 1, "within": "family"}]}

    within = asked(on=2, prizes=table, rounds=family)
    outside = asked(on=2, prizes=table)

    assert prizes_of(within) == {"Xã B": ["Giải Nhất"]}
    assert prizes_of(outside) == {"Xã A": ["Giải Nhất"]}
    assert within["unconsidered"] == ["held_earlier"]


def _won_before(running: Round, participant: Participant) -> None:
    """Makes the round of the facts the second one, the winner having won the first."""
    Round.objects.filter(pk=running.pk).update(number=2)
    first = Round.objects.create(
        contest=running.contest,
        rulebook=running.rulebook,
        number=1,
        title="Vòng 1",
        opens_at=running.opens_at - timedelta(days=9),
        closes_at=running.opens_at - timedelta(days=8),
    )
    now = timezone.now()
    ranking = Ranking.objects.create(
        contest=running.contest,
        round=first,
        number=1,
        rulebook=running.rulebook,
        state=DecisionState.PUBLISHED,
        begun_at=now,
    )
    Winner.objects.create(
        contest=running.contest,
        round=first,
        ranking=ranking,
        kind=WinnerKind.PERSON,
        prize="nhat",
        title="Giải Nhất",
        place=1,
        participant=participant,
        awarded_at=now,
        changed_at=now,
    )


def test_organisations_and_those_who_spread_the_contest_win_too(asked, people):
    people["A"].invited.add(people["B"], people["C"])
    table = {
        "people": [ONE],
        "organisations": [
            {"code": "dv", "title": "Đơn vị nhanh", "count": 1, "measure": "average_score"}
        ],
        "spreading": [{"code": "lt", "title": "Lan tỏa", "count": 1, "minimum_invited": 2}],
    }

    shown = asked(prizes=table)["second"]["prizes"]

    # Everybody has all points, so the communes stand level.
    assert [(one["kind"], one["given"], one["level"]) for one in shown] == [
        ("person", 1, 0),
        ("organisation", 0, 3),
        ("spreader", 1, 0),
    ]
    assert shown[2]["names"][0].count("*")


def test_invented_people_have_ages_and_organisations(asked, people):
    answer = asked(
        on=None,
        prizes={"people": [ONE, FOR_CHILDREN], "caps": [{"prizes": 1, "within": "contest"}]},
        audiences=[CHILDREN],
        eligibility={"organisations": ["XA-B"]},
    )

    second = answer["second"]
    assert 50 < second["people"] < 150 < second["excluded"]
    assert {row["organisation"] for row in answer["rows"] if row["second"]} == {"Xã B"}
    assert [one["given"] + one["level"] >= 1 for one in second["prizes"]] == [True, True]
    assert answer["unconsidered"] == [
        "invented_people",
        "committee_and_guardians",
        "caps_beyond_round",
    ]


def test_what_facts_cannot_tell_is_said(asked, people):
    answer = asked(
        attempts={"per_day": 5, "per_contest": 9},
        scoring={"wrong_points": -1},
        opening_hours=[{"weekdays": [1], "opens": "08:00", "closes": "17:00"}],
        prizes={"people": [{**ONE, "per": "contest"}]},
    )

    assert answer["unconsidered"] == [
        "scores_stay",
        "more_attempts",
        "opening_hours",
        "other_rounds",
        "contest_prizes",
    ]
