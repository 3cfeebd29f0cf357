"""The addresses of writing courses: for those who write and review them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from backend.organisations.permissions import is_organiser, is_trainer
from backend.portal.views.shell import shell_page


@require_safe
@login_required
def authoring(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every screen of writing; which there are, the app knows."""
    if not (is_trainer(request.user) or is_organiser(request.user)):
        raise PermissionDenied
    return shell_page(request, "authoring/Authoring")
