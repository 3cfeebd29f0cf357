"""Signing in with a phone number or an e-mail address."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from backend.accounts.models import User
from backend.accounts.rules.identifier import InvalidIdentifier, parse_identifier

MAX_PASSWORD_LENGTH = 128


class PhoneOrEmailBackend(ModelBackend):
    """Finds the person by either identifier; an unknown one costs the same time."""

    def authenticate(  # type: ignore[override] # our own credential names
        self,
        request: HttpRequest | None,
        identifier: str | None = None,
        password: str | None = None,
        username: str | None = None,
        **_unused: Any,
    ) -> User | None:
        typed = identifier or username
        if not typed or not password or len(password) > MAX_PASSWORD_LENGTH:
            return None
        user = find_person(typed)
        if user is None:
            User().set_password(password)
            return None
        known = user.check_password(password)
        return user if known and self.user_can_authenticate(user) else None


def find_person(typed: str) -> User | None:
    """The person whose phone number or e-mail address this is, in any spelling."""
    try:
        identifier = parse_identifier(typed)
    except InvalidIdentifier:
        return None
    return User.objects.filter(**{identifier.kind: identifier.value}).first()
