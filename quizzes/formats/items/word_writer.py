"""Items as a Word document: to be read, printed, mended by hand and read in again."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from docx import Document
from docx.document import Document as DocumentType
from docx.shared import Cm, Pt

from quizzes.formats.item_content import ItemContent, Note
from quizzes.formats.item_reading import ExportItem
from quizzes.formats.items.vocabulary import DIFFICULTIES, KINDS
from quizzes.formats.items.written import ARROW, LETTERS, SEVERAL

_WRITTEN_ON: Final = datetime(2026, 1, 1, tzinfo=UTC)
_EXACT: Final = (("dấu", "exact_marks"), ("hoa", "exact_case"))


def write_word(items: Iterable[ExportItem]) -> tuple[bytes, list[Note]]:
    """The document, and what it could not hold: pictures and formatting are left out."""
    document = _blank()
    notes: list[Note] = []
    number = 0
    for item in items:
        if item.content.kind == "hotspot":
            notes.append(Note("error", item.code, "Câu chỉ vào hình không ghi được vào Word."))
            continue
        if item.content.markup.stem or any(item.content.markup.options) or item.pictures:
            notes.append(Note("warning", item.code, "Định dạng và hình không ghi vào Word."))
        number += 1
        _write(document, number, item)
    body = io.BytesIO()
    document.save(body)
    return body.getvalue(), notes


def _blank() -> DocumentType:
    document = Document()
    document.core_properties.created = document.core_properties.modified = _WRITTEN_ON
    document.core_properties.author = document.core_properties.title = ""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)  # type: ignore[attr-defined]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    return document


def _write(document: DocumentType, number: int, item: ExportItem) -> None:
    """One item: its stem in bold, its options, then what is known of it, line by line."""
    heading = document.add_paragraph()
    heading.paragraph_format.keep_with_next = True
    heading.add_run(f"Câu {number}: ").bold = True
    heading.add_run(item.content.stem)
    for letter, option in zip(LETTERS, _options(item.content), strict=False):
        document.add_paragraph(f"{letter}. {option}").paragraph_format.left_indent = Cm(0.7)
    for name, said in _facts(item):
        if said:
            line = document.add_paragraph()
            line.add_run(f"{name}: ").italic = True
            line.add_run(said)


def _options(content: ItemContent) -> list[str]:
    if content.kind == "matching":
        return [
            f"{option} {ARROW} {content.targets[target]}"
            for option, target in zip(content.options, content.key, strict=True)
        ]
    if content.kind == "ordering":
        return [content.options[place] for place in content.key]
    return list(content.options)


def _facts(item: ExportItem) -> list[tuple[str, str]]:
    content, source = item.content, item.content.source
    kinds = {code: name for name, code in KINDS.items()}
    levels = {code: name for name, code in DIFFICULTIES.items()}
    exact = [
        word for word, name in _EXACT if content.kind == "short_text" and content.key.get(name)
    ]
    return [
        ("Loại câu", kinds[content.kind]),
        ("Đáp án", _answer(content)),
        ("So khớp", ", ".join(exact)),
        ("Sai số", _tolerance(content)),
        ("Đơn vị tính", content.unit),
        ("Giải thích", content.explanation),
        ("Nguồn", source.document),
        ("Điều khoản", source.article),
        ("Đường dẫn", source.link),
        ("Chủ đề", item.topic),
        ("Mức độ", levels.get(item.difficulty, "")),
        ("Thẻ", ", ".join(item.tags)),
        ("Mã câu", item.code),
    ]


def _answer(content: ItemContent) -> str:
    if content.kind == "matching":
        spare = [text for place, text in enumerate(content.targets) if place not in content.key]
        return "\n".join(f"{ARROW} {text}" for text in spare)
    if content.kind == "ordering":
        return ""
    if content.kind == "number":
        return str(content.key["value"]).replace(".", ",")
    if content.kind == "short_text":
        return f" {SEVERAL} ".join(content.key["accepted"])
    if content.kind == "essay":
        return "\n".join(f"{line['criterion']}: {line['points']}" for line in content.key["rubric"])
    return ", ".join(LETTERS[place] for place in content.key)


def _tolerance(content: ItemContent) -> str:
    tolerance = content.key.get("tolerance", "0") if content.kind == "number" else "0"
    return "" if tolerance == "0" else str(tolerance).replace(".", ",")
