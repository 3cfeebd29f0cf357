"""The demonstration, loaded on a real database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from backend.accounts.models import User
from backend.certificates.models import Certificate
from backend.organisations.models import Membership, Organisation
from quizzes.actions.demonstration import load_demonstration
from quizzes.enums import AttemptState, ItemStatus, RoundState
from quizzes.management.commands.load_demonstration import read_content
from quizzes.models import (
    Attempt,
    BoardSnapshot,
    Contest,
    Item,
    ItemKey,
    ItemVersion,
    RankingRow,
    Round,
    RoundItem,
    Standing,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
COUNTED = (
    *(Attempt, Certificate, Contest, Item, ItemKey, ItemVersion, Membership),
    *(Organisation, RankingRow, Round, RoundItem, Standing, User),
)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


def test_one_round_is_published_and_one_open_with_sealed_attempts():
    load_demonstration(read_content(), now=NOW)

    first, second = Round.objects.order_by("number")
    points = list(RankingRow.objects.order_by("rank").values_list("points", flat=True))
    assert first.state == RoundState.PUBLISHED
    assert first.closes_at < NOW
    assert len(points) >= 45
    assert points == sorted(points, reverse=True)
    assert points[0] == 20
    assert len(set(points)) >= 6
    assert second.state == RoundState.RUNNING
    assert second.opens_at < NOW < second.closes_at
    assert BoardSnapshot.objects.get(round=second).people >= 30
    assert not Attempt.objects.exclude(state=AttemptState.SCORED).exists()
    assert 10 <= Certificate.objects.count() <= len(points) * 2
    assert set(RoundItem.objects.values_list("version__item__status", flat=True)) == {
        ItemStatus.APPROVED
    }


def test_loading_again_changes_nothing_and_the_sign_ins_work():
    load_demonstration(read_content(), now=NOW)
    first = counts()

    again = load_demonstration(read_content(), now=NOW + timedelta(days=1))

    admin = User.objects.get(email="admin@hocso.test")
    citizen = User.objects.get(phone="+84912345678")
    played = Attempt.objects.filter(participant__user=citizen)
    roles = set(Membership.objects.exclude(role="member").values_list("user__email", "role"))
    assert again.attempts == 0
    assert counts() == first
    assert admin.is_staff
    assert admin.check_password("hoc-so-2026")
    assert citizen.check_password("hoc-so-2026")
    assert set(played.values_list("round__number", flat=True)) == {1}
    assert roles == {
        ("organiser@hocso.test", "organiser"),
        ("approver@hocso.test", "organiser"),
        ("trainer@hocso.test", "trainer"),
        ("unit@hocso.test", "organisation_admin"),
    }


def test_the_command_refuses_production(settings):
    settings.SETTINGS_MODULE = "backend.settings.production"

    with pytest.raises(CommandError):
        call_command("load_demonstration")

    assert not User.objects.exists()
