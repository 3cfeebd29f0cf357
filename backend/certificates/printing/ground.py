"""The ground of the page: paper, double frame, a quarter drum in two corners. One SVG."""

from functools import cache

from backend.certificates.printing.drum import LINE, quarter

WIDTH, HEIGHT = 297, 210
OUTER, INNER = 9.0, 10.4
PAPER = "#FFFDF8"
GREEN = "#0B6E5E"


def frame(margin: float, stroke: float) -> str:
    return (
        f'<rect x="{margin}" y="{margin}" width="{WIDTH - 2 * margin}" '
        f'height="{HEIGHT - 2 * margin}" stroke="{GREEN}" stroke-width="{stroke}"/>'
    )


@cache
def ground() -> bytes:
    inside = (
        f'<clipPath id="inside"><rect x="{INNER}" y="{INNER}" '
        f'width="{WIDTH - 2 * INNER}" height="{HEIGHT - 2 * INNER}"/></clipPath>'
    )
    style = f'stroke="{LINE}" stroke-width=".24" stroke-linejoin="round" stroke-linecap="round"'
    corners = "".join(
        f'<g transform="{place}">{quarter()}</g>'
        for place in (
            f"translate({INNER} {INNER})",
            f"translate({WIDTH - INNER} {HEIGHT - INNER}) rotate(180)",
        )
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}mm" height="{HEIGHT}mm">{inside}'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        f'<g fill="none"><g clip-path="url(#inside)" {style}>{corners}</g>'
        f"{frame(OUTER, 0.35)}{frame(INNER, 0.15)}</g></svg>"
    ).encode()
