"""Organisations and memberships."""

from typing import Any

import factory

from backend.organisations.enums import Kind, Role
from backend.organisations.models import Membership, Organisation
from tests.factories.accounts import UserFactory


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    """A province; with `parent=`, a commune below it."""

    class Meta:
        model = Organisation

    class Params:
        agency = factory.Trait(kind=Kind.AGENCY)

    parent: Organisation | None = None
    name = factory.Sequence(lambda number: f"Xã Thử {number}")
    kind = factory.LazyAttribute(lambda made: Kind.COMMUNE if made.parent else Kind.PROVINCE)
    is_contest_unit = factory.LazyAttribute(lambda made: made.kind != Kind.PROVINCE)
    headcount = 100

    @classmethod
    def _create(cls, model_class: type[Organisation], *args: Any, **fields: Any) -> Organisation:
        parent = fields.pop("parent", None)
        node = model_class(**fields)
        if parent is None:
            return model_class.objects.add_root(instance=node)
        parent.refresh_from_db()
        return model_class.objects.add_child(parent, instance=node)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """Somebody's own organisation, unless another role is given."""

    class Meta:
        model = Membership

    class Params:
        administrator = factory.Trait(role=Role.ORGANISATION_ADMIN)
        organiser = factory.Trait(role=Role.ORGANISER)
        trainer = factory.Trait(role=Role.TRAINER)

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.MEMBER
