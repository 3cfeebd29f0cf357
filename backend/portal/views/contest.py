"""A contest's own pages: the invitation, and its rules in full."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.portal.caching import public_page
from backend.portal.contests import ContestPage, board_part
from quizzes.queries import contest as contests


@require_safe
@public_page
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """What the contest is, how long it is open, and the one button that matters now."""
    page = find_contest(slug, timezone.now())
    current = page.round
    return render(
        request,
        "portal/contest.html",
        {
            "contest": page,
            "round": current,
            "rounds": page.rounds,
            "board": board_part(current) if current and current.phase != "planned" else None,
            "me": contests.contest_detail(page.contest, request.user, page.now)["me"],
        },
    )


@require_safe
@public_page
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    page = find_contest(slug, timezone.now())
    return render(request, "portal/rules.html", {"contest": page})


def find_contest(slug: str, now: datetime) -> ContestPage:
    """Raises Http404 for what is not there or not yet visible."""
    found = contests.find_contest(slug)
    if found is None:
        raise Http404
    return ContestPage(found, now)
