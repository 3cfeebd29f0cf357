"""Signing in with a phone number or an e-mail address."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from backend.accounts.models import User
from backend.accounts.rules.identifier import InvalidIdentifier, parse_identifier
from backend.common.rows import Statement

MAX_PASSWORD_LENGTH = 128


_PERSON = Statement("SELECT {one} FROM accounts_user one WHERE id = %s", {"one": User})


class PhoneOrEmailBackend(ModelBackend):
    """Finds the person by either identifier; an unknown one costs the same time."""

    def get_user(self, user_id: int) -> User | None:
        """The person a session belongs to."""
        found = _PERSON.first(user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None

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
