"""The attempt's own bearer token: one device writes one attempt."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from backend.common.authentication import SessionAuthentication
from backend.common.errors import NotVisible
from quizzes.errors import InvalidToken
from quizzes.queries.paper import token_key
from quizzes.rules.tokens import AttemptGrant, TokenRefused, read_attempt_token

__all__ = ["AttemptTokenAuthentication", "GrantedVisitor", "SessionAuthentication"]

_SCHEME = "Bearer "


def read_grant(header: str, uuid: UUID) -> AttemptGrant:
    """The grant in an Authorization header; raises InvalidToken, or NotVisible for another
    attempt's address."""
    if not header.startswith(_SCHEME):
        raise InvalidToken
    try:
        grant = read_attempt_token(header[len(_SCHEME) :], token_key())
    except TokenRefused as error:
        raise InvalidToken from error
    if grant.uuid != uuid:
        raise NotVisible
    return grant


class GrantedVisitor(AnonymousUser):
    """Whoever holds an attempt's token; known by the attempt, not by name."""

    @property
    def is_authenticated(self) -> Any:
        return True


class AttemptTokenAuthentication(BaseAuthentication):
    """Accepts the attempt token for the attempt in the address; `request.auth` is the grant."""

    def authenticate(self, request: Request) -> tuple[Any, AttemptGrant] | None:
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header.startswith(_SCHEME):
            return None
        uuid = request.parser_context["kwargs"]["uuid"]
        return GrantedVisitor(), read_grant(header, uuid)

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="attempt"'
