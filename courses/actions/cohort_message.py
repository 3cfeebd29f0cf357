"""Write to the people of a cohort: once for all of them, or to some who need a word."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from backend.accounts.models import User
from backend.common import audit
from backend.common.limiter import Limit
from backend.messaging.actions.message import NewMessage, write_message
from backend.messaging.enums import MessageKind
from backend.messaging.models import Message
from backend.messaging.rules.text import filled
from courses.models import Cohort, Enrolment
from courses.queries.cohort_message import cohort_fields, topic_of

SENDINGS = Limit("cohort-messages", count=20, seconds=3600)


@dataclass(frozen=True, slots=True)
class Written:
    """What a trainer typed. `key` is the device's own: a repeat is the same message."""

    key: UUID
    subject: str
    body: str


@transaction.atomic
def write_to_cohort(
    cohort: Cohort, written: Written, people: Collection[Enrolment], *, actor: User, now: datetime
) -> Message:
    """Put the message into the outbox for these enrolments. Safe to repeat.

    Raises TooManyAttempts.
    """
    key = f"cohort:{cohort.uuid}:{written.key}"
    found = Message.objects.filter(key=key).first()
    if found is not None:
        return found
    SENDINGS.spend(str(actor.uuid))
    kind = MessageKind.PERSONAL if len(people) == 1 else MessageKind.COHORT
    new = NewMessage(
        key=key,
        kind=kind,
        subject=written.subject,
        body=written.body,
        fields=cohort_fields(cohort, now),
        topic=topic_of(cohort),
        link=f"/khoa-hoc/{cohort.course.slug}/hoc/",
        sender=actor,
    )
    message = write_message(new, [one.person_id for one in people], now=now)
    audit.record(
        "cohort.message_sent",
        f"cohort:{cohort.uuid}",
        actor=actor.uuid,
        now=now,
        message=str(message.uuid),
        people=len(people),
    )
    return message


def previewed(cohort: Cohort, written: Written, reader: str, *, now: datetime) -> dict[str, str]:
    """The texts as this reader would see them."""
    fields = {**cohort_fields(cohort, now), "ten": reader}
    return {
        "subject": filled(written.subject, fields),
        "body": filled(written.body, fields),
        "link": f"{settings.PUBLIC_URL}/khoa-hoc/{cohort.course.slug}/hoc/",
    }
