"""The hand-over list as an Excel workbook, with a column to sign in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

import xlsxwriter

from quizzes.formats.ranking_workbook import DANGEROUS_STARTS

HEADINGS = ("STT", "Giải", "Giá trị", "Họ và tên / Đơn vị", "Đơn vị dự thi", "CCCD", "Ký nhận")
WIDTHS = (6, 22, 16, 30, 36, 12, 28)
ROW_HEIGHT = 36


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One prize to be handed over; of an identity number only its last three digits."""

    prize: str
    value: str
    name: str
    organisation: str
    number_ending: str
    is_handed_over: bool


def write_handover_workbook(file: BinaryIO, title: str, rows: Iterable[HandoverRow]) -> None:
    """Print-ready on A4, landscape; every text is a text, whatever it begins with."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        sheet = workbook.add_worksheet("Trao giải")
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
        head = workbook.add_format({"bold": True, "border": 1, "text_wrap": True})
        sheet.write_row(2, 0, HEADINGS, head)
        look = {"border": 1, "text_wrap": True, "valign": "vcenter"}
        plain = workbook.add_format(look)
        quoted = workbook.add_format({**look, "quote_prefix": True})
        for line, row in enumerate(rows, start=3):
            sheet.set_row(line, ROW_HEIGHT)
            sheet.write_number(line, 0, line - 2, plain)
            ending = f"…{row.number_ending}" if row.number_ending else ""
            texts = (row.prize, row.value, row.name, row.organisation, ending, "")
            for column, text in enumerate(texts, start=1):
                style = quoted if text.startswith(DANGEROUS_STARTS) else plain
                sheet.write_string(line, column, text, style)
        sheet.repeat_rows(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
