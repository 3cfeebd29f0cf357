"""A Word document (docx) as a lesson: headings, paragraphs, lists, tables, links, pictures.

Footnotes become sources. Whatever a lesson cannot hold is named, never dropped in silence.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from backend.common.markup import harmless
from backend.common.text import nfc
from courses.formats.course_document import LESSON, MODULE, SOURCE
from quizzes.formats.items.xml_tree import Unreadable

BROKEN: Final = "Tệp Word hỏng hoặc không phải .docx, không đọc được."
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DROPPED: Final = {
    f"{_W}txbxContent": "hộp chữ",
    f"{_W}commentReference": "nhận xét",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": "công thức",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "biểu đồ",
    f"{_W}object": "đối tượng nhúng",
    f"{_W}del": "đoạn đã xóa khi theo dõi thay đổi",
    f"{_W}endnoteReference": "chú thích cuối tài liệu",
}
_FOOTNOTES: Final = "/footnotes"
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


@dataclass(slots=True)
class WordLesson:
    """What a document says. A picture's `src` is "picture:<name>"; `pictures` has its bytes."""

    title: str = ""
    parts: list[dict[str, Any]] = field(default_factory=list)
    sources: list[dict[str, str]] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_word(body: bytes, *, is_divided: bool = False) -> WordLesson:
    """The document as parts in its order; raises Unreadable.

    `is_divided`: with the marks of `course_document.py` for modules, lessons and their sources.
    """
    try:
        document = Document(io.BytesIO(body))
        reader = _Reader(document, is_divided=is_divided)
        for block in document.iter_inner_content():
            reader.take(block)
        reader.close()
        return reader.told()
    except (PackageNotFoundError, etree.LxmlError, zipfile.BadZipFile) as error:
        raise Unreadable(BROKEN) from error
    except (KeyError, ValueError, AttributeError) as error:
        raise Unreadable(BROKEN) from error


class _Reader:
    def __init__(self, document: Any, *, is_divided: bool) -> None:
        self._document = document
        self._is_divided = is_divided
        self._footnotes = _footnotes(document)
        self._lesson = WordLesson()
        self._html: list[str] = []
        self._entries: list[str] = []
        self._list = ""
        self._bad_links = 0
        self._ordered = _ordered_lists(document)

    def take(self, block: Paragraph | Table) -> None:
        self._block(block)
        if self._is_divided:
            self._sources(block)

    def _block(self, block: Paragraph | Table) -> None:
        if isinstance(block, Table):
            self._end_list()
            self._html.append(_table(block))
            return
        words, level = self._words(block).strip(), _level(block)
        if self._is_divided and _is_title(block):  # names the document, not a module
            return
        kind = self._list_kind(block)
        if kind and words and not level:
            if kind != self._list:
                self._end_list()
            self._list = kind
            self._entries.append(words)
        else:
            self._end_list()
            self._paragraph(words, level)
        self._pictures(block)

    def close(self) -> None:
        self._end_list()
        self._end_text()

    def told(self) -> WordLesson:
        lesson = self._lesson
        body = self._document.element.body
        for tag, name in _DROPPED.items():
            count = sum(1 for _ in body.iter(tag))
            if count:
                lesson.notes.append(f"Không giữ được: {name} ({count}).")
        if self._bad_links:
            text = f"{self._bad_links} liên kết không bắt đầu bằng https:// chỉ giữ phần chữ."
            lesson.notes.append(text)
        if not self._is_divided:
            lesson.sources = [{"title": one} for one in [*self._footnotes.values()][:40]]
        return lesson

    def _paragraph(self, words: str, level: int) -> None:
        if not words:
            return
        if self._is_divided and level in (1, 2):
            self._mark(MODULE if level == 1 else LESSON, words)
            return
        level -= self._is_divided and level > 0
        if level == 1 and not self._lesson.title and not self._html and not self._lesson.parts:
            self._lesson.title = " ".join(_plain(words).split())[:200]
        elif level in (1, 2):
            self._end_text()
            self._html.append(f"<h2>{words}</h2>")
        elif level:
            self._html.append(f"<h3>{words}</h3>")
        else:
            self._html.append(f"<p>{words}</p>")

    def _mark(self, kind: str, words: str) -> None:
        self._end_text()
        title = " ".join(_plain(words).split())[:200]
        self._lesson.parts.append({"kind": kind, "title": nfc(title)})

    def _sources(self, block: Paragraph | Table) -> None:
        element: Any = block._element
        for one in element.iter(f"{_W}footnoteReference"):
            if words := self._footnotes.get(str(one.get(f"{_W}id"))):
                self._lesson.parts.append({"kind": SOURCE, "title": words})

    def _words(self, paragraph: Paragraph) -> str:
        return "".join(self._spans(paragraph))

    def _spans(self, paragraph: Paragraph) -> Iterator[str]:
        for one in paragraph.iter_inner_content():
            if isinstance(one, Hyperlink):
                words = "".join(_run(run) for run in one.runs)
                if one.url.startswith("https://"):
                    yield f'<a href="{escape(one.url)}">{words}</a>'
                else:
                    self._bad_links += bool(one.url)
                    yield words
            else:
                yield _run(one)

    def _list_kind(self, paragraph: Paragraph) -> str:
        name = (paragraph.style.name or "") if paragraph.style is not None else ""
        properties: Any = paragraph._p.pPr
        numbered = properties.numPr if properties is not None else None
        if name.startswith("List Number"):
            return "ol"
        if name.startswith("List Bullet"):
            return "ul"
        if numbered is None or numbered.numId is None:
            return ""
        return "ol" if str(numbered.numId.val) in self._ordered else "ul"

    def _end_list(self) -> None:
        if self._entries:
            entries = "".join(f"<li>{one}</li>" for one in self._entries)
            self._html.append(f"<{self._list}>{entries}</{self._list}>")
        self._entries, self._list = [], ""

    def _end_text(self) -> None:
        markup = harmless(nfc("\n".join(self._html)))
        if markup.strip():
            self._lesson.parts.append({"kind": "text", "markup": markup})
        self._html = []

    def _pictures(self, paragraph: Paragraph) -> None:
        for drawing in paragraph._p.iter(f"{_W}drawing"):
            for blip in drawing.iter(f"{_A}blip"):
                self._picture(drawing, blip.get(f"{_R}embed") or "")

    def _picture(self, drawing: Any, name: str) -> None:
        relation = self._document.part.rels.get(name)
        number = len(self._lesson.pictures) + 1
        if relation is None or relation.is_external or "image" not in relation.reltype:
            self._lesson.notes.append(f"Hình {number} nằm ngoài tài liệu nên không lấy được.")
            return
        self._end_list()
        self._end_text()
        told = next(drawing.iter(f"{_DRAWING}docPr"), None)
        alt = " ".join((told.get("descr") or "").split())[:500] if told is not None else ""
        if not alt:
            self._lesson.notes.append(f"Hình {number} chưa có lời mô tả, cần viết thêm.")
        self._lesson.pictures[name] = relation.target_part.blob
        self._lesson.parts.append({"kind": "picture", "src": f"picture:{name}", "alt": nfc(alt)})


def _run(run: Run) -> str:
    words = escape(run.text, quote=False).replace("\n", "<br>").replace("\t", " ")
    if not words.strip():
        return words
    if run.bold:
        words = f"<strong>{words}</strong>"
    return f"<em>{words}</em>" if run.italic else words


def _level(paragraph: Paragraph) -> int:
    """1 for a title or a heading of the first level; 0 for what is no heading."""
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    if name == "Title":
        return 1
    last = name.rpartition(" ")[2]
    return int(last) if name.startswith("Heading ") and last.isdecimal() else 0


def _is_title(paragraph: Paragraph) -> bool:
    return paragraph.style is not None and paragraph.style.name == "Title"


def _table(table: Table) -> str:
    """Cells as plain words; the first row is the head."""
    rows = []
    for number, row in enumerate(table.rows):
        tag = "th" if number == 0 else "td"
        cells = (escape(" ".join(cell.text.split()), quote=False) for cell in row.cells)
        rows.append("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>")
    if not rows:
        return ""
    head, *others = rows
    return f"<table><thead>{head}</thead><tbody>{''.join(others)}</tbody></table>"


def _ordered_lists(document: Any) -> set[str]:
    """The numbers of lists that count."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return set()
    ordered = set()
    for kind in numbering.findall(f"{_W}abstractNum"):
        form = kind.find(f"{_W}lvl/{_W}numFmt")
        if form is not None and form.get(f"{_W}val") not in ("bullet", "none"):
            ordered.add(kind.get(f"{_W}abstractNumId"))
    return {
        str(one.get(f"{_W}numId"))
        for one in numbering.findall(f"{_W}num")
        if (kind := one.find(f"{_W}abstractNumId")) is not None and kind.get(f"{_W}val") in ordered
    }


def _footnotes(document: Any) -> dict[str, str]:
    """What the footnotes say by their number, in their order."""
    parts = [
        relation.target_part.blob
        for relation in document.part.rels.values()
        if relation.reltype.endswith(_FOOTNOTES) and not relation.is_external
    ]
    told = {}
    for part in parts:
        for note in etree.fromstring(part, _PARSER).iter(f"{_W}footnote"):
            words = " ".join("".join(one.text or "" for one in note.iter(f"{_W}t")).split())
            if words:
                told[str(note.get(f"{_W}id"))] = nfc(words)[:400]
    return told


def _plain(words: str) -> str:
    return "".join(etree.fromstring(f"<p>{words}</p>", etree.HTMLParser()).itertext())
