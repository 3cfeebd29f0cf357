"""The addresses of the organiser's desk: for those who organise, whatever the contest's state."""

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from backend.organisations.permissions import is_organiser
from backend.portal.contests import ContestPage
from backend.portal.views.contest import contest_page
from backend.portal.views.shell import shell_page
from quizzes.permissions import marked_contests, organised_contests
from quizzes.queries.desk import desk_contests

SCREEN = "desk/shell/Desk"


@require_safe
@login_required
def contests(request: HttpRequest) -> HttpResponse:
    """All contests of an organiser, and the way to a new one."""
    if not is_organiser(request.user):
        raise PermissionDenied
    return shell_page(request, SCREEN)


@require_safe
@login_required
def contest(request: HttpRequest, slug: str, tab: str = "") -> HttpResponse:
    """One contest's desk; to others it does not exist. Which tabs there are, the app knows."""
    found = organised_contests(request.user).filter(slug=slug).only("title").first()
    if found is None:
        raise Http404
    return shell_page(request, SCREEN, title=found.title)


@require_safe
@login_required
def marking(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Essays to be marked, by organisers and trainers; of all their contests or of one."""
    if slug and not marked_contests(request.user).filter(slug=slug).exists():
        raise Http404
    return shell_page(request, "desk/essays/Marker")


@require_safe
@login_required
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})  # type: ignore[arg-type] # theirs
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The contest's page as participants will see it, before it is published."""
    found = desk_contests(organised_contests(request.user)).filter(slug=slug).first()
    if found is None:
        raise Http404
    response = contest_page(request, ContestPage(found, timezone.now()), is_preview=True)
    patch_cache_control(response, private=True, no_store=True)
    return response
