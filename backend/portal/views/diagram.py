"""Diagrams of lessons. Their address names what they hold, so they may be kept for ever."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from courses.queries.diagram import find_diagram


@require_safe
def diagram(request: HttpRequest, digest: str) -> HttpResponse:
    """Opened on its own, it may do nothing at all."""
    body = find_diagram(digest)
    if body is None:
        raise Http404
    answer = HttpResponse(body, content_type="image/svg+xml")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
