"""The list upon which people sign for their certificates, as a PDF."""

import atexit
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.template.loader import get_template

from backend.certificates.printing.widths import ASSETS

if TYPE_CHECKING:
    from backend.certificates.printing.press import Press


@dataclass(frozen=True)
class Row:
    """One person of the list."""

    name: str
    code: str
    result: str


def signing_list(organisation: str, about: str, rows: Sequence[Row]) -> bytes:
    """A4 pages with a line for each, in this order. Needs Pango."""
    context = {"organisation": organisation, "about": about, "rows": rows}
    html = get_template("certificates/signing_list.html").render(context)
    return _press().pdf(html)


def result_of(facts: Mapping[str, Any]) -> str:
    """What the list says of a certificate: the prize, or the points."""
    if facts.get("award"):
        return str(facts["award"])
    if facts.get("points") is not None and facts.get("max_points"):
        return f"{facts['points']}/{facts['max_points']} điểm"
    return "Hoàn thành"


@cache
def _press() -> "Press":
    from backend.certificates.printing.press import Press  # imports WeasyPrint and Pango

    # as the press of certificates: WeasyPrint cannot once the interpreter has gone
    atexit.register(_press.cache_clear)
    return Press(ASSETS / "signing-list.css")
