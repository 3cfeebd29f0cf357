"""A forgotten password: a link by e-mail, then a new password."""

from typing import ClassVar, Final

import structlog
from celery import current_app
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext
from kombu.exceptions import OperationalError

from backend.accounts.backends import find_person
from backend.accounts.models import User
from backend.common.errors import DomainError
from backend.common.limiter import Limit

RESETS: Final = Limit("password-reset", count=3, seconds=3600)
SEND_RESET_LINK: Final = "backend.accounts.tasks.send_reset_link"
log = structlog.get_logger(__name__)


class ResetRefused(DomainError):
    """The link is wrong, used or too old."""

    code: ClassVar[str] = "reset_refused"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Đường dẫn đặt lại mật khẩu không còn dùng được."


class ResetsUnavailable(DomainError):
    """Nothing can be sent now; said to everybody alike."""

    code: ClassVar[str] = "unavailable"
    status: ClassVar[int] = 503
    title: ClassVar[str] = "Hệ thống đang bận, hãy thử lại sau giây lát"


def request_reset(identifier: str) -> None:
    """Have a worker look the person up, so that an answer tells nothing about who is known."""
    RESETS.spend(identifier.strip().lower())
    try:
        current_app.send_task(SEND_RESET_LINK, [identifier], retry=False, expires=RESETS.seconds)
    except OperationalError as error:
        log.warning("broker_unavailable", task=SEND_RESET_LINK)
        raise ResetsUnavailable from error


def mail_reset_link(identifier: str) -> None:
    """Write to the person, if there is one with an address and a password."""
    person = find_person(identifier)
    if person is None or not person.is_active or not person.email:
        return
    if not person.has_usable_password():
        return
    with translation.override(person.preferred_language):
        send_mail(
            gettext("Đặt lại mật khẩu Học Số"),
            gettext(
                "Mở đường dẫn sau để đặt mật khẩu mới:\n\n%(link)s\n\n"
                "Nếu bạn không yêu cầu, hãy bỏ qua thư này."
            )
            % {"link": _link(person)},
            None,
            [person.email],
        )


@transaction.atomic
def reset_password(uid: str, token: str, password: str) -> User:
    """Set the new password once; every session of the person ends."""
    person = _person(uid)
    if person is None or not default_token_generator.check_token(person, token):
        raise ResetRefused
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


def _link(person: User) -> str:
    """The secret is in the fragment, which neither servers nor referrers see."""
    uid = urlsafe_base64_encode(force_bytes(person.uuid.bytes))
    token = default_token_generator.make_token(person)
    return f"{settings.PUBLIC_URL}/dang-nhap/#dat-lai={uid}.{token}"


def _person(uid: str) -> User | None:
    try:
        raw = urlsafe_base64_decode(uid)
    except ValueError:
        return None
    if len(raw) != 16:
        return None
    return User.objects.select_for_update().filter(uuid=raw.hex(), is_active=True).first()
