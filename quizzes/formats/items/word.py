"""Word documents (docx): paragraphs in the usual "Câu 1: … A. … Đáp án: B", or tables of items."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from quizzes.formats.item_content import Note
from quizzes.formats.item_reading import Reading, ReadItem
from quizzes.formats.items.encoding import decoded
from quizzes.formats.items.lines import Line, read_lines
from quizzes.formats.items.table import read_table

DOCX, TEXT = "docx", "text"
NO_ITEMS = (
    "Không thấy câu hỏi nào dạng “Câu 1: … A. … B. … Đáp án: B”, cũng không thấy bảng câu hỏi."
)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_BLACK: Final = RGBColor(0, 0, 0)
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_MATHS_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


def read_word(body: bytes, _name: str) -> Reading:
    """The items of a document, in its order."""
    try:
        document = Document(io.BytesIO(body))
        labels = _Labels(document)
        lines: list[Line] = []
        items: list[ReadItem] = []
        notes: list[Note] = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                found, remarks = _table(block, len(items))
                items += found
                notes += remarks if found else []
                lines += [] if found else _table_lines(block)
            else:
                lines += _lines(block, labels)
        items += read_lines(lines, _pictures(document))
        if any(True for _ in document.element.body.iter(_MATHS)):
            text = "Công thức toán chỉ giữ được phần chữ; hãy xem lại các câu có công thức."
            notes.append(Note("warning", "", text))
    except (PackageNotFoundError, LxmlError, zipfile.BadZipFile, KeyError, ValueError):
        return Reading(DOCX, problem="Tệp Word hỏng hoặc không phải .docx, không đọc được.")
    if not items:
        return Reading(DOCX, problem=NO_ITEMS)
    return Reading(DOCX, tuple(items), notes=tuple(notes))


def read_text(body: bytes, _name: str) -> Reading:
    """The same form in a plain text file."""
    text, notes = decoded(body)
    items = read_lines((Line(line) for line in text.splitlines()), {})
    if not items:
        return Reading(TEXT, problem=NO_ITEMS)
    return Reading(TEXT, tuple(items), notes=tuple(notes))


class _Labels:
    """What automatic numbering shows before a paragraph: "Câu 3." or "B."."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, str], tuple[str, str]] = {}
        self._counts: dict[tuple[str, str], int] = {}
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        kinds = {
            one.get(f"{_W}abstractNumId"): one for one in numbering.findall(f"{_W}abstractNum")
        }
        for number in numbering.findall(f"{_W}num"):
            reference = number.find(f"{_W}abstractNumId")
            kind = kinds.get(reference.get(f"{_W}val")) if reference is not None else None
            for level in kind.findall(f"{_W}lvl") if kind is not None else ():
                place = (number.get(f"{_W}numId"), level.get(f"{_W}ilvl"))
                self._levels[place] = (_said(level, "numFmt"), _said(level, "lvlText"))

    def of(self, paragraph: Paragraph) -> str:
        """The label; deeper levels begin anew after a higher one."""
        style: Any = paragraph._p.pPr
        properties = style.numPr if style is not None else None
        if properties is None or properties.numId is None:
            return ""
        level = str(properties.ilvl.val if properties.ilvl is not None else 0)
        place = (str(properties.numId.val), level)
        form, text = self._levels.get(place, ("", ""))
        self._counts[place] = count = self._counts.get(place, 0) + 1
        self._begin_anew(place, form)
        if form == "upperLetter" or form == "lowerLetter":
            return f"{'ABCDEFGHIJ'[(count - 1) % 10]}. "
        if form == "decimal":
            before = text.split("%")[0].strip()
            return f"{before} {count}. " if before else f"{count}. "
        return ""

    def _begin_anew(self, place: tuple[str, str], form: str) -> None:
        """Options are lettered from A again under the next question, in whatever list they are."""
        for other in list(self._counts):
            deeper = other[0] == place[0] and int(other[1]) > int(place[1])
            letters = self._levels.get(other, ("", ""))[0] in {"upperLetter", "lowerLetter"}
            if deeper or (form == "decimal" and letters):
                self._counts[other] = 0


def _said(level: Any, name: str) -> str:
    element = level.find(f"{_W}{name}")
    return str(element.get(f"{_W}val") or "") if element is not None else ""


def _lines(paragraph: Paragraph, labels: _Labels) -> Iterator[Line]:
    """A paragraph's text as it stands after tracked changes, and whether it stands out."""
    text = labels.of(paragraph) + "".join(_texts(paragraph._p))
    runs = [run for run in paragraph.runs if run.text.strip()]
    stands_out = bool(runs) and all(
        run.bold
        or run.underline
        or run.font.highlight_color
        or (run.font.color is not None and run.font.color.rgb not in (None, _BLACK))
        for run in runs[-1:]
    )
    pictures = [blip.get(_EMBED) or "" for blip in paragraph._p.iter(_BLIP)]
    first, *others = text.split("\n")
    yield Line(first, stands_out, [name for name in pictures if name])
    yield from (Line(other, stands_out) for other in others)


def _texts(element: Any) -> Iterator[str]:
    for node in element.iter():
        if node.tag in {f"{_W}t", _MATHS_TEXT}:
            if not any(above.tag == f"{_W}del" for above in node.iterancestors()):
                yield node.text or ""
        elif node.tag in {f"{_W}tab", f"{_W}br"} and node.getparent().tag == f"{_W}r":
            yield "\n" if node.tag == f"{_W}br" else "\t"


def _table(table: Table, before: int) -> tuple[list[ReadItem], list[Note]]:
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    return read_table(rows, lambda number: f"Bảng sau câu {before}, dòng {number}")


def _table_lines(table: Table) -> Iterator[Line]:
    """A table that holds no items: options side by side, or the key at the end."""
    rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
    if len(rows) == 2 and all(cell.isdecimal() for cell in rows[0][1:]):
        pairs = zip(rows[0][1:], rows[1][1:], strict=False)
        yield Line("Đáp án:")
        yield Line(" ".join(f"{number}.{answer}" for number, answer in pairs))
        return
    for row in rows:
        for cell in dict.fromkeys(row):
            yield from (Line(line) for line in cell.split("\n"))


def _pictures(document: Any) -> dict[str, bytes]:
    return {
        name: relation.target_part.blob
        for name, relation in document.part.rels.items()
        if "image" in relation.reltype and not relation.is_external
    }
