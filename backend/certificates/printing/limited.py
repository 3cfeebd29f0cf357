"""Tries a stranger's layout with little memory and time: `python -m … < JSON > JSON`.

What comes in is the layout, its pictures and the people to try it with; what goes out is the first
fault, or how the paper lies.
"""

import base64
import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from backend.certificates.formats.own_layout import LayoutFault, check_layout
from backend.certificates.printing.own_page import STYLE, own_html
from backend.certificates.rules.own_page import OwnPage
from backend.common.confined import ProcessFailed, ask, confine

MODULE: Final = "backend.certificates.printing.limited"
MEMORY_BYTES: Final = 1024 * 1024 * 1024
CPU_SECONDS: Final = 15
SECONDS: Final = 60
# A hundred thousand files like it must have room on a disk.
MOST_BYTES: Final = 300 * 1024
PX_PER_MM: Final = 96 / 25.4
A4_MM: Final = (210, 297)
LEAST_QR_MM: Final = 18
SCALE: Final = 3.0
DARK, LIGHT = 110, 170


@dataclass(frozen=True)
class Person:
    """Somebody to try a layout with: `values` for its fields, and what must be read on paper."""

    values: Mapping[str, str]
    name: str
    code: str
    symbol: Sequence[str]


def try_layout(
    layout: OwnPage, pictures: Mapping[str, bytes], people: Sequence[Person], *, seconds: int
) -> str:
    """The orientation of the paper; raises LayoutFault. `pictures`: PNG files by their digest."""
    asked = {
        "layout": asdict(layout),
        "pictures": {name: base64.b64encode(body).decode() for name, body in pictures.items()},
        "people": [asdict(person) for person in people],
    }
    try:
        told = json.loads(ask(MODULE, json.dumps(asked).encode(), seconds=seconds))
    except (ProcessFailed, ValueError) as error:
        raise LayoutFault("too_hard") from error
    if "fault" in told:
        raise LayoutFault(told["fault"], told["about"])
    return str(told["orientation"])


def tried(asked: Mapping[str, Any], press: Any) -> str:
    layout = OwnPage(**asked["layout"])
    check_layout(layout)
    images = {f"{name}.png": base64.b64decode(body) for name, body in asked["pictures"].items()}
    found = ""
    for each in asked["people"]:
        person = Person(**each)
        document = press.laid_out(own_html(layout, person.values), images)
        found = _orientation(document.pages)
        pdf = document.write_pdf(pdf_tags=True)
        if len(pdf) > MOST_BYTES:
            raise LayoutFault("too_large", f"{len(pdf) // 1024} KB")
        _check_paper(pdf, _qr_box(document.pages[0]), person)
    return found


def _orientation(pages: Sequence[Any]) -> str:
    if len(pages) != 1:
        raise LayoutFault("pages", str(len(pages)))
    size = (round(pages[0].width / PX_PER_MM), round(pages[0].height / PX_PER_MM))
    if tuple(sorted(size)) != A4_MM:
        raise LayoutFault("paper", f"{size[0]} × {size[1]} mm")
    return "portrait" if size == A4_MM else "landscape"


def _qr_box(page: Any) -> tuple[float, float, float, float]:
    """Where the code stands, in CSS pixels: left, top, width, height."""
    for box in page._page_box.descendants(placeholders=True):
        if box.element is not None and box.element.get("class") == "qr" and box.width != "auto":
            left, top = box.content_box_x(), box.content_box_y()
            return left, top, box.width, box.height
    raise LayoutFault("qr")


def _check_paper(pdf: bytes, qr: tuple[float, float, float, float], person: Person) -> None:
    """What is seen on the paper: the text of the page, and the code module by module."""
    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        page = document[0]
        text = _letters(page.get_textpage().get_text_bounded())
        picture = page.render(scale=SCALE).to_pil().convert("L")
    finally:
        document.close()
    for field, needed in (("họ tên", person.name), ("mã", person.code)):
        if _letters(needed) not in text:
            raise LayoutFault("unseen", field)
    if not _is_read(picture, qr, person.symbol):
        raise LayoutFault("qr")


def _letters(text: str) -> str:
    """Without spaces and signs: a hyphen at the end of a line is none to who reads the file."""
    return "".join(one for one in text if one.isalnum())


def _is_read(picture: Any, box: tuple[float, float, float, float], symbol: Sequence[str]) -> bool:
    """Whether each module of the code, at its middle, is as dark or light as it must be.

    Around the code one module's width must be light: the quiet zone by which it is found.
    """
    left, top, width, height = (side * 72 / 96 * SCALE for side in box)
    if min(box[2], box[3]) < LEAST_QR_MM * PX_PER_MM - 1 or abs(width - height) > 1:
        return False
    quiet = "0" * (len(symbol) + 2)
    rows = [quiet, *(f"0{row}0" for row in symbol), quiet]
    step = width / len(symbol)
    for y, row in enumerate(rows):
        for x, module in enumerate(row):
            at = (int(left + (x - 0.5) * step), int(top + (y - 0.5) * step))
            if not (0 <= at[0] < picture.width and 0 <= at[1] < picture.height):
                return False
            seen = picture.getpixel(at)
            if seen > DARK if module == "1" else seen < LIGHT:
                return False
    return True


def main() -> int:
    from backend.certificates.printing.press import press  # imports WeasyPrint and Pango

    # our fonts are unpacked before nothing may be written any more
    ready = press(STYLE)
    confine(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    try:
        told = {"orientation": tried(json.loads(sys.stdin.buffer.read()), ready)}
    except LayoutFault as fault:
        told = {"fault": fault.code, "about": fault.about}
    except (MemoryError, RecursionError):
        told = {"fault": "too_hard", "about": ""}
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
