"""What the pictures are drawn with that other sites show beside a link: 1200 × 630, PNG."""

from functools import cache
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path
from typing import Final

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIZE: Final = (1200, 630)
PAPER, INK, GREEN, QUIET = "#FFFDF8", "#1B1F24", "#0B6E5E", "#545B64"
LINE: Final = "#BFD8D1"
MARGIN: Final = 72
RAYS: Final = 14


class Card:
    """A sheet with a drum in its corner, and a pen that writes Vietnamese upon it."""

    def __init__(self) -> None:
        self._picture = Image.new("RGB", SIZE, PAPER)
        self._pen = ImageDraw.Draw(self._picture)
        self._drum()
        self._pen.rectangle((0, SIZE[1] - 14, SIZE[0], SIZE[1]), fill=GREEN)

    def png(self) -> bytes:
        """The picture as a file."""
        written = BytesIO()
        self._picture.save(written, "PNG", optimize=True)
        return written.getvalue()

    def lines(
        self,
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
            if lines[-1] and width_of(longer, size, weight) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
        for line in lines:
            self.write(line, left, top, size=size, weight=weight, fill=fill)
            top += round(size * 1.35)
        return top

    def write(self, text: str, left: int, top: int, *, size: int, weight: int, fill: str) -> None:
        """Each run of letters in the font that has them, on one base line."""
        x = float(left)
        for run, font in _runs(text, size, weight):
            self._pen.text((x, top + size), run, font=font, fill=fill, anchor="ls")
            x += font.getlength(run)

    def _drum(self) -> None:
        """Star and rings in the upper corner, cut by the edge."""
        x, y = 1150, 120
        for radius in (40, 104, 112, 150, 158, 206, 214):
            self._pen.ellipse(
                (x - radius, y - radius, x + radius, y + radius), outline=LINE, width=2
            )
        points = [
            (x + radius * cos(turn * pi / RAYS), y + radius * sin(turn * pi / RAYS))
            for turn in range(2 * RAYS)
            for radius in [98 if turn % 2 == 0 else 38]
        ]
        self._pen.polygon(points, outline=LINE, width=2)


def width_of(text: str, size: int, weight: int) -> float:
    """In pixels."""
    return sum(font.getlength(run) for run, font in _runs(text, size, weight))


def drawn_by_us(letter: str) -> bool:
    """Whether the fonts have this letter."""
    return ord(letter) <= 0xFF or _is_vietnamese(letter) or letter in "–—‘’“”…"


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
