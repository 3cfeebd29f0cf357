"""The page of one certificate as HTML. Facts are text: the template escapes every one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from backend.certificates.formats.design import Design
from backend.certificates.printing.fitting import fitted, sizes
from backend.certificates.printing.layouts import measures_of
from backend.certificates.printing.standard import standard_design
from backend.certificates.printing.wording import Said, Wording, own_lines, wording_in
from backend.certificates.rules.colour import mixed
from backend.certificates.rules.facts import Facts, title_of

TEMPLATE = "certificates/certificate.html"
GROUPS_ON_FIRST_LINE = 4
QR_MASK = 3
# How much of the leading colour is in the ornaments' lines.
SOFT = 0.45


@dataclass(frozen=True)
class Page:
    """What is printed, and the addresses of the pictures that it shows, by their part:
    "emblem", "seal", "hand-0", "hand-1". Without a `design` it looks as certificates usually do."""

    code: str
    facts: Facts
    issued_at: datetime
    kind: str = ""
    design: Design | None = None
    pictures: Mapping[str, str] = field(default_factory=dict)
    ground: str = ""


def verification_url(code: str) -> str:
    return f"{settings.PUBLIC_URL}/chung-nhan/{code}/"


def page_html(page: Page) -> str:
    context = page_context(page)
    return get_template(TEMPLATE).render({**context, "qr": qr(context["url"])})


def page_context(page: Page) -> dict[str, Any]:
    """What the template shows, but for the QR code."""
    facts, design = page.facts, page.design or standard_design(page.facts)
    wording, measures = wording_in(design.language), measures_of(design)
    title = design.heading or wording.title
    heading = title.upper() if measures.is_upper else title
    certifies = certifying_words(design, wording)
    statement = statement_of(page, design, wording)
    measures = fitted(design, measures, statement)
    organisation = one_line(facts.get("organisation") or "")
    top, middle = measures.middle(design)
    url = verification_url(page.code)
    groups = page.code.split("-")
    return {
        "language": design.language,
        "design": design,
        "wording": wording,
        "facts": facts,
        "name": one_line(facts["name"]),
        "organisation": organisation,
        "title": title,
        "heading": heading,
        "certifies": certifies,
        "statement": statement,
        "sizes": sizes(page, design, measures, (heading, certifies), statement),
        # as text: the template would write numbers in Vietnamese, with a comma
        "is_tight": measures.is_tight,
        "top": f"{top:.1f}",
        "middle": f"{middle:.1f}",
        "soft": mixed(design.lead, measures.paper, SOFT),
        "signs": signs(design, page.pictures),
        "shows_signing_for": any(one.signing_for for one in design.signatories),
        "shows_title": any(one.title for one in design.signatories),
        "shows_name": any(one.name for one in design.signatories),
        "dated": wording.dated(design.place, date.fromisoformat(facts["issued_on"])),
        "about": title_of(facts),
        "code": page.code,
        "code_lines": [
            "-".join(groups[:GROUPS_ON_FIRST_LINE]),
            "-".join(groups[GROUPS_ON_FIRST_LINE:]),
        ],
        "url": url,
        "address": "/".join([urlsplit(url).netloc, "chung-nhan"]),
        "ground": page.ground,
        "issued_at": page.issued_at.isoformat(timespec="seconds"),
        "emblem": page.pictures.get("emblem", ""),
        "seal": page.pictures.get("seal", ""),
    }


def certifying_words(design: Design, wording: Wording) -> str:
    if design.issuer:
        return wording.certifies_with_issuer.format(issuer=design.issuer)
    return wording.certifies


def statement_of(page: Page, design: Design, wording: Wording) -> Sequence[Said]:
    """The template's own words, or the usual ones of this kind."""
    own = own_lines(design.body, page.facts, design.language)
    return own or wording.statement(page.facts, page.kind)


def signs(design: Design, pictures: Mapping[str, str]) -> list[dict[str, Any]]:
    """Who signs, from left to right, each with the scanned signature."""
    return [
        {"person": person, "hand": pictures.get(f"hand-{place}", "")}
        for place, person in enumerate(design.signatories)
    ]


def one_line(text: str) -> str:
    """Without line breaks and doubled spaces, as HTML shows it."""
    return " ".join(filter(None, re.split(r"[ \t\n\r\f]+", text)))


def qr(url: str) -> SafeString:
    """The QR code of the address as one SVG path."""
    return mark_safe(qr_symbol(url).svg_inline(border=0, dark="#1B1F24", omitsize=True))


def qr_symbol(url: str) -> segno.QRCode:
    """Always with the same mask: to try all eight takes as long as everything else together."""
    return segno.make(url, error="m", boost_error=False, mask=QR_MASK)
