"""By what ways somebody wants to be reached."""

from collections.abc import Mapping
from datetime import datetime

from django.core import signing
from django.db import transaction

from backend.accounts.models import User
from backend.common import audit
from backend.messaging.enums import Channel
from backend.messaging.errors import UnsubscribeRefused
from backend.messaging.models import ContactChoice
from backend.messaging.queries.unsubscribe import SALT

CHOICES = ("email", "sms", "zalo", "reminders")


@transaction.atomic
def choose_contact(person: User, wish: Mapping[str, bool], *, now: datetime) -> ContactChoice:
    """Set what is given. Safe to repeat."""
    choice, _ = ContactChoice.objects.select_for_update().get_or_create(person=person)
    changed = [name for name in CHOICES if name in wish and getattr(choice, name) != wish[name]]
    for name in changed:
        setattr(choice, name, wish[name])
    if changed:
        choice.save(update_fields=changed)
        audit.record(
            "contact.chosen",
            f"user:{person.uuid}",
            actor=person.uuid,
            now=now,
            **{name: wish[name] for name in changed},
        )
    return choice


def unsubscribe(token: str, *, now: datetime) -> str:
    """Switch the token's channel off for its person; which channel. Raises UnsubscribeRefused."""
    try:
        uuid, channel = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise UnsubscribeRefused from error
    person = User.objects.filter(uuid=uuid, is_active=True).first()
    if person is None or channel not in Channel.values or channel == Channel.APP:
        raise UnsubscribeRefused
    choose_contact(person, {channel: False}, now=now)
    return str(channel)
