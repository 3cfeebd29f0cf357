"""Join as a member of an organisation."""

from datetime import datetime

from django.db import transaction

from backend.accounts.actions.registration import Registration, register
from backend.accounts.models import User
from backend.organisations.enums import Role
from backend.organisations.models import Membership, Organisation


@transaction.atomic
def register_member(
    registration: Registration, organisation: Organisation, *, now: datetime
) -> User:
    """Store the person, their consents and their own organisation together, or nothing."""
    person = register(registration, now=now)
    Membership.objects.create(user=person, organisation=organisation, role=Role.MEMBER)
    return person
