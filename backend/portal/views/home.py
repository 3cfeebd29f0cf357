"""The front door, and pages that only hold text."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.portal.caching import public_page
from backend.portal.contests import ContestPage
from quizzes.queries.contest import visible_contests


@require_safe
@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Contests by what a visitor can do with them: take part, wait, read the results."""
    now = timezone.now()
    contests = [ContestPage(contest, now) for contest in visible_contests()]
    running = [contest for contest in contests if contest.phase == "open"]
    return render(
        request,
        "portal/home.html",
        {
            "running": running,
            "coming": [contest for contest in contests if contest.phase == "planned"],
            "closed": [contest for contest in contests if contest.phase == "closed"],
            "published": [each for contest in contests for each in contest.published_rounds],
        },
    )


@require_safe
@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")


@require_safe
@public_page
def offline(request: HttpRequest) -> HttpResponse:
    """What the service worker keeps to show when there is no network."""
    return render(request, "portal/offline.html")
