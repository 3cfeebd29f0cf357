"""A published ranking as an Excel workbook: totals, ranking, organisations, key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

# Text that a spreadsheet would take for a formula is marked as text in its cell.
DANGEROUS_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00")
A4 = 9


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is text, whole, tenths, seconds, share or minute."""

    heading: str
    width: float
    kind: str = "text"
    tells_points: bool = False


RANKING = (
    Column("Hạng", 8, "whole"),
    Column("Họ và tên", 28),
    Column("Đơn vị", 40),
    Column("Điểm", 8, "whole", tells_points=True),
    Column("Dự đoán", 12, "whole"),
    Column("Chênh lệch", 12, "whole"),
    Column("Thời gian làm bài (giây)", 14, "seconds"),
    Column("Số lượt thi", 10, "whole"),
    Column("Nộp lúc (đến phút)", 18, "minute"),
)
UNITS = (
    Column("TT", 6, "whole"),
    Column("Đơn vị", 48),
    Column("Người dự thi", 14, "whole"),
    Column("Lượt thi", 12, "whole"),
    Column("Quân số", 12, "whole"),
    Column("Tỉ lệ", 10, "share"),
    Column("Điểm trung bình", 14, "tenths", tells_points=True),
)
KEY = (
    Column("Câu", 6, "whole"),
    Column("Nội dung", 70),
    Column("Đáp án", 50),
    Column("Giải thích", 70),
    Column("Nguồn", 40),
    Column("Ghi chú", 26),
)
_FORMATS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "tenths": {"num_format": "#,##0.0", "valign": "top"},
    "seconds": {"num_format": "#,##0.000", "valign": "top"},
    "share": {"num_format": "0.0%", "valign": "top"},
    "minute": {"num_format": "dd/mm/yyyy hh:mm", "valign": "top"},
}

Row = Sequence[str | int | float | datetime | None]


@dataclass(frozen=True, slots=True)
class RankingBook:
    """What the sheets hold; datetimes are naive local times."""

    title: str
    facts: Sequence[tuple[str, str | int]]
    rows: Iterable[Row]
    units: Iterable[Row]
    key: Sequence[Row]
    shows_points: bool = True


def write_ranking_workbook(path: Path, book: RankingBook) -> None:
    """Sheets Tổng hợp, Xếp hạng, Đơn vị and, where it may be told, Đáp án; in constant memory.

    Without points their columns are left out, and rows have no cell for them.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        write_facts(workbook, "Tổng hợp", book.title, book.facts)
        write_table(workbook, "Xếp hạng", book.title, _columns(RANKING, book), book.rows)
        write_table(workbook, "Đơn vị", book.title, _columns(UNITS, book), book.units)
        if book.key:
            write_table(workbook, "Đáp án", book.title, KEY, book.key)
        workbook.worksheets()[1].activate()


def _columns(columns: Sequence[Column], book: RankingBook) -> list[Column]:
    return [one for one in columns if book.shows_points or not one.tells_points]


def write_facts(
    workbook: xlsxwriter.Workbook, name: str, title: str, facts: Sequence[tuple[str, str | int]]
) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 70)
    sheet.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
    styles = _styles(workbook)
    for line, (words, value) in enumerate(facts, start=2):
        sheet.write_string(line, 0, words)
        _write(sheet, line, 1, value, "whole" if isinstance(value, int) else "text", styles)
    _print_setup(sheet)


def write_table(
    workbook: xlsxwriter.Workbook,
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
) -> None:
    """A title, a head that stays in sight and is printed on every page, and the rows."""
    sheet = workbook.add_worksheet(name)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    sheet.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
    head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    sheet.write_row(2, 0, [column.heading for column in columns], head)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 0)
    _print_setup(sheet)
    styles = _styles(workbook)
    for line, row in enumerate(rows, start=3):
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            _write(sheet, line, place, value, column.kind, styles)


def _styles(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    styles = {kind: workbook.add_format(options) for kind, options in _FORMATS.items()}
    styles["quoted"] = workbook.add_format({**_FORMATS["text"], "quote_prefix": True})
    return styles


def _write(
    sheet: Worksheet, line: int, place: int, value: Any, kind: str, styles: dict[str, Format]
) -> None:
    if value is None:
        return
    if isinstance(value, str):
        is_dangerous = value.startswith(DANGEROUS_STARTS)
        sheet.write_string(line, place, value, styles["quoted" if is_dangerous else "text"])
    elif isinstance(value, datetime):
        sheet.write_datetime(line, place, value, styles[kind])
    else:
        sheet.write_number(line, place, value, styles[kind])


def _print_setup(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
