"""Who opens a socket: the person of the session cookie, read and never written.

Channels' own session middleware would stand between a consumer and each of its sends.
"""

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

from channels.auth import get_user
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import parse_cookie

from backend.accounts.models import User

Application = Callable[[Any, Any, Any], Awaitable[None]]


def session_key_of(scope: Any) -> str | None:
    for name, value in scope["headers"]:
        if name == b"cookie":
            return parse_cookie(value.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
    return None


async def user_of(session_key: str | None) -> User | AnonymousUser:
    """The person whose session this is; nobody once it has ended."""
    if not session_key:
        return AnonymousUser()
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    scope: Any = {"session": session}
    user: Any = await get_user(scope)
    return user


class SignIn:
    """Put the person into `scope["user"]`."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        user = await user_of(session_key_of(scope))
        await self.application({**scope, "user": user}, receive, send)
