"""The addresses of the item bank: for those who write and review items."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from backend.organisations.permissions import is_trainer
from backend.portal.views.shell import shell_page


@require_safe
@login_required
def bank(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every screen of the bank; which there are, the app knows."""
    if not is_trainer(request.user):
        raise PermissionDenied
    return shell_page(request, "bank/shell/Bank")
