"""Disqualification: in force until lifted, told to the person, judged by somebody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from backend.common.errors import NotVisible
from backend.common.models import AuditEntry
from quizzes.actions.disqualification import (
    answer_appeal,
    appeal,
    disqualify,
    lift_disqualification,
)
from quizzes.errors import AppealRefused, OwnDecision
from quizzes.models import Disqualification, Notice
from quizzes.queries.disqualification import disqualified_from_contest, disqualified_participants
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import NOON, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted():
    return hand_in(make_attempt(make_round()))


def barred(attempt, *, whole_contest=False, actor=None, now=NOON):
    return disqualify(
        attempt.participant,
        round_=None if whole_contest else attempt.round,
        reason="Cùng một máy",
        notice="Kết quả của bạn không được tính.",
        actor=actor or UserFactory(),
        now=now,
    )


def test_disqualify_takes_a_person_out_of_the_round_once(counted):
    first = barred(counted)
    second = barred(counted)

    assert second == first
    assert disqualified_participants(counted.round) == {counted.participant_id}
    assert disqualified_from_contest(counted.round.contest) == set()
    assert Notice.objects.get().text == "Kết quả của bạn không được tính."
    assert AuditEntry.objects.filter(action="participant.disqualified").count() == 1


def test_disqualify_from_the_contest_covers_each_round(counted):
    barred(counted, whole_contest=True)

    assert disqualified_participants(counted.round) == {counted.participant_id}
    assert disqualified_from_contest(counted.round.contest) == {counted.participant_id}


def test_an_accepted_appeal_puts_the_person_back(counted):
    decision = barred(counted)
    person = counted.participant.user

    appeal(person, decision.uuid, "Đó là máy của trường.", now=NOON + timedelta(days=1))
    answer_appeal(
        counted.round.contest,
        decision.uuid,
        accepted=True,
        answer="Chấp nhận.",
        actor=UserFactory(),
        now=NOON + timedelta(days=2),
    )

    assert disqualified_participants(counted.round) == set()
    assert list(Notice.objects.values_list("kind", flat=True)) == ["reinstated", "disqualified"]


def test_a_refused_appeal_keeps_the_decision(counted):
    decision = barred(counted)
    appeal(counted.participant.user, decision.uuid, "Không phải tôi.", now=NOON)

    answer_appeal(
        counted.round.contest,
        decision.uuid,
        accepted=False,
        answer="Đã kiểm tra lại.",
        actor=UserFactory(),
        now=NOON,
    )

    assert disqualified_participants(counted.round) == {counted.participant_id}
    assert Notice.objects.first().kind == "appeal_upheld"
    with pytest.raises(AppealRefused):
        answer_appeal(
            counted.round.contest,
            decision.uuid,
            accepted=True,
            answer="x",
            actor=UserFactory(),
            now=NOON,
        )


def test_whoever_decided_does_not_judge_the_appeal(counted):
    judge = UserFactory()
    decision = barred(counted, actor=judge)
    appeal(counted.participant.user, decision.uuid, "Không phải tôi.", now=NOON)

    with pytest.raises(OwnDecision):
        answer_appeal(
            counted.round.contest, decision.uuid, accepted=False, answer="x", actor=judge, now=NOON
        )

    assert Disqualification.objects.get().answered_at is None


@pytest.mark.parametrize("late", [timedelta(days=7, seconds=1), timedelta(days=30)])
def test_an_appeal_comes_in_time_or_not_at_all(counted, late):
    decision = barred(counted)

    with pytest.raises(AppealRefused):
        appeal(counted.participant.user, decision.uuid, "Muộn", now=NOON + late)

    assert Disqualification.objects.get().appeal == ""


def test_an_appeal_is_made_once_and_by_the_person_alone(counted):
    decision = barred(counted)
    appeal(counted.participant.user, decision.uuid, "Một", now=NOON)

    with pytest.raises(AppealRefused):
        appeal(counted.participant.user, decision.uuid, "Hai", now=NOON)
    with pytest.raises(NotVisible):
        appeal(UserFactory(), decision.uuid, "Ba", now=NOON)

    assert Disqualification.objects.get().appeal == "Một"


def test_a_lifted_decision_may_be_made_anew(counted):
    decision = barred(counted)
    lift_disqualification(
        counted.round.contest, decision.uuid, reason="Nhầm người", actor=UserFactory(), now=NOON
    )
    lift_disqualification(
        counted.round.contest, decision.uuid, reason="Lần hai", actor=UserFactory(), now=NOON
    )

    assert disqualified_participants(counted.round) == set()
    assert barred(counted, now=timezone.now()) != decision
    assert AuditEntry.objects.filter(action="disqualification.lifted").count() == 1
