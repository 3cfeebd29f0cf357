"""The addresses of those who teach, of the code on the wall, and of calendars."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.organisations.permissions import may_teach
from backend.portal.views.shell import shell_page
from courses.permissions import taught_cohorts
from courses.queries.session import calendar_feed

SCREEN = "teach/shell/Teaching"


@require_safe
@login_required
def cohorts(request: HttpRequest) -> HttpResponse:
    """All cohorts of somebody who teaches, and the way to a new one."""
    if not may_teach(request.user):
        raise PermissionDenied
    return shell_page(request, SCREEN)


@require_safe
@login_required
def cohort(request: HttpRequest, uuid: UUID, tab: str = "") -> HttpResponse:
    """One cohort; to others it does not exist. Which tabs there are, the app knows."""
    found = taught_cohorts(request.user).filter(uuid=uuid).only("title").first()
    if found is None:
        raise Http404
    return shell_page(request, SCREEN, title=found.title)


@require_safe
@login_required
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    """What a phone opens that scanned the code on the wall; whether it is good, the API says."""
    return shell_page(request, "attendance/Attendance")


@require_safe
@login_required
def joining(request: HttpRequest, code: str) -> HttpResponse:
    """A cohort's own address, to be typed or scanned."""
    return shell_page(request, "attendance/Joining")


@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """A cohort's meetings, for calendars, which do not sign in: the address is the secret."""
    feed = calendar_feed(key, timezone.now())
    if feed is None:
        raise Http404
    answer = HttpResponse(feed, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    return answer
