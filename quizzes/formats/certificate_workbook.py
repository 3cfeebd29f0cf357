"""All certificates of a contest as an Excel workbook."""

from collections.abc import Iterable
from typing import BinaryIO

import xlsxwriter

from quizzes.formats.ranking_workbook import DANGEROUS_STARTS

HEADINGS = (
    *("STT", "Mã chứng nhận", "Họ và tên / Đơn vị", "Đơn vị dự thi", "Vòng", "Loại", "Nội dung"),
    *("Ngày cấp", "Tình trạng", "Lý do thu hồi"),
)
WIDTHS = (7, 36, 30, 36, 18, 18, 22, 12, 16, 40)


def write_certificate_workbook(file: BinaryIO, title: str, rows: Iterable[tuple[str, ...]]) -> None:
    """One line a certificate; every text is a text, whatever it begins with. Rows are streamed."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        sheet = workbook.add_worksheet("Chứng nhận")
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
        sheet.write_row(2, 0, HEADINGS, workbook.add_format({"bold": True}))
        sheet.freeze_panes(3, 0)
        quoted = workbook.add_format({"quote_prefix": True})
        for number, row in enumerate(rows, start=1):
            sheet.write_number(number + 2, 0, number)
            for column, text in enumerate(row, start=1):
                style = quoted if text.startswith(DANGEROUS_STARTS) else None
                sheet.write_string(number + 2, column, text, style)
