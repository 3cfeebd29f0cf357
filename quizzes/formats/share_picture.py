"""The picture that other sites show beside a link to results: 1200 × 630, PNG."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
PAPER, INK, GREEN, QUIET = "#FFFDF8", "#1B1F24", "#0B6E5E", "#545B64"
LINE = "#BFD8D1"
MARGIN = 72
RAYS = 14


def share_picture(
    *, title: str, contest: str, facts: Sequence[tuple[str, str]], address: str
) -> bytes:
    """`facts` are up to three (number, words)."""
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    _drum(pen)
    pen.rectangle((0, SIZE[1] - 14, SIZE[0], SIZE[1]), fill=GREEN)
    top = _lines(pen, contest, MARGIN, 84, size=34, weight=600, fill=QUIET, width=860, most=2)
    _lines(pen, title, MARGIN, top + 10, size=76, weight=700, fill=GREEN, width=860, most=2)
    width = (SIZE[0] - 2 * MARGIN) // max(1, len(facts))
    for place, (number, words) in enumerate(facts):
        left = MARGIN + place * width
        _write(pen, number, left, 372, size=72, weight=700, fill=INK)
        _lines(pen, words, left, 468, size=28, weight=400, fill=QUIET, width=width - 30, most=2)
    _write(pen, address, MARGIN, 560, size=26, weight=600, fill=GREEN)
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _drum(pen: ImageDraw.ImageDraw) -> None:
    """Star and rings in the upper corner, cut by the edge."""
    x, y = 1150, 120
    for radius in (40, 104, 112, 150, 158, 206, 214):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=LINE, width=2)
    points = [
        (x + radius * cos(turn * pi / RAYS), y + radius * sin(turn * pi / RAYS))
        for turn in range(2 * RAYS)
        for radius in [98 if turn % 2 == 0 else 38]
    ]
    pen.polygon(points, outline=LINE, width=2)


def _lines(
    pen: ImageDraw.ImageDraw,
    text: str,
    left: int,
    top: int,
    *,
    size: int,
    weight: int,
    fill: str,
    width: int,
    most: int,
) -> int:
    """Text wrapped to `width`, at most so many lines; where the next thing may stand."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer, size, weight) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    for line in lines:
        _write(pen, line, left, top, size=size, weight=weight, fill=fill)
        top += round(size * 1.35)
    return top


def _write(
    pen: ImageDraw.ImageDraw, text: str, left: int, top: int, *, size: int, weight: int, fill: str
) -> None:
    """Each run of letters in the font that has them, on one base line."""
    x = float(left)
    for run, font in _runs(text, size, weight):
        pen.text((x, top + size), run, font=font, fill=fill, anchor="ls")
        x += font.getlength(run)


def _width(text: str, size: int, weight: int) -> float:
    return sum(font.getlength(run) for run, font in _runs(text, size, weight))


def _runs(text: str, size: int, weight: int) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    runs: list[tuple[str, ImageFont.FreeTypeFont]] = []
    for letter in text:
        font = _font("vietnamese" if _is_vietnamese(letter) else "latin", size, weight)
        if runs and runs[-1][1] is font:
            runs[-1] = (runs[-1][0] + letter, font)
        else:
            runs.append((letter, font))
    return runs


def _is_vietnamese(letter: str) -> bool:
    """Whether the letter is drawn by the Vietnamese subset, as the pages' style says."""
    code = ord(letter)
    return 0x1EA0 <= code <= 0x1EF9 or letter in "ĂăĐđĨĩŨũƠơƯư₫"


@cache
def _font(part: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    folder = Path(settings.BASE_DIR) / "frontend" / "public" / "fonts"
    return ImageFont.truetype(folder / f"be-vietnam-pro-{part}-{weight}-normal.woff2", size)
