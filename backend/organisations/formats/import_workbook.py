"""The workbook to fill in, and the slips with codes for those who were brought in."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO

import xlsxwriter

from backend.organisations.rules.imports import COLUMNS, KINDS, ORGANISATIONS

ROWS = 5000
_WRITTEN_ON = datetime(2026, 1, 1, tzinfo=UTC)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write_template(codes: Sequence[tuple[str, str]]) -> bytes:
    """Both sheets with drop-downs; `codes` are the organisations (code, name) to choose from."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, _OPTIONS) as workbook:
        # The same organisations make the same file, whenever it is asked for.
        workbook.set_properties({"created": _WRITTEN_ON})
        bold = workbook.add_format({"bold": True, "bottom": 1})
        text = workbook.add_format({"num_format": "@"})
        for title, headings in COLUMNS.items():
            sheet = workbook.add_worksheet(title)
            sheet.set_column(0, len(headings) - 1, 28, text)
            sheet.write_row(0, 0, headings, bold)
            sheet.freeze_panes(1, 0)
            if title == ORGANISATIONS:
                kinds = {"validate": "list", "source": list(KINDS)}
                sheet.data_validation(1, 2, ROWS, 2, kinds)
            known = {"validate": "list", "source": f"='Mã đơn vị'!$A$2:$A${len(codes) + 1}"}
            if codes:
                known |= {"error_type": "information"}
                sheet.data_validation(1, 3, ROWS, 3, known)
        sheet = workbook.add_worksheet("Mã đơn vị")
        sheet.set_column(0, 1, 36, text)
        sheet.write_row(0, 0, ("Mã", "Tên đơn vị"), bold)
        for line, (code, name) in enumerate(codes, start=1):
            sheet.write_string(line, 0, code)
            sheet.write_string(line, 1, name)
    return written.getvalue()


def write_codes(rows: Iterable[tuple[str, str, str]]) -> bytes:
    """Slips to hand out: name, organisation, code."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, _OPTIONS) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1})
        text = workbook.add_format({"num_format": "@", "quote_prefix": True})
        sheet = workbook.add_worksheet("Mã mời")
        sheet.set_column(0, 2, 34)
        sheet.write_row(0, 0, ("Họ và tên", "Đơn vị", "Mã mời (dùng một lần)"), bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                sheet.write_string(line, column, value, text)
    return written.getvalue()
