"""Two connections at once, where people decide about people."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from backend.common.vault import make_keys
from quizzes.actions.anomaly import dismiss_anomaly, disqualify_people
from quizzes.actions.anomaly_scan import scan_round
from quizzes.actions.claim import submit_claim
from quizzes.actions.disqualification import disqualify
from quizzes.actions.round import close_due_rounds
from quizzes.actions.winner import award_prizes
from quizzes.models import Anomaly, Attempt, Claim, Disqualification, Participant, Winner
from quizzes.rules.identity import IdentityNumber
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import NOON, hand_in, make_attempt, make_round
from tests.faults.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)

PRIZES = {"people": [{"code": "nhat", "title": "Giải Nhất", "count": 2}]}


@pytest.fixture
def round_():
    """A published round with two prizes and three people."""
    now = timezone.now()
    round_ = make_round(
        opens_at=now - timedelta(days=3), closes_at=now - timedelta(days=1), prizes=PRIZES
    )
    for place in range(3):
        user = UserFactory(birth_date=date(1990, 9, 2))
        attempt = make_attempt(round_, user, now=now - timedelta(days=2))
        hand_in(attempt, after=timedelta(minutes=2 + place))
    close_due_rounds(now=now)
    round_.refresh_from_db()
    return round_


def test_two_awards_give_each_place_once(round_):
    actor = UserFactory()

    together(*[lambda: award_prizes(round_.contest, round_, actor=actor, now=timezone.now())] * 2)

    assert sorted(Winner.objects.values_list("place", flat=True)) == [1, 2]


def test_one_number_told_by_two_winners_at_once_is_one_claim(round_, settings, tmp_path):
    settings.IDENTITY_KEYS_DIR = tmp_path
    make_keys(tmp_path)
    award_prizes(round_.contest, round_, actor=UserFactory(), now=timezone.now())
    users = [one.participant.user for one in Winner.objects.select_related("participant__user")]

    def claim(user):
        return submit_claim(
            user,
            round_.contest,
            phone="+84912345678",
            number=IdentityNumber("008090012345"),
            delivery="",
            now=timezone.now(),
        )

    outcomes = together(lambda: claim(users[0]), lambda: claim(users[1]))

    assert Claim.objects.count() == 1
    assert outcomes.count("claim_refused") == 1


def test_one_person_is_disqualified_once():
    counted = hand_in(make_attempt(make_round()))
    actor = UserFactory()

    def bar():
        return disqualify(
            Participant.objects.get(pk=counted.participant_id),
            round_=counted.round,
            reason="Thi hộ",
            notice="Không được tính.",
            actor=actor,
            now=NOON,
        )

    first, second = together(bar, bar)

    assert first == second
    assert Disqualification.objects.count() == 1


def test_one_of_two_decisions_about_an_anomaly_stands():
    round_ = make_round()
    for _ in range(5):
        hand_in(make_attempt(round_), after=timedelta(minutes=5))
    Attempt.objects.update(device="hall")
    scan_round(round_, lambda *told: None, now=NOON)
    anomaly, actor = Anomaly.objects.get(), UserFactory()
    people = [one.participant.user.uuid for one in anomaly.people.all()]

    outcomes = together(
        lambda: dismiss_anomaly(
            round_.contest, anomaly.uuid, reason="Máy chung", actor=actor, now=NOON
        ),
        lambda: disqualify_people(
            round_.contest,
            anomaly.uuid,
            people,
            whole_contest=False,
            reason="Thi hộ",
            notice="Không được tính.",
            actor=actor,
            now=NOON,
        ),
    )

    anomaly.refresh_from_db()
    assert outcomes.count("already_decided") == 1
    assert (Disqualification.objects.count() == 5) == (anomaly.state == "disqualified")
    assert anomaly.state in {"dismissed", "disqualified"}
