"""The page of one certificate as HTML. Facts are text: the template escapes every one."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from backend.certificates.printing.widths import fitting_size, wrapping_size
from backend.certificates.printing.wording import Line, wording_in
from backend.certificates.rules.facts import Facts, title_of

TEMPLATE = "certificates/certificate.html"
GROUPS_ON_FIRST_LINE = 4
SMALL_POINTS = 10
QR_MASK = 3


@dataclass(frozen=True)
class Page:
    """What is printed, and the images of the installation that it shows, by address."""

    code: str
    facts: Facts
    issued_at: datetime
    seal: str = ""
    signature: str = ""


def verification_url(code: str) -> str:
    return f"{settings.PUBLIC_URL}/chung-nhan/{code}/"


def page_html(page: Page) -> str:
    context = page_context(page)
    return get_template(TEMPLATE).render({**context, "qr": qr(context["url"])})


def page_context(page: Page) -> dict[str, Any]:
    """What the template shows, but for the QR code."""
    facts = page.facts
    language = facts.get("language") or "vi"
    wording = wording_in(language)
    issuer = facts.get("issuer")
    certifies = wording.certifies_with_issuer.format(issuer=issuer) if issuer else wording.certifies
    statement = wording.statement(facts)
    url = verification_url(page.code)
    groups = page.code.split("-")
    return {
        "language": language,
        "wording": wording,
        "facts": facts,
        "name": one_line(facts["name"]),
        "organisation": one_line(facts.get("organisation") or ""),
        "header": header_of(facts),
        "certifies": certifies,
        "statement": statement,
        "sizes": sizes(facts, certifies, statement),
        "dated": wording.dated(facts.get("place") or "", date.fromisoformat(facts["issued_on"])),
        "about": title_of(facts),
        "code": page.code,
        "code_lines": [
            "-".join(groups[:GROUPS_ON_FIRST_LINE]),
            "-".join(groups[GROUPS_ON_FIRST_LINE:]),
        ],
        "url": url,
        "address": "/".join([urlsplit(url).netloc, "chung-nhan"]),
        "issued_at": page.issued_at.isoformat(timespec="seconds"),
        "seal": page.seal,
        "signature": page.signature,
    }


def one_line(text: str) -> str:
    """Without line breaks and doubled spaces, as HTML shows it."""
    return " ".join(filter(None, re.split(r"[ \t\n\r\f]+", text)))


def header_of(facts: Facts) -> list[str]:
    """The lines that the organiser wants above everything, such as the national header."""
    lines = facts.get("national_header") or []
    return [str(line) for line in lines] if isinstance(lines, list) else []


def sizes(facts: Facts, certifies: str, statement: list[Line]) -> dict[str, str]:
    """Sizes in points at which everything stays in its place on one page."""
    found = {
        "by": line_size(certifies, 400, 13, 200),
        "name": line_size(one_line(facts["name"]), 600, 39, 250),
        "of": organisation_size(facts.get("organisation") or ""),
        "statement": statement_size(statement),
        "signing_for": line_size(facts.get("signing_for") or "", 600, 11.5, 76),
        "signatory_title": line_size(facts.get("signatory_title") or "", 400, 11.5, 76),
        "signatory": line_size(facts.get("signatory") or "", 600, 12.5, 76),
    }
    # as text: the template would write numbers in Vietnamese, with a comma
    return {name: f"{size:.2f}" for name, size in found.items()}


def line_size(text: str, weight: int, largest: float, width_mm: float) -> float:
    return fitting_size(text, weight=weight, largest=largest, width_mm=width_mm)


def organisation_size(text: str) -> float:
    """One line, or two small ones."""
    size = line_size(text, 400, 13.5, 240)
    if size >= SMALL_POINTS:
        return size
    return wrapping_size(text, weight=400, largest=SMALL_POINTS, width_mm=240, lines=2)


def statement_size(statement: list[Line]) -> float:
    """Long titles may take two lines; what is longer gets smaller."""
    texts = [line.before + line.strong + line.after for line in statement]
    return min(wrapping_size(text, weight=600, largest=14, width_mm=230, lines=2) for text in texts)


def qr(url: str) -> SafeString:
    """The QR code of the address as one SVG path."""
    return mark_safe(qr_symbol(url).svg_inline(border=0, dark="#1B1F24", omitsize=True))


def qr_symbol(url: str) -> segno.QRCode:
    """Always with the same mask: to try all eight takes as long as everything else together."""
    return segno.make(url, error="m", boost_error=False, mask=QR_MASK)
