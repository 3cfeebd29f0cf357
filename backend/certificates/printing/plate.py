"""The printing plate: a page laid out once, and for each person only the personal part set.

Importing this module needs the system's Pango: ask `certificates_available` first.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pydyf
import segno
from weasyprint import DEFAULT_OPTIONS, Attachment
from weasyprint.pdf import generate_pdf

from backend.certificates.printing.lines import Hand, NotShared, Slot, slots_of
from backend.certificates.printing.pdf import Form, Seal, compressed, date, written

Texts = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Personal:
    """What one file has of its own. `texts`: the pieces of each line, by the line's slot."""

    texts: Texts
    code: str
    url: str
    symbol: segno.QRCode
    title: str
    author: str
    subject: str
    issued_at: datetime
    attached: bytes | None = None


class Plate:
    """One page, as it was laid out for the first person who needed it.

    `is_shared` tells whether it can be used for others: every personal line stands on a line of
    its own, in the page's own fonts, and setting the first person's lines anew gave what
    WeasyPrint itself had written.
    """

    def __init__(
        self,
        document: Any,
        first: Personal,
        *,
        attachment: str,
        is_sealed: bool,
        for_all: bool = True,
    ) -> None:
        """The plate of a document of one page; unless `for_all`, of `first` alone."""
        self._hand = Hand(document.fonts)
        if for_all:
            self._learn(document)
        options = {
            **DEFAULT_OPTIONS,
            "pdf_tags": True,
            "attachments": [Attachment(string=b"-", name=attachment, relationship="Data")]
            if first.attached is not None
            else None,
        }
        self._pdf = generate_pdf(document, None, 1, **options)
        page = self._object("Type", "/Page")
        self._contents = int(page["Contents"].split()[0])
        self._operators = list(self._pdf.objects[self._contents].stream)
        self._links = [each.number for each in self._objects("Subtype", "/Link")]
        self.is_shared = for_all and self._has_slots(document, first)
        self._number(page, is_sealed=is_sealed)

    def _learn(self, document: Any) -> None:
        """Glyphs for everybody's letters, where a line has a font of its own."""
        styles = {
            id(box.style): box.style
            for box in document.pages[0]._page_box.descendants(placeholders=True)
            if type(box).__name__ == "TextBox"
        }
        for style in styles.values():
            self._hand.learn(style)

    def _has_slots(self, document: Any, first: Personal) -> bool:
        self._slots: dict[str, Slot] = {}
        try:
            self._slots = slots_of(document.pages[0]._page_box, self._operators)
            self._symbol = _symbol_in(self._operators, first.symbol)
            return self._written(first) == self._as_laid_out()
        except (NotShared, ValueError):
            return False

    def _number(self, page: pydyf.Dictionary, *, is_sealed: bool) -> None:
        """Objects of each file's own: page, links, data, what it is called, and its signature."""
        info = self._added(pydyf.Dictionary())
        self._info = info.number
        attached = [each.number for each in self._pdf.objects if _is_attachment(each)]
        self._attached = attached[0] if attached else None
        self._signature = None
        if is_sealed:
            signature = self._added(pydyf.Dictionary())
            self._signature = signature.number
            field = self._added(_field(page, signature))
            page["Annots"] = pydyf.Array([*page.get("Annots", ()), field.reference])
            self._pdf.catalog["AcroForm"] = pydyf.Dictionary(
                {"Fields": pydyf.Array([field.reference]), "SigFlags": 3}
            )
        own = (self._contents, *self._links, self._attached, self._info, self._signature)
        numbers = [number for number in own if number is not None]
        self._link_objects = {number: self._pdf.objects[number] for number in self._links}
        self._form = Form(self._pdf.objects, numbers, self._pdf.catalog.number)
        del self._pdf

    def _added(self, each: pydyf.Object) -> pydyf.Object:
        self._pdf.add_object(each)
        return each

    def file(
        self, personal: Personal, seal: Seal | None = None, *, is_first: bool = False
    ) -> bytes:
        """The PDF for one person. Raises NotShared where the page must be laid out for them."""
        content = self._as_laid_out() if is_first else self._written(personal)
        own = {self._contents: compressed(content), self._info: _info(personal).data}
        for number, link in self._link_objects.items():
            own[number] = _link(link, personal.url).data
        if self._attached is not None and personal.attached is not None:
            own[self._attached] = _attachment(personal.attached, personal.issued_at)
        return self._form.file(
            own,
            info=self._info,
            identity=personal.code.encode(),
            signature=self._signature,
            seal=seal,
        )

    def _as_laid_out(self) -> bytes:
        return b"\n".join(map(written, self._operators))

    def _written(self, personal: Personal) -> bytes:
        """The operators of the page, with this person's lines and symbol."""
        changes = [(*self._symbol, _symbol_path(personal.symbol))]
        for name, slot in self._slots.items():
            for piece, operators in slot.filled(personal.texts.get(name, ()), self._hand):
                changes.append((piece.first, piece.last, operators))
        parts: list[bytes] = []
        position = 0
        for first, last, operators in sorted(changes):
            parts.extend(map(written, self._operators[position:first]))
            parts.append(operators)
            position = last + 1
        parts.extend(map(written, self._operators[position:]))
        return b"\n".join(parts)

    def _object(self, key: str, value: str) -> Any:
        return self._objects(key, value)[0]

    def _objects(self, key: str, value: str) -> list[Any]:
        found = self._pdf.objects
        return [each for each in found if isinstance(each, dict) and each.get(key) == value]


def _symbol_in(operators: Sequence[Any], symbol: segno.QRCode) -> tuple[int, int]:
    """First and last operator of the symbol's path, the last thing that is filled and stroked.

    Raises ValueError where there is none.
    """
    end = len(operators) - 1 - operators[::-1].index(b"B")
    return end - len(_symbol_path(symbol).split(b"\n")), end - 1


def _symbol_path(symbol: segno.QRCode) -> bytes:
    """Each run of dark modules as a line through their middle, as segno writes it in SVG."""
    parts = []
    for y, row in enumerate(symbol.matrix):
        line, x = bytes(row), 0
        for run in line.split(b"\0"):
            if run:
                parts.append(b"%d %d.5 m\n%d %d.5 l" % (x, y, x + len(run), y))
            x += len(run) + 1
    return b"\n".join(parts)


def _info(personal: Personal) -> pydyf.Dictionary:
    said = {"Producer": "WeasyPrint", "Title": personal.title, "Author": personal.author}
    said["Subject"] = personal.subject
    info = {name: pydyf.String(text) for name, text in said.items() if text}
    return pydyf.Dictionary({**info, "CreationDate": date(personal.issued_at)})


def _link(link: pydyf.Dictionary, url: str) -> pydyf.Dictionary:
    address = pydyf.String(url)
    action = pydyf.Dictionary({**link["A"], "URI": address})
    return pydyf.Dictionary({**link, "Contents": address, "A": action})


def _is_attachment(each: pydyf.Object) -> bool:
    return isinstance(each, pydyf.Stream) and each.extra.get("Type") == "/EmbeddedFile"


def _attachment(content: bytes, at: datetime) -> bytes:
    check = hashlib.md5(content, usedforsecurity=False).hexdigest()
    told = {"CheckSum": f"<{check}>", "Size": len(content), "ModDate": date(at)}
    kind = {"Type": "/EmbeddedFile", "Subtype": "/application#2fjson"}
    return compressed(content, {**kind, "Params": pydyf.Dictionary(told)})


def _field(page: pydyf.Dictionary, signature: pydyf.Object) -> pydyf.Dictionary:
    """The field of a signature that shows nothing on the page."""
    return pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String("chu-ky"),
            "V": signature.reference,
            "P": page.reference,
            "Rect": pydyf.Array([0, 0, 0, 0]),
            "F": 132,
        }
    )
