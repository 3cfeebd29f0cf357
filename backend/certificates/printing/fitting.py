"""Sizes in points at which everything stays in its place on one page."""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from backend.certificates.formats.design import Design
from backend.certificates.printing.layouts import Measures, tightened
from backend.certificates.printing.widths import (
    POINTS_PER_MM,
    ems,
    fitting_size,
    wrapping_size,
)
from backend.certificates.printing.wording import Said

if TYPE_CHECKING:
    from backend.certificates.printing.page import Page

SMALL_POINTS = 10
READABLE_POINTS = 12
STEP = 0.5
LEAST_POINTS = 5.0
LEADING = 1.55
# Broken words leave room at the end of a line.
USED = 0.85


def fitted(design: Design, measures: Measures, statement: Sequence[Said]) -> Measures:
    """The layout's measures, tightened where the statement needs it."""
    _, middle = measures.middle(design)
    size = statement_size(statement, measures, middle - measures.taken)
    return measures if size >= READABLE_POINTS else tightened(measures)


def sizes(
    page: "Page",
    design: Design,
    measures: Measures,
    words: tuple[str, str],
    statement: Sequence[Said],
) -> dict[str, str]:
    """By the part of the page, as text. `words`: the heading, and who certifies."""
    heading, certifies = words
    name = " ".join(page.facts["name"].split())
    _, middle = measures.middle(design)
    found = {
        "heading": fitting_size(
            heading, weight=600, largest=measures.heading_pt, width_mm=measures.words * 0.94
        ),
        "by": line_size(certifies, 400, 13, measures.words),
        "name": line_size(name, 600, measures.name_pt, measures.name),
        "of": organisation_size(page.facts.get("organisation") or "", measures),
        "statement": statement_size(statement, measures, middle - measures.taken),
        **signing_sizes(design, measures),
    }
    return {part: f"{size:.2f}" for part, size in found.items()}


def signing_sizes(design: Design, measures: Measures) -> dict[str, float]:
    """The same for both who sign, so that their lines stand beside each other."""
    people = design.signatories

    def smallest(texts: list[str], weight: int, largest: float) -> float:
        return min((line_size(one, weight, largest, measures.sign) for one in texts), default=1)

    return {
        "signing_for": smallest([one.signing_for for one in people], 600, 11.5),
        "signatory_title": smallest([one.title for one in people], 400, 11.5),
        "signatory": smallest([one.name for one in people], 600, 12.5),
    }


def line_size(text: str, weight: int, largest: float, width_mm: float) -> float:
    return fitting_size(text, weight=weight, largest=largest, width_mm=width_mm)


def organisation_size(text: str, measures: Measures) -> float:
    """One line, or two small ones."""
    width = measures.name * 0.96
    size = line_size(text, 400, 13.5, width)
    if size >= SMALL_POINTS:
        return size
    return wrapping_size(text, weight=400, largest=SMALL_POINTS, width_mm=width, lines=2)


def statement_size(statement: Sequence[Said], measures: Measures, room_mm: float) -> float:
    """The largest size at which all lines together, long ones broken, have room."""
    widths = [ems("".join(text for text, _ in line.pieces), 600) for line in statement]
    size = measures.statement_pt
    while size > LEAST_POINTS and _height(widths, size, measures.statement) > room_mm:
        size -= STEP
    return size


def _height(widths: Sequence[float], size: float, width_mm: float) -> float:
    """Of all lines in millimetres."""
    room = width_mm * POINTS_PER_MM / size
    rows = sum(1 if each <= room else ceil(each / (room * USED)) for each in widths)
    return rows * size * LEADING / POINTS_PER_MM
