"""Checking a certificate: type the code, or scan it, and read what was issued."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.certificates.api.certificate import VERIFICATIONS
from backend.certificates.printing.share_picture import share_picture
from backend.certificates.printing.wording import told
from backend.certificates.queries.verification import find_certificate
from backend.certificates.queries.verification import verification as verdict_on
from backend.certificates.rules.code import canonical
from backend.common.limiter import TooManyAttempts
from backend.common.origin import client_address
from backend.portal import formats, sharing
from backend.portal.caching import public_page

PICTURE_SECONDS = 300


@require_safe
@public_page
def form(request: HttpRequest) -> HttpResponse:
    """The form; `?ma=` leads to the certificate's own page, however the code was typed."""
    typed = request.GET.get("ma", "")[:100]
    code = canonical(typed)
    if code is not None:
        return HttpResponseRedirect(reverse("portal:certificate", args=[code]))
    error = _("Mã phải có đủ 26 chữ và số, bạn hãy so lại với giấy.") if typed.strip() else ""
    return render(request, "portal/certificate_form.html", {"typed": typed, "error": error})


@require_safe
def verification(request: HttpRequest, code: str) -> HttpResponse:
    """Valid, revoked or unknown. What cannot be a code looks just like one nobody issued."""
    try:
        VERIFICATIONS.spend(client_address(request))
    except TooManyAttempts as refusal:
        refused = {"typed": code, "error": _(refusal.title)}
        return render(request, "portal/certificate_form.html", refused, status=refusal.status)
    found = verdict_on(code)
    context: dict[str, Any] = {
        "found": found,
        "facts": shown_facts(found["facts"]),
        "typed": "",
        "reason": in_words(found["revoked_reason"]),
    }
    if found["state"] == "valid" and (certificate := find_certificate(code)):
        context |= {
            "card": sharing.card(certificate),
            "public": sharing.public_credentials(certificate),
            "own": sharing.own_uses(request.user, certificate),
        }
    status = 404 if found["state"] == "unknown" else 200
    response = render(request, "portal/certificate.html", context, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """What other sites show beside a link to a certificate that stands: the name is masked."""
    try:
        VERIFICATIONS.spend(client_address(request))
    except TooManyAttempts as refusal:
        return HttpResponse(_(refusal.title), status=refusal.status, content_type="text/plain")
    found = verdict_on(code)
    certificate = find_certificate(code) if found["state"] == "valid" else None
    if certificate is None:
        raise Http404
    facts = certificate.facts
    said = told(facts, certificate.kind)
    drawn = share_picture(facts, name=found["facts"]["name"], told=said)
    response = HttpResponse(drawn, content_type="image/png")
    patch_cache_control(response, public=True, max_age=PICTURE_SECONDS)
    return response


def in_words(reason: str | None) -> str:
    """Some reasons are ours, and translated; others were typed."""
    return gettext(reason) if reason else ""


def shown_facts(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """The certificate's facts with their labels, in reading order; absent ones are left out."""
    points, rank = facts.get("points"), facts.get("rank")
    issued_on = parse_date(str(facts.get("issued_on") or ""))
    rows = [
        (_("Cấp cho"), facts.get("name")),
        (_("Đơn vị"), facts.get("organisation")),
        (_("Cuộc thi"), facts.get("contest")),
        (_("Vòng"), facts.get("round")),
        (_("Khóa học"), facts.get("course")),
        (_("Số bài học"), facts.get("lessons")),
        (_("Thành tích"), facts.get("award")),
        (_("Điểm"), points is not None and f"{points}/{facts.get('max_points')}"),
        (_("Hạng"), rank is not None and formats.number(rank)),
        (_("Ngày cấp"), issued_on and formats.day(issued_on)),
        (_("Nơi cấp"), facts.get("issuer")),
    ]
    return [(label, str(value)) for label, value in rows if value]
