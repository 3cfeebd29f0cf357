"""The measures of each layout, in millimetres and points: what its style (layouts.css) draws.

They choose sizes at which everything stays in its place on one page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from backend.certificates.formats.design import PAPER, WHITE, Design

EMBLEM_MM: Final = 19.0
HEADER_MM: Final = 14.0
# Two who sign on an upright page stand above the code.
RAISED_MM: Final = 10.0
# What is left of the height of all that stands above the statement where room is scarce.
TIGHT: Final = 0.74


@dataclass(frozen=True)
class Measures:
    """`top` and `foot`: where what stands above the heading begins, and where the middle ends.

    `words`, `name`, `statement`, `sign`: how wide these lines may get; `taken`: the height of all
    that stands in the middle but the statement.
    """

    width: float
    height: float
    top: float
    foot: float
    heading_pt: float
    name_pt: float
    words: float
    name: float
    statement: float
    sign: float
    taken: float
    statement_pt: float = 14.0
    paper: str = PAPER
    is_tight: bool = False
    is_upper: bool = False
    # everything begins at the left, and the emblem stands beside the header
    is_left: bool = False

    def middle(self, design: Design) -> tuple[float, float]:
        """Where the middle begins, and how high it is."""
        heights = [EMBLEM_MM if design.emblem else 0, HEADER_MM if design.header else 0]
        top = self.top + (max(heights) if self.is_left else sum(heights))
        is_raised = self.height > self.width and len(design.signatories) > 1
        return top, self.foot - top - (RAISED_MM if is_raised else 0)


_WIDE: Final = Measures(
    width=297,
    height=210,
    top=17,
    foot=147,
    heading_pt=44,
    name_pt=39,
    words=200,
    name=250,
    statement=230,
    sign=76,
    taken=68,
)
_TALL: Final = replace(
    _WIDE,
    width=210,
    height=297,
    top=24,
    foot=214,
    heading_pt=38,
    name_pt=36,
    words=160,
    name=168,
    statement=160,
    taken=72,
)

LAYOUTS: Final[Mapping[tuple[str, str], Measures]] = {
    ("official", "landscape"): replace(_WIDE, heading_pt=36, is_upper=True),
    ("official", "portrait"): replace(_TALL, heading_pt=32, is_upper=True),
    ("festive", "landscape"): replace(
        _WIDE, top=22, foot=144, heading_pt=50, name_pt=40, name=230, taken=74
    ),
    ("festive", "portrait"): replace(_TALL, top=30, heading_pt=44, name=156, statement=150),
    ("plain", "landscape"): replace(
        _WIDE, top=24, heading_pt=32, name_pt=38, paper=WHITE, is_left=True
    ),
    ("plain", "portrait"): replace(
        _TALL, top=26, heading_pt=30, name_pt=34, paper=WHITE, is_left=True
    ),
    ("course", "landscape"): replace(
        _WIDE,
        top=22,
        heading_pt=36,
        name_pt=36,
        words=190,
        name=195,
        statement=190,
        sign=70,
        is_left=True,
    ),
    ("course", "portrait"): replace(
        _TALL, top=30, foot=184, heading_pt=34, name_pt=34, is_left=True
    ),
}


def tightened(measures: Measures) -> Measures:
    """Where the statement would get too small, all that stands above it gives way."""
    return replace(
        measures,
        heading_pt=measures.heading_pt * 0.8,
        name_pt=measures.name_pt * 0.8,
        taken=measures.taken * TIGHT,
        is_tight=True,
    )


def measures_of(design: Design) -> Measures:
    return LAYOUTS[design.layout, design.orientation]
