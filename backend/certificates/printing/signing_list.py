"""The list upon which people sign for their certificates, as a PDF."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.template.loader import get_template

from backend.certificates.printing.widths import ASSETS

if TYPE_CHECKING:
    from backend.certificates.printing.press import Press

# Lines that are laid out together: what WeasyPrint needs for a line grows with how many there are.
AT_ONCE: Final = 200


@dataclass(frozen=True)
class Row:
    """One person of the list."""

    name: str
    code: str
    result: str


class _Part(NamedTuple):
    """Lines of a list, the pages before them, and the pages with them."""

    first: int
    end: int
    before: int
    pages: int = 0


def signing_list(organisation: str, about: str, rows: Sequence[Row]) -> Iterator[bytes]:
    """A4 pages with a line for each, in this order, as PDF files to be joined. Needs Pango.

    Never more than some lines are laid out at a time. Where they do not fit into one file they
    are laid out twice, since every page says how many pages there are.
    """
    about_list = {"organisation": organisation, "about": about, "people": len(rows)}
    if len(rows) <= AT_ONCE:
        yield _press().pdf(_html(about_list, rows, _Part(0, len(rows), 0)))
        return
    parts = list(_parts(about_list, rows))
    for part in parts:
        yield _press().pdf(_html(about_list | {"pages": parts[-1].pages}, rows, part))


def _parts(about: Mapping[str, Any], rows: Sequence[Row]) -> Iterator[_Part]:
    """Runs of lines that fill whole pages, but for the last."""
    first = pages = 0
    while first < len(rows):
        tried = _Part(first, min(first + AT_ONCE, len(rows)), pages)
        press = _press()
        with press.lock:
            laid_out = press.laid_out(_html(about, rows, tried)).pages
            count, end = len(laid_out), tried.end
            if end < len(rows):
                count, end = count - 1, _first_line(laid_out[-1])
        pages += count
        yield _Part(first, end, tried.before, pages)
        first = end


def _html(about: Mapping[str, Any], rows: Sequence[Row], part: _Part) -> str:
    lines = enumerate(rows[part.first : part.end], start=part.first + 1)
    context = {**about, "before": part.before, "lines": lines, "is_first": part.first == 0}
    html: str = get_template("certificates/signing_list.html").render(context)
    return html


def _first_line(page: Any) -> int:
    """Which line of the list, from nought, is the first upon a page."""
    for box in page._page_box.descendants():
        number = box.element.get("data-line") if box.element is not None else None
        if number:
            return int(number) - 1
    raise ValueError("a page without lines")


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

    return Press(ASSETS / "signing-list.css")
