"""A commune that teaches: its trainer, a cohort, and the trainer's browser."""

import pytest

from tests.factories.cohorts import CohortFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.quizzes.device import Device


@pytest.fixture
def commune():
    return OrganisationFactory(parent=OrganisationFactory(code="TINH"), code="XA-1")


@pytest.fixture
def trainer(commune):
    return MembershipFactory(trainer=True, organisation=commune).user


@pytest.fixture
def cohort(commune, trainer):
    return CohortFactory(organisation=commune, trainers=[trainer])


@pytest.fixture
def device(trainer):
    return Device(trainer)
