"""Workbooks of people as somebody fills them in."""

import io

import openpyxl

from backend.organisations.formats.import_workbook import write_template


def people_workbook(rows):
    """Rows of (name, telephone or e-mail, birth date, organisation's code)."""
    book = openpyxl.load_workbook(io.BytesIO(write_template([])))
    for line, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            book["Người"].cell(line, column, value)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
