"""Two lanes for requests: browsers with their sessions, and attempts with their tokens."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse

TOKEN_PREFIX = "/api/v1/attempts/"


class TokenHandler(WSGIHandler):
    """Goes through TOKEN_MIDDLEWARE alone: no session, no cookie, no page, no file.

    Nobody listens to Django's signals of a request here but the database's connection, which is
    looked after by name. Both take two fifths of the work out of saving an answer.
    """

    def __call__(  # type: ignore[override] # the stubs know only responses, WSGI takes any bytes
        self, environ: dict[str, Any], start_response: Any
    ) -> Iterable[bytes]:
        connection.close_if_unusable_or_obsolete()
        response = self.get_response(self.request_class(environ))
        assert isinstance(response, HttpResponse)  # nothing is streamed here
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items()])
        return [response.content]

    def load_middleware(self, is_async: bool = False) -> None:
        everything = settings.MIDDLEWARE
        settings.MIDDLEWARE = settings.TOKEN_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = everything


class Lanes:
    """The WSGI application: a token for an attempt chooses the short lane."""

    def __init__(self, browsers: WSGIHandler) -> None:
        self._browsers = browsers
        self._tokens = TokenHandler()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        brings_token = environ.get("HTTP_AUTHORIZATION", "").startswith("Bearer ")
        is_attempt = environ.get("PATH_INFO", "").startswith(TOKEN_PREFIX)
        handler = self._tokens if brings_token and is_attempt else self._browsers
        return handler(environ, start_response)
