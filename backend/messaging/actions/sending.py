"""Send what is due. A row is claimed before it goes out and marked behind it.

A worker that dies in between leaves a claim: nobody knows then whether the message went out, so it
is not sent a second time unless its gateway knows keys. It stays visible as unsure.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from backend.common.failpoints import failpoint
from backend.messaging.enums import Channel, DeliveryState, MessageKind
from backend.messaging.errors import NotSent, SendingUnsure
from backend.messaging.gateways import Gateway, Letter, open_gateway
from backend.messaging.models import ContactChoice, Delivery
from backend.messaging.queries.message import shown_text
from backend.messaging.queries.unsubscribe import unsubscribe_address
from backend.messaging.rules.text import Text, together
from backend.messaging.rules.timing import CLAIM_LASTS, allowed_from, next_try

log = structlog.get_logger(__name__)
MOST_A_SWEEP = 200
MOST_IN_ONE = 10
SEVERAL = _("{so} lời nhắc: {dau}, …")


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
            claimed = _claim(channel, now)
            if not claimed:
                break
            is_sent, is_down = _send(claimed, gateway, now)
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
def _claim(channel: str, now: datetime) -> list[Delivery]:
    """The next one that is due; with a reminder those that wait for the same person: one letter."""
    waiting = Delivery.objects.filter(channel=channel, state=DeliveryState.WAITING, due_at__lte=now)
    due = (
        waiting.select_for_update(skip_locked=True, of=("self",))
        .select_related("person", "message")
        .order_by("due_at", "pk")
    )
    claimed = list(due[:1])
    if channel == Channel.EMAIL and claimed and claimed[0].message.kind == MessageKind.REMINDER:
        others = due.filter(person=claimed[0].person_id, message__kind=MessageKind.REMINDER)
        claimed += others.exclude(pk=claimed[0].pk)[: MOST_IN_ONE - 1]
    for delivery in claimed:
        delivery.state, delivery.claimed_at = DeliveryState.SENDING, now
        delivery.tries += 1
        delivery.save(update_fields=["state", "claimed_at", "tries"])
    return claimed


def _send(claimed: list[Delivery], gateway: Gateway, now: datetime) -> tuple[bool, bool]:
    """Whether it went out, and whether the channel is down."""
    here = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    wanted = [one for one in claimed if not _is_stopped(one, now)]
    if not wanted:
        return False, False
    channel = wanted[0].channel
    try:
        if allowed_from(channel, here) > here:
            _mark_all(wanted, DeliveryState.WAITING, "", allowed_from(channel, here))
            return False, True
        gateway.send(_letter(wanted))
        failpoint("message_sent")
    except NotSent as refused:
        for one in wanted:
            again = None if refused.is_final else next_try(channel, one.tries, here)
            state = DeliveryState.FAILED if again is None else DeliveryState.WAITING
            _mark(one, state, refused.reason, again or now)
        return False, refused.is_down
    except SendingUnsure:
        _mark_all(wanted, DeliveryState.UNSURE, "connection_lost", now)
    except Exception as error:
        log.exception("gateway_failed", channel=channel, delivery=str(wanted[0].uuid))
        _mark_all(wanted, DeliveryState.UNSURE, type(error).__name__, now)
    else:
        _mark_all(wanted, DeliveryState.SENT, "", now)
        return True, False
    return False, False


def _mark_all(deliveries: list[Delivery], state: DeliveryState, failure: str, at: datetime) -> None:
    for one in deliveries:
        _mark(one, state, failure, at)


def _mark(delivery: Delivery, state: DeliveryState, failure: str, at: datetime) -> None:
    delivery.state, delivery.failure = state, failure
    if state == DeliveryState.WAITING:
        delivery.due_at = at
    else:
        delivery.ended_at = at
    delivery.save(update_fields=["state", "failure", "due_at", "ended_at"])


def _is_stopped(delivery: Delivery, now: datetime) -> bool:
    """Marked with why the person is not to be reached any more, if so."""
    reason = _stopped(delivery, now)
    if reason:
        _mark(delivery, DeliveryState.FAILED, reason, now)
    return bool(reason)


def _stopped(delivery: Delivery, now: datetime) -> str:
    """Why not; people change their mind meanwhile."""
    if not _address(delivery):
        return "no_address"
    if delivery.message.useful_until and now > delivery.message.useful_until:
        return "too_late"
    choice = ContactChoice.objects.filter(person=delivery.person_id).first() or ContactChoice()
    return "" if getattr(choice, delivery.channel) else "switched_off"


def _letter(deliveries: list[Delivery]) -> Letter:
    first = deliveries[0]
    person, language = first.person, first.person.preferred_language
    texts = []
    for one in deliveries:
        shown = shown_text(one.message, person, language)
        link = f"{settings.PUBLIC_URL}{one.message.link}" if one.message.link else ""
        texts.append(Text(shown["subject"], shown["body"], link))
    with translation.override(language):
        whole = together(texts, gettext(SEVERAL))
    stop = unsubscribe_address(person, first.channel)
    is_letter = first.channel == Channel.EMAIL
    text = "\n\n".join(one for one in (whole.body, whole.link, stop if is_letter else "") if one)
    return Letter(str(first.uuid), _address(first), whole.subject, text, stop)


def _address(delivery: Delivery) -> str:
    person = delivery.person
    if not person.is_active:
        return ""
    return (person.email if delivery.channel == Channel.EMAIL else person.phone) or ""
