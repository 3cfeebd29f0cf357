"""A published ranking as an Excel workbook that a province can print."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

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


def write_ranking_workbook(
    path: Path,
    title: str,
    facts: Sequence[tuple[str, object]],
    rows: Iterable[tuple[int, str, str, int, int | None, int | None, float, datetime]],
) -> None:
    """Write `rows` (rank, name, organisation, points, prediction, distance, seconds, hand-in).

    Datetimes are naive local times. Rows are written as they come, in constant memory.
    """
    workbook = xlsxwriter.Workbook(
        path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    with workbook:
        sheet = workbook.add_worksheet("Kết quả")
        bold = workbook.add_format({"bold": True, "font_size": 14})
        head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        moment = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        plain = workbook.add_format()
        quoted = workbook.add_format({"quote_prefix": True})
        seconds = workbook.add_format({"num_format": "#,##0.0"})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, title, bold)
        line = 1
        for name, value in facts:
            sheet.write_string(line, 0, name)
            sheet.write(line, 2, value)
            line += 1
        line += 1
        sheet.write_row(line, 0, HEADINGS, head)
        sheet.repeat_rows(line)
        sheet.freeze_panes(line + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for row in rows:
            line += 1
            rank, name, organisation, points, prediction, distance, used, handed_in = row
            sheet.write_number(line, 0, rank)
            for column, text in ((1, name), (2, organisation)):
                style = quoted if text.startswith(DANGEROUS_STARTS) else plain
                sheet.write_string(line, column, text, style)
            sheet.write_number(line, 3, points)
            for column, number in ((4, prediction), (5, distance)):
                if number is not None:
                    sheet.write_number(line, column, number)
            sheet.write_number(line, 6, used, seconds)
            sheet.write_datetime(line, 7, handed_in, moment)
