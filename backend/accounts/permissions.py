"""Who is asking."""

from django.http import HttpRequest
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from backend.accounts.models import User


def signed_in(request: Request | HttpRequest) -> User:
    """The person behind the request; a visitor gets 401."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user
