"""The inbox's page, and the way out of letters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from backend.messaging.actions.contact import unsubscribe
from backend.messaging.errors import UnsubscribeRefused
from backend.portal.views.shell import shell_page


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Whose messages they are, the API decides."""
    return shell_page(request, "messages/Inbox", title=gettext("Tin nhắn"))


@csrf_exempt  # mail programs send this by themselves (RFC 8058); the token says who and what
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: mail programs look at every link."""
    context: dict[str, str | bool] = {"is_stopped": False}
    status = 200
    if request.method == "POST":
        try:
            unsubscribe(token, now=timezone.now())
            context["is_stopped"] = True
        except UnsubscribeRefused as refused:
            context["refused"], status = gettext(refused.title), refused.status
    return render(request, "portal/unsubscribe.html", context, status=status)
