"""Send what is due. A row is claimed before it goes out and marked behind it.

A worker that dies in between leaves a claim: nobody knows then whether the message went out, so it
is not sent a second time unless its gateway knows keys. It stays visible as unsure.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.db import transaction

from backend.common.failpoints import failpoint
from backend.messaging.enums import Channel, DeliveryState
from backend.messaging.errors import NotSent, SendingUnsure
from backend.messaging.gateways import Gateway, Letter, open_gateway
from backend.messaging.models import ContactChoice, Delivery
from backend.messaging.queries.message import shown_text
from backend.messaging.queries.unsubscribe import unsubscribe_address
from backend.messaging.rules.timing import CLAIM_LASTS, allowed_from, next_try

log = structlog.get_logger(__name__)
MOST_A_SWEEP = 200


def send_due(*, now: datetime) -> int:
    """Send up to MOST_A_SWEEP messages that are due; how many went out."""
    sent = 0
    for channel, name in settings.MESSAGING_GATEWAYS.items():
        if name:
            sent += _send_by(channel, now)
    return sent


def _send_by(channel: str, now: datetime) -> int:
    gateway, sent = open_gateway(channel), 0
    settle_claims(channel, gateway.knows_keys, now=now)
    try:
        for _ in range(MOST_A_SWEEP):
            delivery = _claim(channel, now)
            if delivery is None:
                break
            is_sent, is_down = _send(delivery, gateway, now)
            sent += is_sent
            if is_down:
                break
    finally:
        gateway.close()
    return sent


def settle_claims(channel: str, knows_keys: bool, *, now: datetime) -> int:
    """What dead workers held: again to a gateway that knows keys, otherwise unsure for ever."""
    held = Delivery.objects.filter(
        channel=channel, state=DeliveryState.SENDING, claimed_at__lt=now - CLAIM_LASTS
    )
    if knows_keys:
        return held.update(state=DeliveryState.WAITING, due_at=now)
    return held.update(state=DeliveryState.UNSURE, ended_at=now, failure="worker_lost")


@transaction.atomic
def _claim(channel: str, now: datetime) -> Delivery | None:
    due = Delivery.objects.filter(channel=channel, state=DeliveryState.WAITING, due_at__lte=now)
    delivery = (
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related("person", "message")
        .order_by("due_at", "pk")
        .first()
    )
    if delivery is None:
        return None
    delivery.state, delivery.claimed_at = DeliveryState.SENDING, now
    delivery.tries += 1
    delivery.save(update_fields=["state", "claimed_at", "tries"])
    return delivery


def _send(delivery: Delivery, gateway: Gateway, now: datetime) -> tuple[bool, bool]:
    """Whether it went out, and whether the channel is down."""
    here = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    is_down, reason = False, _stopped(delivery, now)
    try:
        if reason:
            raise NotSent(reason, is_final=True)
        if allowed_from(delivery.channel, here) > here:
            _mark(delivery, DeliveryState.WAITING, "", allowed_from(delivery.channel, here))
            return False, True
        gateway.send(_letter(delivery))
        failpoint("message_sent")
    except NotSent as refused:
        again = None if refused.is_final else next_try(delivery.channel, delivery.tries, here)
        state = DeliveryState.FAILED if again is None else DeliveryState.WAITING
        _mark(delivery, state, refused.reason, again or now)
        is_down = refused.is_down
    except SendingUnsure:
        _mark(delivery, DeliveryState.UNSURE, "connection_lost", now)
    except Exception as error:
        log.exception("gateway_failed", channel=delivery.channel, delivery=str(delivery.uuid))
        _mark(delivery, DeliveryState.UNSURE, type(error).__name__, now)
    else:
        _mark(delivery, DeliveryState.SENT, "", now)
        return True, False
    return False, is_down


def _mark(delivery: Delivery, state: DeliveryState, failure: str, at: datetime) -> None:
    delivery.state, delivery.failure = state, failure
    if state == DeliveryState.WAITING:
        delivery.due_at = at
    else:
        delivery.ended_at = at
    delivery.save(update_fields=["state", "failure", "due_at", "ended_at"])


def _stopped(delivery: Delivery, now: datetime) -> str:
    """Why the person is not to be reached any more; people change their mind meanwhile."""
    if not _address(delivery):
        return "no_address"
    if delivery.message.useful_until and now > delivery.message.useful_until:
        return "too_late"
    choice = ContactChoice.objects.filter(person=delivery.person_id).first() or ContactChoice()
    return "" if getattr(choice, delivery.channel) else "switched_off"


def _letter(delivery: Delivery) -> Letter:
    shown = shown_text(delivery.message, delivery.person, delivery.person.preferred_language)
    link = f"{settings.PUBLIC_URL}{delivery.message.link}" if delivery.message.link else ""
    stop = unsubscribe_address(delivery.person, delivery.channel)
    is_letter = delivery.channel == Channel.EMAIL
    text = "\n\n".join(one for one in (shown["body"], link, stop if is_letter else "") if one)
    return Letter(str(delivery.uuid), _address(delivery), shown["subject"], text, stop)


def _address(delivery: Delivery) -> str:
    person = delivery.person
    if not person.is_active:
        return ""
    return (person.email if delivery.channel == Channel.EMAIL else person.phone) or ""
