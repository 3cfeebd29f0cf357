"""What happens around every request."""

import random
import time
from collections.abc import Callable
from typing import Any

import structlog
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.messages.middleware import MessageMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from prometheus_client import Histogram

from backend.common.problems import LOST_DATABASE, unavailable

Handler = Callable[[HttpRequest], HttpResponse]

REQUESTS = Histogram(
    "hocso_request_seconds",
    "Time to answer a request.",
    ["method", "view", "status"],
    buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
API_PREFIX = "/api/v1/"
PACKAGES = "/goi-hoc/"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def request_metrics(get_response: Handler) -> Handler:
    """Count and time requests by the name of their view, never by their address."""

    def measured(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        method = request.method if request.method in METHODS else "other"
        view = (match.view_name or match.route) if match else "none"
        REQUESTS.labels(method, view, str(response.status_code)).observe(
            time.perf_counter() - began
        )
        return response

    return measured


def request_id(get_response: Handler) -> Handler:
    """Give the log lines of one request a common name; who sent it is nobody's business."""

    def named(request: HttpRequest) -> HttpResponse:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=f"{random.getrandbits(64):016x}")
        return get_response(request)

    return named


def packages_host(get_response: Handler) -> Handler:
    """The host of strangers' packages serves them alone: no page, no sign-in, nothing of ours."""

    def kept_apart(request: HttpRequest) -> HttpResponse:
        host = settings.PACKAGES_ORIGIN.partition("://")[2]
        if host and request.get_host() == host and not request.path_info.startswith(PACKAGES):
            return HttpResponseNotFound()
        return get_response(request)

    return kept_apart


def content_length(get_response: Handler) -> Handler:
    """Say how long the answer is, as CommonMiddleware does for browsers."""

    def measured(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.streaming and "Content-Length" not in response.headers:
            response.headers["Content-Length"] = str(len(response.content))
        return response

    return measured


def chosen_language(get_response: Handler) -> Handler:
    """Vietnamese, unless the visitor chose otherwise with the page's own switch.

    What the browser asks for is left aside: many a phone in Vietnam was sold speaking English.
    """
    known = dict(settings.LANGUAGES)

    def spoken(request: HttpRequest) -> HttpResponse:
        wish = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wish if wish in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined] # as Django's own does
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        if not request.path_info.startswith(API_PREFIX):
            patch_vary_headers(response, ("Cookie",))
        return response

    return spoken


class ForPages(MiddlewareMixin):
    """Mixin that leaves the API alone: what only a page shows need not burden every answer."""

    def __call__(self, request: HttpRequest) -> Any:
        if request.path_info.startswith(API_PREFIX):
            return self.get_response(request)
        return super().__call__(request)


class PageMessages(ForPages, MessageMiddleware):
    """Messages of the admin."""


class PageFrameOptions(ForPages, XFrameOptionsMiddleware):
    """No page of ours inside somebody else's."""


class PageContentPolicy(ForPages, CSPMiddleware):
    """Where a page's scripts, styles and pictures may come from."""


def unavailable_database(get_response: Handler) -> Handler:
    """Answer 503 and "try again" while PostgreSQL is away, not 500.

    Django turns the errors of inner middleware into responses; those reach `server_error`.
    """

    def guarded(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return unavailable(request) if isinstance(exception, LOST_DATABASE) else None

    guarded.process_exception = process_exception  # type: ignore[attr-defined] # Django's hook
    return guarded
