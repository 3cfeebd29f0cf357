"""The app's shell: one page that brings the first screen's code and data along.

Every round trip costs a slow phone half a second, so the page names all files the route will
ask for (they load side by side) and holds the data its first screen shows.
"""

from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from backend.accounts.models import User
from backend.organisations.queries.session import session_me
from backend.portal.vite import Assets, current_build
from quizzes.models import Contest
from quizzes.queries.attempt import find_active_attempt, started_attempt
from quizzes.queries.contest import contest_detail

Visitor = User | AnonymousUser

ENTRY = "src/main.ts"
SCREENS = "src/screens"
# The only screen that the entry knows by itself, and what stands before a paper's start.
PAPER = "paper/PaperRoute"
BEFORE_A_PAPER = "paper/Ready"
# What the contest's own page says at length; the app's screens do without.
LEFT_OUT = ("summary", "rules", "rules_html", "prizes")


def assets(*screens: str) -> Assets:
    """The files of the app's entry and of those screens, to be fetched side by side."""
    modules = [f"{SCREENS}/{screen}.svelte" for screen in screens]
    if PAPER not in screens:
        modules.append(f"{SCREENS}/index.ts")
    return current_build().assets(ENTRY, *modules)


def bootstrap(request: HttpRequest) -> dict[str, Any]:
    """What every screen needs: language, protection against forged requests, who is here."""
    me = session_me(request)
    return {
        "language": me["language"],
        "csrf_token": me["csrf_token"],
        "me": me if me["signed_in"] else None,
    }


def contest_part(contest: Contest, user: Visitor, now: datetime) -> dict[str, Any]:
    detail = contest_detail(contest, user, now)
    return {key: value for key, value in detail.items() if key not in LEFT_OUT}


def attempt_part(contest: Contest, user: Visitor, now: datetime) -> dict[str, Any] | None:
    """The paper a person is in the middle of, without its token: the device asks for that."""
    if not isinstance(user, User):
        return None
    attempt = find_active_attempt(user, contest.slug, now)
    return started_attempt(attempt, now, with_token=False) if attempt else None


def joining_part(contest: Contest) -> dict[str, str]:
    """The QR code and the address by which a hall joins."""
    address = f"{settings.PUBLIC_URL}/cuoc-thi/{contest.slug}/"
    code = segno.make(address, error="m", micro=False)
    return {
        "join_qr_svg": code.svg_inline(border=0, omitsize=True, dark="#1B1F24", svgclass=None),
        "join_address": address.split("://", 1)[-1].rstrip("/"),
    }
