"""The ground of a page as one SVG: paper, frame and ornaments of its layout, in its colour."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from backend.certificates.printing.drum import LINE, quarter, star
from backend.certificates.printing.layouts import LAYOUTS, Measures
from backend.certificates.rules.colour import mixed

OUTER, INNER = 9.0, 10.4
GOLD: Final = "#E9A820"
# The green of old, whose lines were chosen by eye.
LOTUS: Final = "#0B6E5E"
BAND: Final = 66.0
FOOT_BAND: Final = 62.0


@lru_cache(maxsize=64)
def ground(layout: str, orientation: str, lead: str, *, has_two: bool = False) -> bytes:
    """`has_two`: two people sign, and the whole foot of the page is theirs."""
    measures = LAYOUTS[layout, orientation]
    width, height = measures.width, measures.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}mm" height="{height}mm">'
        f'<rect width="{width}" height="{height}" fill="{measures.paper}"/>'
        f"{DRAWN[layout](measures, lead, has_two)}</svg>"
    ).encode()


def rectangle(measures: Measures, margin: float, **style: object) -> str:
    width, height = measures.width - 2 * margin, measures.height - 2 * margin
    told = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in style.items())
    return f'<rect x="{margin}" y="{margin}" width="{width}" height="{height}" {told}/>'


def soft(lead: str, paper: str) -> str:
    """The colour of thin ornaments."""
    return LINE if lead == LOTUS else mixed(lead, paper, 0.45)


def clipped(measures: Measures, margin: float, drawn: str, style: str) -> str:
    return (
        f'<clipPath id="inside">{rectangle(measures, margin)}</clipPath>'
        f'<g clip-path="url(#inside)" fill="none" stroke-linejoin="round" '
        f'stroke-linecap="round" {style}>{drawn}</g>'
    )


def official(measures: Measures, lead: str, has_two: bool) -> str:
    """A double frame, and a quarter drum in two corners: above, where the foot is needed."""
    width, height = measures.width, measures.height
    is_wide = width > height
    scale = 0.84 if is_wide else 0.62
    other = f"translate({width - INNER} {height - INNER}) rotate(180)"
    if has_two or not is_wide:
        other = f"translate({width - INNER} {INNER}) rotate(90)"
    corners = "".join(
        f'<g transform="{place} scale({scale})">{quarter()}</g>'
        for place in (f"translate({INNER} {INNER})", other)
    )
    style = f'stroke="{soft(lead, measures.paper)}" stroke-width="{0.24 / scale:.3f}"'
    return clipped(measures, INNER, corners, style) + "".join(
        rectangle(measures, margin, fill="none", stroke=lead, stroke_width=stroke)
        for margin, stroke in ((OUTER, 0.35), (INNER, 0.15))
    )


def festive(measures: Measures, lead: str, has_two: bool) -> str:
    """A broad band with a golden running pattern, and a whole drum as if in water behind all."""
    width, height = measures.width, measures.height
    band = rectangle(measures, 8, fill=lead) + rectangle(measures, 17, fill=measures.paper)
    lines = "".join(
        rectangle(measures, margin, fill="none", stroke=GOLD, stroke_width=stroke)
        for margin, stroke in ((9.2, 0.3), (15.8, 0.3), (18.4, 0.45))
    )
    pattern = f'<path d="{chain(measures)}" fill="none" stroke="{GOLD}" stroke-width=".32"/>'
    pale = mixed(GOLD, measures.paper, 0.28)
    turned = "".join(
        f'<g transform="translate({width / 2} {height * 0.47}) rotate({angle})">{quarter()}</g>'
        for angle in (0, 90, 180, 270)
    )
    drum = clipped(measures, 18.4, turned, f'stroke="{pale}" stroke-width=".22"')
    return band + drum + lines + pattern + corners(measures, lead)


def chain(measures: Measures) -> str:
    """Lozenges with a dot, run along the four sides of the band."""
    middle, half = 12.5, 1.7
    parts = []
    for length, is_across, offsets in (
        (measures.width, True, (middle, measures.height - middle)),
        (measures.height, False, (middle, measures.width - middle)),
    ):
        inner = length - 2 * 20
        count = round(inner / 6)
        step = inner / count
        for offset in offsets:
            for index in range(count + 1):
                along = 20 + index * step
                x, y = (along, offset) if is_across else (offset, along)
                parts.append(lozenge(x, y, half))
                parts.append(lozenge(x, y, half * 0.35))
    return "".join(parts)


def lozenge(x: float, y: float, half: float) -> str:
    return (
        f"M{x - half:.2f} {y:.2f}L{x:.2f} {y - half:.2f}"
        f"L{x + half:.2f} {y:.2f}L{x:.2f} {y + half:.2f}Z"
    )


def corners(measures: Measures, lead: str) -> str:
    """The drum's star in each corner of the band, upon a disc of its own."""
    far_x, far_y = measures.width - 12.5, measures.height - 12.5
    rays = "".join(
        f'<g transform="rotate({angle})"><path d="{"".join(star())}"/></g>'
        for angle in (0, 90, 180, 270)
    )
    drawn = (
        f'<circle r="6.4" fill="{lead}" stroke="{GOLD}" stroke-width=".45"/>'
        f'<g transform="scale(.27)" fill="none" stroke="{GOLD}" stroke-width="1">{rays}'
        '<circle r="4.4"/></g>'
    )
    return "".join(
        f'<g transform="translate({x} {y})">{drawn}</g>'
        for x in (12.5, far_x)
        for y in (12.5, far_y)
    )


def plain(measures: Measures, lead: str, has_two: bool) -> str:
    """White paper for any printer: one short stroke above, one hairline below."""
    left, foot = 24, measures.foot + (6 if measures.width > measures.height or not has_two else -4)
    return (
        f'<rect x="{left}" y="20" width="22" height="1.4" fill="{lead}"/>'
        f'<path d="M{left} {foot}H{measures.width - left}" stroke="{mixed(lead, "#FFFFFF", 0.4)}" '
        'stroke-width=".25"/>'
    )


def course(measures: Measures, lead: str, has_two: bool) -> str:
    """A band in the leading colour with rings of the drum, and a field for the code in it."""
    width, height = measures.width, measures.height
    is_wide = width > height
    if is_wide:
        band = f'<rect width="{BAND}" height="{height}" fill="{lead}"/>'
        clip = f'<rect width="{BAND}" height="{height}"/>'
        place, field = "rotate(0)", (14.0, 136.0)
    else:
        top = height - FOOT_BAND
        band = (
            f'<rect width="{width}" height="7" fill="{lead}"/>'
            f'<rect y="{top}" width="{width}" height="{FOOT_BAND}" fill="{lead}"/>'
        )
        clip = f'<rect y="{top}" width="{width}" height="{FOOT_BAND}"/>'
        place, field = f"translate({width} {height}) rotate(180)", (20.0, top + 12)
    rings = quarter()
    line = mixed("#FFFFFF", lead, 0.3)
    x, y = field
    return (
        f'{band}<clipPath id="band">{clip}</clipPath><g clip-path="url(#band)" fill="none" '
        f'stroke="{line}" stroke-width=".26" stroke-linejoin="round">'
        f'<g transform="{place}">{rings}</g></g>'
        f'<rect x="{x}" y="{y}" width="38" height="38" rx="2" fill="#FFFFFF"/>'
    )


DRAWN: Final[Mapping[str, Callable[[Measures, str, bool], str]]] = {
    "official": official,
    "festive": festive,
    "plain": plain,
    "course": course,
}
