"""Let a person whose account was made for them take it over, with a code on paper."""

import base64
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from backend.accounts.actions.registration import Registration, give_consents
from backend.accounts.models import User
from backend.accounts.rules.consent import check_consents
from backend.accounts.rules.person import GuardianRequired, check_birth_date, needs_guardian
from backend.common.errors import DomainError
from backend.common.limiter import Limit

TRIES = Limit("activation", count=10, seconds=3600)
CODE_LETTERS = 10


class ActivationRefused(DomainError):
    """Unknown person, wrong code, or an account in use: told alike."""

    code: ClassVar[str] = "activation_refused"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Số điện thoại, thư điện tử hoặc mã chưa đúng, hoặc mã đã dùng."


def activation_code(person: User) -> str:
    """Fifty bits that only the server can reckon; good until the person has a password."""
    digest = salted_hmac("accounts.activation", person.uuid.hex, algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:CODE_LETTERS]


@transaction.atomic
def activate(registration: Registration, code: str, *, now: datetime) -> User:
    """Give the account its password and consents, once. Raises ActivationRefused."""
    TRIES.spend(registration.identifier.value)
    today = timezone.localdate(now)
    check_consents(registration.consents)
    check_birth_date(registration.birth_date, today=today)
    if registration.guardian is None and needs_guardian(registration.birth_date, today=today):
        raise GuardianRequired
    wanted = {registration.identifier.kind: registration.identifier.value}
    person = User.objects.select_for_update().filter(is_active=True, **wanted).first()
    typed = code.strip().upper().replace("-", "")
    is_open = person is not None and not person.has_usable_password()
    if person is None or not is_open or not constant_time_compare(typed, activation_code(person)):
        raise ActivationRefused
    person.set_password(registration.password)
    person.birth_date = registration.birth_date
    person.preferred_language = registration.language
    person.save(update_fields=["password", "birth_date", "preferred_language"])
    give_consents(person, registration, now)
    return person
