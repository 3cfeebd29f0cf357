"""A certificate's PDF, from its facts."""

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from backend.certificates.printing.branding import branding_image
from backend.certificates.printing.dress import Dress
from backend.certificates.printing.ground import ground
from backend.certificates.printing.own_page import STYLE, own_html, page_values
from backend.certificates.printing.page import (
    Page,
    one_line,
    page_context,
    page_html,
    qr,
    qr_symbol,
)
from backend.certificates.printing.pdf import Seal
from backend.certificates.printing.standard import standard_design
from backend.certificates.printing.wording import shown_values
from backend.certificates.rules.facts import Facts
from backend.certificates.rules.own_page import OwnPage

if TYPE_CHECKING:
    from backend.certificates.printing.plate import Personal, Plate

PROOF: Final = "chung-nhan.json"
MOST_PLATES: Final = 24
# What of a page is set anew for each person; everything else makes two plates different.
PERSONAL: Final = {
    *("name", "organisation", "statement", "code", "code_lines", "url", "issued_at"),
    *("facts", "wording", "design"),
}
_plates: "OrderedDict[bytes, Plate]" = OrderedDict()


@dataclass(frozen=True)
class Sheet:
    """A page to print with the images it shows, and what its template is given."""

    page: Page
    images: Mapping[str, bytes]
    context: Mapping[str, Any]
    own: OwnPage | None = None

    def html(self) -> str:
        if self.own is None:
            return page_html(self.page)
        return own_html(self.own, self.values())

    def values(self) -> dict[str, str]:
        """What stands for the fields of an own layout."""
        shown = shown_values(self.page.facts, self.context["language"])
        return page_values(self.context, shown, qr(self.context["url"]))

    @property
    def style(self) -> str:
        """What the press must be ready for."""
        return "certificate.css" if self.own is None else STYLE


def certificate_pdf(
    *,
    code: str,
    facts: Facts,
    issued_at: datetime,
    kind: str = "",
    dress: Dress | None = None,
    proof: Mapping[str, Any] | None = None,
    seal: Seal | None = None,
) -> bytes:
    """One A4 page, with `proof` as an attached file. Needs Pango: ask `certificates_available`.

    Without a `dress` it looks as certificates usually do.

    The page is laid out for the first certificate of its kind, and for whoever's text does not fit
    in; for all others only the personal part is set, and looks the same. In an operator's own
    layout each page is laid out whole: nothing there promises that a name stands in one place.
    """
    from backend.certificates.printing.lines import NotShared  # imports WeasyPrint and Pango
    from backend.certificates.printing.press import press

    sheet = sheet_of(code, facts, issued_at, kind, dress)
    attached = None if proof is None else json.dumps(proof, ensure_ascii=False).encode()
    personal = personal_part(sheet, attached)
    with press().lock:
        plate = _plates.get(key := _key(sheet, attached is not None, seal is not None))
        if plate is not None:
            _plates.move_to_end(key)
            try:
                return plate.file(personal, seal)
            except NotShared:
                pass
        for_all = plate is None and sheet.own is None
        made = _laid_out(sheet, personal, is_sealed=seal is not None, for_all=for_all)
        if made.is_shared:
            _plates[key] = made
            if len(_plates) > MOST_PLATES:
                _plates.popitem(last=False)
        return made.file(personal, seal, is_first=True)


def forget_plates() -> None:
    """Lay everything out anew."""
    _plates.clear()


def sheet_of(
    code: str, facts: Facts, issued_at: datetime, kind: str = "", dress: Dress | None = None
) -> Sheet:
    from backend.certificates.printing.press import SCHEME  # imports WeasyPrint and Pango

    design = dress.design if dress else standard_design(facts)
    parts = dress.parts() if dress else _branding(facts)
    names = {part: name for part, (name, _) in parts.items()}
    has_two = len(design.signatories) > 1
    drawn = f"{design.layout}-{design.orientation}-{design.lead[1:]}-{has_two:d}.svg"
    page = Page(
        code=code,
        facts=facts,
        issued_at=issued_at,
        kind=kind,
        design=design,
        pictures={part: f"{SCHEME}{name}" for part, name in names.items()},
        ground=f"{SCHEME}{drawn}",
    )
    if dress and dress.own:
        own = {f"{digest}.png": content for digest, content in dress.pictures.items()}
        return Sheet(page, own, page_context(page), dress.own)
    images = dict(parts.values())
    images[drawn] = ground(design.layout, design.orientation, design.lead, has_two=has_two)
    return Sheet(page, images, page_context(page))


def _branding(facts: Facts) -> dict[str, tuple[str, bytes]]:
    """The installation's own images by part of the page, which it may exchange."""
    wanted = (("seal", facts.get("seal")), ("hand-0", facts.get("signature")))
    return {
        part: (f"own-{part}.png", content)
        for part, name in wanted
        if (content := branding_image(name)) is not None
    }


def personal_part(sheet: Sheet, attached: bytes | None) -> "Personal":
    from backend.certificates.printing.plate import Personal  # imports WeasyPrint and Pango

    context, facts = sheet.context, sheet.page.facts
    texts: dict[str, list[str]] = {
        "name": [context["name"]],
        "organisation": [context["organisation"]] if context["organisation"] else [],
    }
    for place, line in enumerate(context["statement"]):
        if not line.is_shared:
            texts[f"line-{place}"] = [text for text, _ in line.pieces]
    for place, line in enumerate(context["code_lines"]):
        texts[f"code-{place}"] = [line]
    return Personal(
        texts=texts,
        code=sheet.page.code,
        url=context["url"],
        symbol=qr_symbol(context["url"]),
        title=f"{context['title']} · {facts['name']}",
        author=context["design"].issuer,
        subject=f"{context['about']} · {sheet.page.code}",
        issued_at=sheet.page.issued_at,
        attached=attached,
    )


def _laid_out(sheet: Sheet, personal: "Personal", *, is_sealed: bool, for_all: bool) -> "Plate":
    from backend.certificates.printing.plate import Plate  # imports WeasyPrint and Pango
    from backend.certificates.printing.press import press

    document = press(sheet.style).laid_out(sheet.html(), sheet.images)
    if sheet.own is not None and len(document.pages) != 1:
        raise ValueError("this person's text does not fit on one page of the own layout")
    return Plate(document, personal, attachment=PROOF, is_sealed=is_sealed, for_all=for_all)


def _key(sheet: Sheet, has_data: bool, is_sealed: bool) -> bytes:
    """The same for all pages that differ in nothing but their personal part."""
    facts, context = sheet.page.facts, sheet.context
    shape = [
        line.pieces if line.is_shared else [is_strong for _, is_strong in line.pieces]
        for line in context["statement"]
    ]
    design = context["design"].model_dump()
    shared = {name: value for name, value in context.items() if name not in PERSONAL}
    has_organisation = bool(one_line(facts.get("organisation") or ""))
    told = (shared, shape, design, has_organisation, has_data, is_sealed)
    digest = sha256(repr(told).encode())
    for name, content in sorted(sheet.images.items()):
        digest.update(name.encode() + sha256(content).digest())
    return digest.digest()
