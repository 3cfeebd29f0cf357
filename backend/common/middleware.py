"""What happens around every request."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Histogram

from backend.common.problems import LOST_DATABASE, unavailable

Handler = Callable[[HttpRequest], HttpResponse]

REQUESTS = Histogram(
    "hocso_request_seconds",
    "Time to answer a request.",
    ["method", "view", "status"],
    buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
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
