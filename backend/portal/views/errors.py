"""What a person reads when a page cannot be shown; the API answers problem details instead."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from backend.common import problems


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    if _is_api(request):
        return problems.permission_denied(request, exception)
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    if _is_api(request):
        return problems.page_not_found(request, exception)
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500. The page asks nothing of the database: that may be what failed."""
    if _is_api(request) or isinstance(sys.exc_info()[1], problems.LOST_DATABASE):
        return problems.server_error(request)
    return HttpResponse(render_to_string("500.html"), status=500)


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")
