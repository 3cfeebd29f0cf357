"""Sign in, within a budget of tries for each identifier."""

from typing import ClassVar

from django.contrib.auth import authenticate, login
from django.http import HttpRequest

from backend.accounts.models import User
from backend.accounts.rules.identifier import InvalidIdentifier, parse_identifier
from backend.common.errors import DomainError
from backend.common.limiter import Limit

SIGN_IN_TRIES = Limit("sign-in", count=10, seconds=600)


class CredentialsRefused(DomainError):
    """Unknown person, wrong password or closed account: told alike."""

    code: ClassVar[str] = "credentials_refused"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Số điện thoại, thư điện tử hoặc mật khẩu chưa đúng."


def sign_in(request: HttpRequest, identifier: str, password: str) -> User:
    """Open a fresh session for the person, or refuse without saying what was wrong."""
    subject = canonical(identifier)
    SIGN_IN_TRIES.spend(subject)
    person = authenticate(request, identifier=identifier, password=password)
    if not isinstance(person, User):
        raise CredentialsRefused
    SIGN_IN_TRIES.forget(subject)
    open_session(request, person)
    return person


def open_session(request: HttpRequest, person: User) -> None:
    """Sign the person in under a new session key, whatever the visitor had before."""
    before = request.session.session_key
    login(request, person)
    if request.session.session_key == before:
        request.session.cycle_key()


def canonical(identifier: str) -> str:
    """The spelling under which tries are counted."""
    try:
        return parse_identifier(identifier).value
    except InvalidIdentifier:
        return identifier
