"""What of an erased person lies with messages: what they got goes, what they wrote stays."""

from datetime import datetime

from backend.accounts.actions.erasure import Known, counted, eraser
from backend.accounts.models import User
from backend.common.text import ANONYMOUS
from backend.messaging.models import ContactChoice, Delivery, Message


@counted
def messages_there_are(person: User) -> dict[str, int]:
    return {"messages": Delivery.objects.filter(person=person, channel="app").count()}


@eraser
def erase_messages(person: User, known: Known, now: datetime) -> None:
    """The inbox goes; a text of their own loses every word that names them."""
    own = Delivery.objects.filter(person=person)
    alone = Message.objects.filter(deliveries__in=own).exclude(
        pk__in=Delivery.objects.exclude(person=person).values("message")
    )
    alone.delete()
    own.delete()
    ContactChoice.objects.filter(person=person).delete()
    for message in Message.objects.filter(sender=person):
        for text in known.texts:
            message.subject = message.subject.replace(text, ANONYMOUS)
            message.body = message.body.replace(text, ANONYMOUS)
        message.save(update_fields=["subject", "body"])
