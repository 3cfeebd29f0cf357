"""Roles as predicates."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from backend.accounts.models import User
from backend.organisations import permissions
from backend.organisations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

PREDICATES = {
    "staff": permissions.is_staff,
    "organiser": permissions.is_organiser,
    "trainer": permissions.is_trainer,
    "organisation_admin": permissions.is_organisation_admin,
}


def _enters_admin(user: User | AnonymousUser) -> bool:
    request = RequestFactory().get("/admin/")
    request.user = user
    return permissions.may_enter_admin(request)


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.TRAINER, Role.ORGANISATION_ADMIN])
def test_each_role_opens_its_own_door(role: Role):
    person = MembershipFactory(role=role).user

    assert [name for name, holds in PREDICATES.items() if holds(person)] == [role]
    assert _enters_admin(person)


def test_staff_open_every_door():
    person = UserFactory(staff=True)

    assert all(holds(person) for holds in PREDICATES.values())
    assert _enters_admin(person)


@pytest.mark.parametrize("kind", ["visitor", "participant", "closed"])
def test_others_open_none(kind: str):
    person = {
        "visitor": AnonymousUser,
        "participant": lambda: MembershipFactory().user,
        "closed": lambda: UserFactory(staff=True, is_active=False),
    }[kind]()

    assert not any(holds(person) for holds in PREDICATES.values())
    assert not _enters_admin(person)


def test_administers_reaches_down_and_no_further():
    province = OrganisationFactory()
    commune = OrganisationFactory(parent=province)
    school = OrganisationFactory(parent=commune)
    neighbour = OrganisationFactory(parent=province)
    person = MembershipFactory(organisation=commune, administrator=True).user

    reached = [
        each
        for each in (province, commune, school, neighbour)
        if permissions.administers(person, each)
    ]

    assert reached == [commune, school]
    assert permissions.administers(UserFactory(staff=True), province)
    assert not permissions.administers(AnonymousUser(), commune)
