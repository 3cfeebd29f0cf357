"""The addresses that the participant's app answers, each with its own bootstrap."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from backend.accounts.models import User
from backend.portal import shell
from courses.queries.home import home_of
from quizzes.models import Contest
from quizzes.queries.contest import find_contest


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    return shell_page(request, "register/Register")


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    return shell_page(request, "sign-in/SignIn")


@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    """One's own page, with what to do next in it: nothing is asked for before it shows."""
    person = request.user if isinstance(request.user, User) else None
    parts: dict[str, Any] = {"home": home_of(person, timezone.now())} if person else {}
    return shell_page(request, "me/MyPage", **parts)


@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """One's own notes and marked lessons of all courses."""
    return shell_page(request, "courses/Notes", title=gettext("Ghi chú và dấu trang"))


@require_safe
def practice(request: HttpRequest) -> HttpResponse:
    """Practising is open to anyone."""
    return shell_page(request, "practice/Practice", title=gettext("Luyện tập"))


@require_safe
def assessment(request: HttpRequest) -> HttpResponse:
    """Assessing oneself is open to anyone."""
    return shell_page(request, "assessment/Assessment", title=gettext("Tự đánh giá"))


@require_safe
def activation(request: HttpRequest) -> HttpResponse:
    """Taking over an account with a code."""
    return shell_page(request, "own/Activation")


@require_safe
def own_organisation(request: HttpRequest) -> HttpResponse:
    """An organisation admin's own subtree; whose it is, the API decides."""
    return shell_page(request, "own/OwnOrganisation")


@require_safe
def attempt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Receipt and result of an attempt; whose it is, the API decides."""
    return shell_page(request, "result/Result")


@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    contest = _visible_contest(slug)
    now = timezone.now()
    attempt = shell.attempt_part(contest, request.user, now)
    return shell_page(
        request,
        shell.PAPER,
        *(() if attempt else (shell.BEFORE_A_PAPER,)),
        title=contest.title,
        contest=shell.contest_part(contest, request.user, now),
        attempt=attempt,
    )


@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    contest = _visible_contest(slug)
    part = shell.contest_part(contest, request.user, timezone.now())
    return shell_page(request, "board/Board", title=contest.title, contest=part)


@require_safe
def hall(request: HttpRequest, slug: str) -> HttpResponse:
    contest = _visible_contest(slug)
    part = shell.contest_part(contest, request.user, timezone.now())
    joining = shell.joining_part(contest)
    return shell_page(request, "hall/Hall", title=contest.title, contest=part, **joining)


def _visible_contest(slug: str) -> Contest:
    contest = find_contest(slug)
    if contest is None:
        raise Http404
    return contest


def shell_page(request: HttpRequest, *screens: str, title: str = "", **parts: Any) -> HttpResponse:
    """`screens` names the lazily loaded modules that the route will ask for, under src/screens/."""
    assets = shell.assets(*screens)
    context = {
        "title": title,
        "assets": assets,
        "bootstrap": shell.bootstrap(request) | parts,
    }
    response = render(request, "portal/shell.html", context)
    if assets.script:
        response["Link"] = assets.link
    patch_cache_control(response, private=True, no_store=True)
    return response
