"""Boards of organisations and lists of members as Excel workbooks."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import xlsxwriter

from quizzes.formats.ranking_workbook import DANGEROUS_STARTS

Cell = str | int | float | None


def write_table(
    sheet_name: str,
    title: str,
    headings: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[Cell]],
    *,
    shares: frozenset[int] = frozenset(),
) -> bytes:
    """One sheet with a title and a frozen head; columns in `shares` are percentages."""
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as workbook:
        sheet = workbook.add_worksheet(sheet_name)
        sheet.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        quoted = workbook.add_format({"quote_prefix": True})
        share = workbook.add_format({"num_format": "0.0%"})
        sheet.write_row(2, 0, headings, bold)
        sheet.freeze_panes(3, 0)
        sheet.repeat_rows(2)
        for line, row in enumerate(rows, start=3):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    is_odd = value.startswith(DANGEROUS_STARTS)
                    sheet.write_string(line, column, value, quoted if is_odd else None)
                elif value is not None:
                    sheet.write_number(line, column, value, share if column in shares else None)
    return written.getvalue()
