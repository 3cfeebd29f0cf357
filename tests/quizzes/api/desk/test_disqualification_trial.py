"""Before somebody is disqualified: the places, certificates and prizes it would take."""

from datetime import timedelta

import pytest
from django.utils import timezone

from backend.certificates.models import Certificate
from quizzes.actions.disqualification import disqualify
from quizzes.actions.round import close_due_rounds
from quizzes.models import Disqualification, Participant, Ranking, Winner
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    """A published round; whoever has all right has a certificate."""
    now = timezone.now()
    made = make_round(opens_at=now - timedelta(days=3), closes_at=now - timedelta(days=1))
    for wrong in (0, 3):
        user = UserFactory(full_name=f"Người sai {wrong}")
        hand_in(make_attempt(made, user, now=now - timedelta(days=2)), wrong=wrong)
    close_due_rounds(now=now)
    return made


def tried(round_, *people, number=1):
    path = f"/api/v1/desk/contests/{round_.contest.slug}/disqualifications/trial/"
    body = {"people": [str(one.user.uuid) for one in people], "round": number}
    answer = Device(UserFactory(staff=True)).http.post(path, body, "json")
    assert answer.status_code == 200
    return answer.json()


def person_with(wrong):
    return Participant.objects.get(user__full_name=f"Người sai {wrong}")


@pytest.mark.parametrize("number", [1, None])
def test_certificates_that_would_be_taken_back_are_named(round_, number):
    best = person_with(0)

    told = tried(round_, best, person_with(3), number=number)

    certificate = Certificate.objects.get()
    assert told["places"] == [
        {"name": "Người sai 0", "round": "Vòng 1", "rank": 1},
        {"name": "Người sai 3", "round": "Vòng 1", "rank": 2},
    ]
    assert [(one["name"], one["code"]) for one in told["certificates"]] == [
        ("Người sai 0", certificate.code)
    ]
    assert told["prizes"] == []
    assert not Disqualification.objects.exists()
    assert Certificate.objects.get().revoked_at is None


def test_prizes_are_named(round_):
    best, now = person_with(0), timezone.now()
    Winner.objects.create(
        contest=round_.contest,
        round=round_,
        ranking=Ranking.objects.get(),
        kind="person",
        prize="nhat",
        title="Giải Nhất",
        place=1,
        participant=best,
        awarded_at=now,
        changed_at=now,
    )

    assert tried(round_, best)["prizes"] == [
        {"name": "Người sai 0", "round": "Vòng 1", "title": "Giải Nhất"}
    ]


def test_whoever_is_out_already_loses_no_place(round_):
    best = person_with(0)
    disqualify(
        best, round_=None, reason="Thi hộ", notice="-", actor=UserFactory(), now=timezone.now()
    )

    assert tried(round_, best)["places"] == []
