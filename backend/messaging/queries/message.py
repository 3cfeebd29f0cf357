"""What somebody was told, and what became of a message."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext

from backend.accounts.models import User
from backend.messaging.enums import Channel, DeliveryState
from backend.messaging.models import ContactChoice, Delivery, Message
from backend.messaging.rules.text import filled

PAGE = 20
NOT_THERE = (DeliveryState.FAILED, DeliveryState.UNSURE)


def shown_text(message: Message, reader: User, language: str) -> dict[str, str]:
    """{"subject", "body"} for this reader."""
    fields = {**message.fields, "ten": reader.full_name}
    with translation.override(language):
        texts = {name: getattr(message, name) for name in ("subject", "body")}
        if message.is_ours:
            texts = {name: gettext(text) for name, text in texts.items()}
    return {name: filled(text, fields) for name, text in texts.items()}


def inbox(person: User) -> QuerySet[Delivery]:
    """What the person was told in the app, the newest first."""
    found = Delivery.objects.filter(person=person, channel=Channel.APP)
    return found.select_related("message__sender").order_by("-pk")


def unread_count(person: User) -> int:
    return Delivery.objects.filter(person=person, channel=Channel.APP, read_at=None).count()


def inbox_page(person: User, page: int, language: str) -> dict[str, Any]:
    """One page, 1 is the first."""
    found = inbox(person)
    rows = found[(page - 1) * PAGE : page * PAGE]
    return {
        "count": found.count(),
        "unread": unread_count(person),
        "page_size": PAGE,
        "messages": [_shown(one, person, language) for one in rows],
    }


def _shown(delivery: Delivery, reader: User, language: str) -> dict[str, Any]:
    message = delivery.message
    return {
        "uuid": delivery.uuid,
        "kind": message.kind,
        **shown_text(message, reader, language),
        "link": message.link,
        "sender": message.sender.full_name if message.sender else "",
        "written_at": message.written_at,
        "is_read": delivery.read_at is not None,
    }


def told_of(prefix: str, people: Collection[int]) -> set[int]:
    """Who of them was told by a message whose key begins so."""
    found = Delivery.objects.filter(channel=Channel.APP, message__key__startswith=prefix)
    return set(found.filter(person__in=list(people)).values_list("person_id", flat=True))


def told_by_letter(kind: str, people: Collection[int], *, since: datetime) -> set[int]:
    """Who of them got a letter of that kind that was written since then. What still waits does not
    count: it becomes one letter with what comes."""
    found = Delivery.objects.filter(
        channel=Channel.EMAIL, message__kind=kind, message__written_at__gte=since
    ).exclude(state=DeliveryState.WAITING)
    return set(found.filter(person__in=list(people)).values_list("person_id", flat=True))


def contact_choice(person: User) -> ContactChoice:
    """As stored, or the defaults."""
    return ContactChoice.objects.filter(person=person).first() or ContactChoice(person=person)


def messages_about(topic: str) -> QuerySet[Message]:
    """Messages people wrote about a topic, with who got and read them."""
    app = Q(deliveries__channel=Channel.APP)
    letter = Q(deliveries__channel=Channel.EMAIL)
    return (
        Message.objects.filter(topic=topic, is_ours=False)
        .select_related("sender")
        .annotate(
            people=Count("pk", filter=app),
            read=Count("pk", filter=app & Q(deliveries__read_at__isnull=False)),
            mailed=Count("pk", filter=letter & Q(deliveries__state=DeliveryState.SENT)),
            waiting=Count(
                "pk",
                filter=letter
                & Q(deliveries__state__in=(DeliveryState.WAITING, DeliveryState.SENDING)),
            ),
            failed=Count("pk", filter=letter & Q(deliveries__state__in=NOT_THERE)),
        )
        .order_by("-written_at", "-pk")
    )
