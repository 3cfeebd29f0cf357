"""Rows of cells, of whatever sheet or table, read as items.

A heading row is looked for by what people call their columns; without one the usual order is
taken: number, stem, options, the answer's letter.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from backend.common.text import search_key
from quizzes.formats.item_content import Note
from quizzes.formats.item_reading import ReadItem
from quizzes.formats.items.shaping import as_item
from quizzes.formats.items.written import LETTERS, Written

MOST_ITEMS: Final = 20_000
MOST_EMPTY_ROWS: Final = 1_000
MOST_COLUMNS: Final = 60
MOST_CELL_SIGNS: Final = 20_000
_HEADING_WITHIN: Final = 20

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("Mã câu", "mã", "mã câu hỏi", "id", "code", "question id"),
    "topic": ("Chủ đề", "chuyên đề", "lĩnh vực", "topic", "category", "chương", "bài"),
    "difficulty": ("Độ khó", "mức độ", "mức độ nhận thức", "difficulty", "level", "cấp độ"),
    "kind": ("Loại câu", "loại", "loại câu hỏi", "dạng", "dạng câu hỏi", "type", "question type"),
    "stem": (
        *("Câu hỏi", "nội dung câu hỏi", "nội dung", "question", "question text", "đề bài"),
        *("câu dẫn", "stem", "question stem", "questions"),
    ),
    "answer": (
        *("Đáp án", "đáp án đúng", "đáp án chính xác", "trả lời đúng", "key", "answer", "correct"),
        *("correct answer", "correct option", "correct answers", "correct options", "câu đúng"),
        *("phương án đúng", "câu trả lời đúng", "correct answer s", "lựa chọn đúng", "kết quả"),
        *("answer key", "correct choice", "đ án", "da"),
    ),
    "explanation": ("Giải thích", "lời giải", "explanation", "feedback", "giải thích đáp án"),
    "document": ("Nguồn", "văn bản", "căn cứ", "tài liệu", "source", "trích dẫn", "nguồn tài liệu"),
    "publisher": ("Nơi ban hành", "cơ quan ban hành", "publisher"),
    "article": ("Điều khoản", "điều", "trang", "vị trí", "article"),
    "link": ("Đường dẫn", "liên kết", "link", "url"),
    "checked_on": ("Ngày kiểm tra", "ngày rà soát"),
    "effective_from": ("Hiệu lực từ", "ngày hiệu lực", "có hiệu lực từ"),
    "effective_to": ("Hiệu lực đến", "hết hiệu lực"),
    "unit": ("Đơn vị tính", "đơn vị", "unit"),
    "tolerance": ("Sai số", "tolerance"),
    "exact": ("So khớp", "phân biệt"),
    "limit": ("Số ký tự tối đa",),
    "audience": ("Đối tượng", "audience"),
    "tags": ("Thẻ", "từ khoá", "tags", "nhãn"),
    "competences": ("Năng lực", "competence", "competences"),
}
"""What columns mean; the first name of each is what we write ourselves."""

_MEANINGS = {search_key(name): field for field, names in HEADINGS.items() for name in names}
_OPTION = re.compile(
    r"(?:(?:phuong an|dap an|lua chon|pa|option|answer|choice|answer option|tra loi|cau tra loi)"
    r" ?)?(?P<letter>[a-j])|(?:phuong an|dap an|lua chon|pa|option|answer|choice|tra loi|answer"
    r" option|cau tra loi) ?(?P<number>10|[1-9])(?: text)?"
)
_COUNTERS = frozenset({"stt", "tt", "no", "so tt", "so thu tu", "question no", "thu tu"})
_DATES = ("checked_on", "effective_from", "effective_to")

Cell = str | float | bool | date | datetime | None
Columns = Mapping[int, str | int]
"""What each column holds: a field of HEADINGS, or which option it is."""


def read_table(
    rows: Iterable[Sequence[Any]], where: Callable[[int], str]
) -> tuple[list[ReadItem], list[Note]]:
    """The items of a sheet and remarks about it as a whole; `where(n)` names row n, from 1."""
    kept = _filled(rows)
    found = _headings(kept)
    columns, notes, below = found if found else (_guessed(kept), [], 0)
    if not columns:
        return [], notes
    is_ours = {"code", "kind", *_DATES} <= set(columns.values())
    items = []
    for number, row in kept:
        if number > below:
            written = _written(row, columns, where(number))
            written.literal = is_ours
            _see_stars(written)
            if written.stem or written.options or written.answer:
                items.append(as_item(written))
        if len(items) >= MOST_ITEMS:
            text = f"Chỉ đọc {MOST_ITEMS} câu đầu của bảng."
            notes.append(Note("warning", "", text))
            break
    return items, notes


def _filled(rows: Iterable[Sequence[Any]]) -> list[tuple[int, list[Cell]]]:
    """Rows that say something, with their numbers; a long empty tail ends the sheet."""
    kept: list[tuple[int, list[Cell]]] = []
    empty = 0
    for number, row in enumerate(rows, start=1):
        cells = [_cell(one) for one in row[:MOST_COLUMNS]]
        if any(cell not in ("", None) for cell in cells):
            kept.append((number, cells))
            empty = 0
        else:
            empty += 1
        if empty > MOST_EMPTY_ROWS or len(kept) > MOST_ITEMS + _HEADING_WITHIN:
            break
    return kept


def _cell(one: Any) -> Cell:
    if isinstance(one, str):
        return one[:MOST_CELL_SIGNS]
    if isinstance(one, datetime):
        return one.date()
    return one if isinstance(one, float | int | bool | date) else None


def _headings(
    kept: Sequence[tuple[int, list[Cell]]],
) -> tuple[Columns, list[Note], int] | None:
    """Columns, remarks about those that we leave out, and the heading row's number."""
    for number, row in kept[:_HEADING_WITHIN]:
        columns: dict[int, str | int] = {}
        unused = []
        for place, cell in enumerate(row):
            meaning = _meaning(cell)
            if meaning is None or meaning in columns.values():
                if isinstance(cell, str) and cell.strip() and search_key(cell) not in _COUNTERS:
                    unused.append(cell.strip())
            else:
                columns[place] = meaning
        if "stem" in columns.values() and len(columns) >= 2:
            notes = [Note("warning", "", f"Cột “{name[:40]}” không được nhập.") for name in unused]
            return columns, notes, number
    return None


def _meaning(cell: Cell) -> str | int | None:
    if not isinstance(cell, str) or len(cell) > 60:
        return None
    key = search_key(re.sub(r"\(.*?\)|\*", " ", cell))
    if key in _MEANINGS:
        return _MEANINGS[key]
    option = _OPTION.fullmatch(key)
    if option is None:
        return None
    if option["letter"]:
        return LETTERS.index(option["letter"].upper())
    return int(option["number"]) - 1


def _guessed(kept: Sequence[tuple[int, list[Cell]]]) -> Columns:
    """[number,] stem, options …, answer: as long as the last cell looks like an answer."""
    rows = [list(row) for _, row in kept[:_HEADING_WITHIN]]
    votes: dict[tuple[int, int], int] = {}
    for row in rows:
        while row and row[-1] in ("", None):
            row.pop()
        first = 1 if row and _is_counter(row[0]) else 0
        last = row[-1] if row else None
        is_answer = isinstance(last, str) and re.fullmatch(
            r"\s*[A-Ja-j](\s*[,;/]?\s*[A-Ja-j])*\s*", last
        )
        if is_answer and len(row) - first >= 4:
            votes[first, len(row)] = votes.get((first, len(row)), 0) + 1
    if not votes:
        return {}
    first, width = max(votes, key=lambda one: votes[one])
    options = {place: place - first - 1 for place in range(first + 1, width - 1)}
    return {first: "stem", **options, width - 1: "answer"}


def _is_counter(cell: Cell) -> bool:
    if isinstance(cell, float | int):
        return True
    return isinstance(cell, str) and bool(re.fullmatch(r"\s*(?:câu\s*)?\d+[.:]?\s*", cell.lower()))


def _written(row: Sequence[Cell], columns: Columns, where: str) -> Written:
    written = Written(where)
    last = max((meaning for meaning in columns.values() if isinstance(meaning, int)), default=-1)
    written.options = [""] * (last + 1)
    for place, meaning in columns.items():
        cell = row[place] if place < len(row) else None
        if cell in ("", None):
            continue
        if isinstance(meaning, int):
            text = _text(cell).strip()
            written.options[meaning] = text
        elif meaning in _DATES:
            written.dates[meaning] = cell if isinstance(cell, date) else _text(cell)
        elif meaning == "stem":
            written.stem = _text(cell)
        elif meaning == "answer":
            written.answer = _text(cell)
        else:
            written.texts[meaning] = _text(cell)
    return written


def _see_stars(written: Written) -> None:
    """Where there is no answer, options that begin with a star are the right ones."""
    starred = {place for place, text in enumerate(written.options) if text.startswith("*")}
    if starred and not written.answer and not written.literal:
        written.marked = starred
        written.options = [text.lstrip("* ") for text in written.options]


def _text(cell: Cell) -> str:
    """As it would be read aloud: 3.0 is "3", 2.5 is "2,5", TRUE is "Đúng"."""
    if isinstance(cell, bool):
        return "Đúng" if cell else "Sai"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.10g}".replace(".", ",")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return "" if cell is None else str(cell)
