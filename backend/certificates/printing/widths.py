"""How wide a text gets in the certificate's own fonts, to choose a size that fits."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
POINTS_PER_MM = 72 / 25.4
# for a letter of another script, which a font of the machine will draw
UNKNOWN_EM = 1.1


@cache
def advances(weight: int) -> Mapping[int, float]:
    """Width of each letter, in ems."""
    # WeasyPrint's own dependency: there is no need of it before something is printed
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    widths: dict[int, float] = {}
    for name in (f"playfair-display-ext-{weight}.woff2", f"playfair-display-{weight}.woff2"):
        font = TTFont(ASSETS / name)
        metrics, em = font["hmtx"], font["head"].unitsPerEm
        widths |= {letter: metrics[glyph][0] / em for letter, glyph in font.getBestCmap().items()}
    return widths


def ems(text: str, weight: int) -> float:
    widths = advances(weight)
    return sum(widths.get(ord(letter), UNKNOWN_EM) for letter in text)


def fitting_size(text: str, *, weight: int, largest: float, width_mm: float) -> float:
    """The size in points, at most `largest`, at which `text` stays on one line."""
    needed = ems(text, weight)
    if needed == 0:
        return largest
    return min(largest, int(width_mm * POINTS_PER_MM / needed * 100) / 100)


def wrapping_size(text: str, *, weight: int, largest: float, width_mm: float, lines: int) -> float:
    """The size at which `text` takes at most `lines` lines, leaving room for broken words."""
    room = width_mm * (lines if lines == 1 else lines * 0.85)
    return fitting_size(text, weight=weight, largest=largest, width_mm=room)
