"""A certificate's PDF, from its facts."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from backend.certificates.printing.branding import branding_image
from backend.certificates.printing.page import Page, page_html
from backend.certificates.rules.facts import Facts

PROOF: Final = "chung-nhan.json"


def certificate_pdf(
    *, code: str, facts: Facts, issued_at: datetime, proof: Mapping[str, Any] | None = None
) -> bytes:
    """One A4 page, with `proof` as an attached file. Needs Pango: ask `certificates_available`."""
    from backend.certificates.printing.press import SCHEME, press  # imports WeasyPrint and Pango

    found = {
        f"{kind}.png": content
        for kind, name in (("seal", facts.get("seal")), ("signature", facts.get("signature")))
        if (content := branding_image(name)) is not None
    }
    page = Page(
        code=code,
        facts=facts,
        issued_at=issued_at,
        seal=f"{SCHEME}seal.png" if "seal.png" in found else "",
        signature=f"{SCHEME}signature.png" if "signature.png" in found else "",
    )
    attached = {} if proof is None else {PROOF: json.dumps(proof, ensure_ascii=False).encode()}
    return press().pdf(page_html(page), found, attached)
