"""A contest's own pages: the invitation, and its rules in full."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.portal.caching import public_page
from backend.portal.contests import ContestPage, board_part
from quizzes.models import Contest
from quizzes.permissions import may_organise
from quizzes.queries import contest as contests


@require_safe
@public_page
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """What the contest is, how long it is open, and the one button that matters now."""
    return contest_page(request, find_contest(slug, timezone.now()))


def contest_page(
    request: HttpRequest, page: ContestPage, *, is_preview: bool = False
) -> HttpResponse:
    """The invitation; as a preview it says so, and leads nowhere."""
    current = page.round
    return render(
        request,
        "portal/contest.html",
        {
            "contest": page,
            "round": current,
            "rounds": page.rounds,
            "is_preview": is_preview,
            "board": board_part(current) if current and current.phase != "planned" else None,
            "me": contests.contest_detail(page.contest, request.user, page.now)["me"],
        },
    )


@require_safe
@public_page
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    page = find_contest(slug, timezone.now())
    return render(request, "portal/rules.html", {"contest": page})


@require_safe
def banner(request: HttpRequest, slug: str) -> HttpResponse:
    """The contest's picture. Its address names its content, so it may be kept for a year."""
    found = (
        Contest.objects.filter(slug=slug).exclude(banner="").only("banner", "is_visible").first()
    )
    if found is None or not (found.is_visible or may_organise(request.user, found)):
        raise Http404
    try:
        body = (Path(settings.MEDIA_ROOT) / found.banner).read_bytes()
    except FileNotFoundError as error:
        raise Http404 from error
    answer = HttpResponse(body, content_type="image/webp")
    answer["Cache-Control"] = f"{'public' if found.is_visible else 'private'}, max-age=31536000"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def find_contest(slug: str, now: datetime) -> ContestPage:
    """Raises Http404 for what is not there or not yet visible."""
    found = contests.find_contest(slug)
    if found is None:
        raise Http404
    return ContestPage(found, now)
