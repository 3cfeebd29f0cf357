"""Join: a new person and the record of what they agreed to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from backend.accounts.enums import Channel, Purpose
from backend.accounts.models import Consent, User
from backend.accounts.rules.consent import CONSENT_TEXTS, check_consents, text_hash
from backend.accounts.rules.identifier import Identifier
from backend.accounts.rules.person import (
    GuardianRequired,
    check_birth_date,
    clean_full_name,
    needs_guardian,
)
from backend.common.errors import DomainError


class RegistrationRefused(DomainError):
    """The identifier is taken. Says the same for every cause and names no owner."""

    code: ClassVar[str] = "registration_refused"
    title: ClassVar[str] = "Không đăng ký được. Nếu đã có tài khoản, hãy đăng nhập."


@dataclass(frozen=True)
class Guardian:
    """The parent or guardian who agrees for a child; the phone number in E.164."""

    full_name: str
    phone: str


@dataclass(frozen=True)
class Registration:
    """What a person brings to join."""

    identifier: Identifier
    password: str
    full_name: str
    birth_date: date
    consents: Mapping[str, bool]
    guardian: Guardian | None = None
    language: str = "vi"
    channel: Channel = Channel.WEB


def register(registration: Registration, *, now: datetime) -> User:
    """Store the person and their consents together, or nothing at all."""
    today = timezone.localdate(now)
    check_consents(registration.consents)
    check_birth_date(registration.birth_date, today=today)
    if registration.guardian is None and needs_guardian(registration.birth_date, today=today):
        raise GuardianRequired
    person = User(
        full_name=clean_full_name(registration.full_name),
        birth_date=registration.birth_date,
        preferred_language=registration.language,
        date_joined=now,
        **{registration.identifier.kind: registration.identifier.value},
    )
    person.set_password(registration.password)
    try:
        with transaction.atomic():
            person.save()
            give_consents(person, registration, now)
    except IntegrityError as error:
        raise RegistrationRefused from error
    return person


def give_consents(person: User, registration: Registration, now: datetime) -> None:
    """Store what the person agreed to, and what not."""
    Consent.objects.bulk_create(_consents(person, registration, now))


def _consents(person: User, registration: Registration, now: datetime) -> list[Consent]:
    guardian = registration.guardian
    with translation.override(registration.language):
        return [
            Consent(
                user=person,
                purpose=purpose,
                granted=registration.consents.get(purpose, False),
                text_hash=text_hash(gettext(CONSENT_TEXTS[purpose])),
                channel=registration.channel,
                guardian_name=guardian.full_name if guardian else "",
                guardian_phone=guardian.phone if guardian else "",
                given_at=now,
            )
            for purpose in Purpose
        ]
