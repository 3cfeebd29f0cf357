"""Single lines of text upon a page that is laid out already, set by WeasyPrint's own hand.

Importing this module needs the system's Pango: ask `certificates_available` first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final

from weasyprint.draw.text import draw_first_line
from weasyprint.formatting_structure.boxes import Box, LineBox, TextBox
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream
from weasyprint.text.line_break import create_layout, line_size

from backend.certificates.printing.pdf import written

# What names, places and sentences are written with; ligatures are glyphs of their own.
LETTERS: Final = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,;:!?()[]/&+-–—'\"’‘“”%°"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    " fi fl ff ffi ffl"
)
MOST_REMEMBERED: Final = 500


class NotShared(Exception):
    """This text cannot be put upon the shared page; it needs a layout of its own."""


@dataclass(frozen=True)
class Shown:
    """What shows a text once its place is set, and how wide it gets, in CSS pixels."""

    operators: bytes
    width: float


class Hand:
    """Sets lines in the fonts of one laid-out page, with the glyphs that it embeds."""

    def __init__(self, fonts: dict[Any, Any]) -> None:
        self._fonts = fonts
        self._remembered: dict[tuple[int, str], Shown] = {}

    def learn(self, style: Any) -> None:
        """Add the glyphs of all usual letters to the fonts, before they are embedded."""
        self._set(LETTERS, style)

    def shown(self, text: str, style: Any) -> Shown:
        """Raises NotShared where a glyph is not embedded or the text does not stay on a line."""
        key = (id(style), text)
        if key not in self._remembered:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = self._known(text, style)
        return self._remembered[key]

    def _known(self, text: str, style: Any) -> Shown:
        fonts = {key: len(font.to_unicode) for key, font in self._fonts.items()}
        try:
            shown = self._set(text, style)
        finally:
            is_known = fonts == {key: len(font.to_unicode) for key, font in self._fonts.items()}
            self._forget(fonts)
        if not is_known or shown is None:
            raise NotShared
        return shown

    def _set(self, text: str, style: Any) -> Shown | None:
        layout = create_layout(text, style, None, None, 0)
        line, rest = layout.get_first_line()
        width, _ = line_size(line, style)
        stream = Stream(self._fonts, None, {"ExtGState": {}}, {}, None, {}, None)
        box = SimpleNamespace(text=layout.text, style=style, pango_layout=layout)
        emojis = draw_first_line(stream, box, "clip", "none", Matrix(d=-1))
        layout.deactivate()
        if rest is not None or emojis or not stream.stream:
            return None
        return Shown(b"\n".join(map(written, stream.stream[1:])), width)

    def _forget(self, fonts: dict[Any, int]) -> None:
        """Glyphs that are not embedded must not count as known the next time."""
        for key in [key for key in self._fonts if key not in fonts]:
            del self._fonts[key]
        for key, count in fonts.items():
            while len(self._fonts[key].to_unicode) > count:
                self._fonts[key].to_unicode.popitem()


@dataclass(frozen=True)
class Piece:
    """A run of text in one style: the operators first..last of the page show it."""

    style: Any
    y: float
    first: int
    last: int


@dataclass(frozen=True)
class Slot:
    """One line of a page where each person has an own text."""

    left: float
    room: float
    is_centred: bool
    pieces: tuple[Piece, ...]

    def filled(self, texts: Sequence[str], hand: Hand) -> list[tuple[Piece, bytes]]:
        """What to write instead of each piece. Raises NotShared."""
        if len(texts) != len(self.pieces):
            raise NotShared
        shown = [
            hand.shown(text, piece.style) for text, piece in zip(texts, self.pieces, strict=True)
        ]
        width = sum(each.width for each in shown)
        if width > self.room:
            raise NotShared
        x = self.left + ((self.room - width) / 2 if self.is_centred else 0)
        changes = []
        for piece, each in zip(self.pieces, shown, strict=True):
            changes.append((piece, place(x, piece.y) + b"\n" + each.operators))
            x += each.width
        return changes


def place(x: float, y: float) -> bytes:
    """The operator that says where text begins, in WeasyPrint's spelling."""
    stream = Stream(None, None, None, None, None, None, None)
    stream.set_text_matrix(*Matrix(d=-1, e=x, f=y).values)
    operator: bytes = stream.stream[0]
    return operator


def slots_of(page: Box, operators: Sequence[Any]) -> dict[str, Slot]:
    """The lines of a page that its template names by `data-slot`. Raises NotShared."""
    slots = {}
    for block in page.descendants(placeholders=True):
        name = block.element.get("data-slot") if block.element is not None else None
        if name is None or name in slots or isinstance(block, TextBox | LineBox):
            continue
        lines = [child for child in block.children if isinstance(child, LineBox)]
        texts = [box for line in lines for box in line.descendants() if isinstance(box, TextBox)]
        if len(lines) != 1 and texts:
            raise NotShared
        slots[name] = Slot(
            left=block.content_box_x(),
            room=block.width,
            is_centred=block.style["text_align_all"] == "center",
            pieces=tuple(_piece(box, operators) for box in texts),
        )
    return slots


def _piece(box: TextBox, operators: Sequence[Any]) -> Piece:
    y = box.position_y + box.baseline
    first = operators.index(place(box.position_x, y))
    return Piece(box.style, y, first, operators.index(b"ET", first) - 1)
