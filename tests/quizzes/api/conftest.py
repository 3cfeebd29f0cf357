"""Rounds as a visitor meets them at this moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from backend.organisations.models import Membership
from quizzes.actions.ranking_file import write_missing_files
from quizzes.actions.round import close_due_rounds
from quizzes.models import Round
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round
from tests.quizzes.device import Device


@pytest.fixture
def running() -> Round:
    """An open round."""
    now = timezone.now()
    return make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=2))


@pytest.fixture
def device() -> Device:
    """A participant's own device."""
    return Device(UserFactory())


@pytest.fixture
def started(running: Round, device: Device) -> Device:
    """A device on which an attempt runs."""
    assert device.start(running).status_code == 201
    return device


@pytest.fixture
def member() -> Membership:
    """A person with a name and an organisation that a spreadsheet could take for formulas."""
    province = OrganisationFactory()
    commune = OrganisationFactory(parent=province, name="=HYPERLINK(1) Xã Thử", headcount=200)
    return MembershipFactory(user=UserFactory(full_name="=SUM(A1) Văn An"), organisation=commune)


@pytest.fixture
def published(member: Membership, settings, tmp_path) -> Round:
    """A published round: `member` with everything right, two others behind."""
    settings.MEDIA_ROOT = tmp_path
    now = timezone.now()
    round_ = make_round(opens_at=now - timedelta(days=3), closes_at=now - timedelta(days=1))
    start = now - timedelta(days=2)
    hand_in(make_attempt(round_, member.user, now=start), prediction=1)
    hand_in(make_attempt(round_, now=start), wrong=1, prediction=7)
    hand_in(make_attempt(round_, now=start), wrong=3)
    assert close_due_rounds(now=now) == 1
    assert write_missing_files() == 1
    round_.refresh_from_db()
    return round_
