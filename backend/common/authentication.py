"""Signing in to the API by Django's session cookie."""

from typing import Any

from rest_framework import authentication
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    """The session cookie, with CSRF checked on every unsafe request, signed in or not."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        signed_in = super().authenticate(request)
        if signed_in is None:
            self.enforce_csrf(request)
        return signed_in

    def authenticate_header(self, request: Request) -> str:
        """What makes a missing sign-in a 401 and not a 403."""
        return "Session"
