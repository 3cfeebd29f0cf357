"""A page in an operator's own layout, as HTML. Needs neither Django nor the database."""

from collections.abc import Mapping
from html import escape
from typing import Any, Final

from backend.certificates.printing.widths import ems
from backend.certificates.rules.own_page import OwnPage, filled_page

STYLE: Final = "own-layout.css"
# Names get no wider than that many times the size of their letters: they are shrunk instead.
MOST_EMS: Final = {"name": 17, "organisation": 34}
BOLD: Final = 600


def own_html(layout: OwnPage, values: Mapping[str, str]) -> str:
    """The page for one person. `values` by field, as markup; "about" is what the file is called."""
    head = f"<title>{values['about']}</title><style>{layout.style}</style>"
    body = filled_page(layout.page, values)
    start = f'<!doctype html><html lang="{values["language"]}"><meta charset="utf-8">'
    return f"{start}{head}<body>{body}</body></html>"


def page_values(context: Mapping[str, Any], shown: Mapping[str, str], qr: str) -> dict[str, str]:
    """Markup for each field. `context`: what the usual page shows; `shown`: facts as text."""
    design = context["design"]
    signs = design.signatories[-1] if design.signatories else None
    texts = {
        **shown,
        "heading": context["heading"],
        "certifies": context["certifies"],
        "issuer": design.issuer,
        "dated": context["dated"],
        "signing_for": signs.signing_for if signs else "",
        "title": signs.title if signs else "",
        "signatory": signs.name if signs else "",
        "address": context["address"],
        "about": f"{context['title']} · {context['name']}",
        "language": context["language"],
    }
    return {
        **{name: escape(text) for name, text in texts.items()},
        **{name: _on_one_line(context[name], most) for name, most in MOST_EMS.items()},
        "code": "<br>".join(map(escape, context["code_lines"])),
        "statement": "".join(f"<p>{_line(line.pieces)}</p>" for line in context["statement"]),
        "qr": f'<a class="qr" href="{escape(context["url"])}">{qr}</a>',
    }


def _on_one_line(text: str, most: float) -> str:
    share = min(1.0, most / (ems(text, BOLD) or 1))
    return f'<bdi style="white-space:nowrap;font-size:{share:.3f}em">{escape(text)}</bdi>'


def _line(pieces: tuple[tuple[str, bool], ...]) -> str:
    return "".join(
        f"<b>{escape(text)}</b>" if is_strong else escape(text) for text, is_strong in pieces
    )
