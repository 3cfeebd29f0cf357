"""Process figures for those who run the installation."""

import hmac
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

# What other apps measure anew each time somebody asks.
measured: Final[list[Callable[[], None]]] = []


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For staff, and for a collector that sends METRICS_TOKEN as its bearer token.

    How often an address was asked tells how many papers were started and handed in, which a
    frozen board keeps to itself: to anyone else there is nothing here.
    """
    if not (_is_staff(request) or _has_token(request)):
        raise Http404
    for measure in measured:
        measure()
    answer: HttpResponse = ExportToDjangoView(request)
    return answer


def _is_staff(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_staff)


def _has_token(request: HttpRequest) -> bool:
    sent = request.META.get("HTTP_AUTHORIZATION", "").encode()
    expected = f"Bearer {settings.METRICS_TOKEN}".encode()
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(sent, expected)
