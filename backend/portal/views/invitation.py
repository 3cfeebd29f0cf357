"""The way in for somebody who was invited."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from quizzes.queries.invitation import INVITATION_COOKIE, invited_to

REMEMBERED = timedelta(days=30)


@require_safe
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Remember who invited, on this browser alone, and show the contest."""
    code = code.upper()
    contest = invited_to(code)
    if contest is None:
        raise Http404
    answer = redirect("portal:contest", slug=contest.slug)
    answer.set_cookie(
        INVITATION_COOKIE,
        code,
        max_age=REMEMBERED,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return answer
