"""Write a message into the outbox: in the transaction of what it tells."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from backend.accounts.enums import Purpose
from backend.accounts.models import User
from backend.messaging.enums import Channel, MessageKind
from backend.messaging.models import Delivery, Message
from backend.messaging.rules.timing import allowed_from

# Who gets it by which way, in one statement, however many they are. A phone rings only for who
# agreed to messages; a letter goes to whoever has an address and did not switch letters off.
_HAND_OUT = """
INSERT INTO messaging_delivery
    (uuid, message_id, person_id, channel, state, tries, due_at, ended_at, failure)
SELECT gen_random_uuid(), %(message)s, person.id, way.channel,
    CASE WHEN way.channel = 'app' THEN 'sent' ELSE 'waiting' END, 0, way.due_at,
    CASE WHEN way.channel = 'app' THEN %(now)s END, ''
FROM accounts_user person
LEFT JOIN messaging_contactchoice choice ON choice.person_id = person.id
CROSS JOIN unnest(%(channels)s::varchar[], %(due)s::timestamptz[]) AS way(channel, due_at)
WHERE person.id = ANY(%(people)s) AND person.is_active
    AND (NOT %(is_reminder)s OR coalesce(choice.reminders, true))
    AND CASE way.channel
        WHEN 'app' THEN true
        WHEN 'email' THEN coalesce(person.email, '') <> '' AND coalesce(choice.email, true)
        ELSE coalesce(person.phone, '') <> ''
            AND CASE way.channel WHEN 'sms' THEN choice.sms ELSE choice.zalo END
            AND (SELECT consent.granted FROM accounts_consent consent
                 WHERE consent.user_id = person.id AND consent.purpose = %(purpose)s
                 ORDER BY given_at DESC, id DESC LIMIT 1)
        END
ON CONFLICT DO NOTHING
"""
LETTERS = (Channel.APP, Channel.EMAIL)
EVERY_WAY = (*LETTERS, Channel.SMS, Channel.ZALO)


@dataclass(frozen=True, slots=True)
class NewMessage:
    """`key` names what it is about: writing it again reaches only those who did not get it."""

    key: str
    kind: MessageKind
    subject: str
    body: str
    fields: Mapping[str, str] = field(default_factory=dict)
    topic: str = ""
    link: str = ""
    sender: User | None = None
    is_ours: bool = False
    channels: Collection[Channel] = LETTERS
    useful_until: datetime | None = None


@transaction.atomic
def write_message(new: NewMessage, people: Collection[int], *, now: datetime) -> Message:
    """The message, with a row for each person and channel. Safe to repeat."""
    message, _ = Message.objects.get_or_create(
        key=new.key,
        defaults={
            "kind": new.kind,
            "topic": new.topic,
            "subject": new.subject,
            "body": new.body,
            "fields": dict(new.fields),
            "link": new.link,
            "sender": new.sender,
            "is_ours": new.is_ours,
            "written_at": now,
            "useful_until": new.useful_until,
        },
    )
    here = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    channels = [one for one in new.channels if one == Channel.APP or one in _served()]
    with connection.cursor() as cursor:
        cursor.execute(
            _HAND_OUT,
            {
                "message": message.pk,
                "people": list(people),
                "now": now,
                "channels": [str(one) for one in channels],
                "due": [allowed_from(one, here) for one in channels],
                "is_reminder": message.kind == MessageKind.REMINDER,
                "purpose": Purpose.MESSAGES,
            },
        )
    return message


def read_messages(person: User, uuids: Collection[str] | None, *, now: datetime) -> None:
    """Note what was read; None: all. Safe to repeat, the first reading counts."""
    found = Delivery.objects.filter(person=person, channel=Channel.APP, read_at=None)
    if uuids is not None:
        found = found.filter(uuid__in=uuids)
    found.update(read_at=now)


def _served() -> frozenset[str]:
    return frozenset(name for name, gateway in settings.MESSAGING_GATEWAYS.items() if gateway)
