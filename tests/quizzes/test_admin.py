"""In the admin an organiser sees the rows of their own contests."""

import pytest
from django.test import Client

from quizzes.actions.board import refresh_boards
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import NOON, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db

BOUND_TO_A_CONTEST = (
    "contest",
    "rulebookversion",
    "round",
    "participant",
    "attempt",
    "score",
    "standing",
)


@pytest.fixture
def province():
    return OrganisationFactory()


@pytest.fixture
def played(province):
    round_ = make_round()
    round_.contest.organisation = province
    round_.contest.save()
    hand_in(make_attempt(round_))
    refresh_boards(now=NOON)
    return round_


def rows_seen_by(organisation, model):
    client = Client()
    client.force_login(MembershipFactory(organiser=True, organisation=organisation).user)
    page = client.get(f"/admin/quizzes/{model}/")
    return page.context["cl"].result_count


@pytest.mark.parametrize("model", BOUND_TO_A_CONTEST)
def test_rows_of_a_contest_are_seen_by_its_own_organisers_alone(played, province, model):
    assert rows_seen_by(province, model) == 1
    assert rows_seen_by(OrganisationFactory(), model) == 0
