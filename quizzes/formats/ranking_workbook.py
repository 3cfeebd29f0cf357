"""A published ranking as an Excel workbook that a province can print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

# Text that a spreadsheet would take for a formula is marked as text in its cell.
DANGEROUS_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00")
HEADINGS = (
    "Hạng",
    "Họ và tên",
    "Đơn vị",
    "Điểm",
    "Dự đoán",
    "Chênh lệch",
    "Thời gian làm bài (giây)",
    "Nộp lúc",
)
WIDTHS = (8, 28, 40, 8, 12, 12, 14, 20)


Row = tuple[int, str, str, int, int | None, int | None, float, datetime]


def write_ranking_workbook(
    path: Path, title: str, facts: Sequence[tuple[str, object]], rows: Iterable[Row]
) -> None:
    """Write `rows` (rank, name, organisation, points, prediction, distance, seconds, hand-in).

    Datetimes are naive local times. Rows are written as they come, in constant memory.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        sheet = workbook.add_worksheet("Kết quả")
        first = _write_heading(workbook, sheet, title, facts)
        styles = Styles(
            plain=workbook.add_format(),
            quoted=workbook.add_format({"quote_prefix": True}),
            seconds=workbook.add_format({"num_format": "#,##0.0"}),
            moment=workbook.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"}),
        )
        for line, row in enumerate(rows, start=first):
            _write_row(sheet, line, row, styles)


@dataclass(frozen=True, slots=True)
class Styles:
    plain: Format
    quoted: Format
    seconds: Format
    moment: Format


def _write_heading(
    workbook: xlsxwriter.Workbook,
    sheet: Worksheet,
    title: str,
    facts: Sequence[tuple[str, object]],
) -> int:
    """Title, facts and column names, repeated on every printed page; the first free line."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
    for line, (name, value) in enumerate(facts, start=1):
        sheet.write_string(line, 0, name)
        sheet.write(line, 2, value)
    head = len(facts) + 2
    style = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    sheet.write_row(head, 0, HEADINGS, style)
    sheet.repeat_rows(head)
    sheet.freeze_panes(head + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return head + 1


def _write_row(sheet: Worksheet, line: int, row: Row, styles: Styles) -> None:
    rank, name, organisation, points, prediction, distance, used, handed_in = row
    sheet.write_number(line, 0, rank)
    for column, text in ((1, name), (2, organisation)):
        style = styles.quoted if text.startswith(DANGEROUS_STARTS) else styles.plain
        sheet.write_string(line, column, text, style)
    for column, number in ((3, points), (4, prediction), (5, distance)):
        if number is not None:
            sheet.write_number(line, column, number)
    sheet.write_number(line, 6, used, styles.seconds)
    sheet.write_datetime(line, 7, handed_in, styles.moment)
