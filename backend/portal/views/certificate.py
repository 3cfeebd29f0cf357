"""Checking a certificate: type the code, or scan it, and read what was issued."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.certificates.models.certificate import Certificate
from backend.certificates.rules.code import canonical
from backend.common.text import masked_name
from backend.portal import formats
from backend.portal.caching import public_page


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
    found = _verified(code)
    context = {"found": found, "facts": shown_facts(found), "typed": ""}
    status = 404 if found["state"] == "unknown" else 200
    response = render(request, "portal/certificate.html", context, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def shown_facts(found: dict[str, Any]) -> list[tuple[str, str]]:
    """The certificate's facts with their labels, in reading order; absent ones are left out."""
    points, rank = found.get("points"), found.get("rank")
    issued_on = parse_date(str(found.get("issued_on") or ""))
    rows = [
        (_("Cấp cho"), found.get("name")),
        (_("Đơn vị"), found.get("organisation")),
        (_("Cuộc thi"), found.get("contest")),
        (_("Vòng"), found.get("round")),
        (_("Thành tích"), found.get("award")),
        (_("Điểm"), points is not None and f"{points}/{found.get('max_points')}"),
        (_("Hạng"), rank is not None and formats.number(rank)),
        (_("Ngày cấp"), issued_on and formats.day(issued_on)),
        (_("Nơi cấp"), found.get("issuer")),
    ]
    return [(label, str(value)) for label, value in rows if value]


def _verified(code: str) -> dict[str, Any]:
    certificate = Certificate.objects.filter(code=canonical(code) or "").first()
    if certificate is None:
        return {"state": "unknown"}
    return {
        **certificate.facts,
        "name": masked_name(certificate.facts["name"]),
        "code": certificate.code,
        "state": "revoked" if certificate.revoked_at else "valid",
        "revoked_at": certificate.revoked_at,
    }
