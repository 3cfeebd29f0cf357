"""A contest's audit log as an Excel workbook."""

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from quizzes.formats.ranking_workbook import Column, Row, write_facts, write_table

COLUMNS = (
    Column("Số", 8, "whole"),
    Column("Thời điểm", 18, "minute"),
    Column("Người thực hiện", 28),
    Column("Việc", 34),
    Column("Về", 24),
    Column("Chi tiết", 80),
    Column("Mã băm", 70),
)


def write_audit_workbook(
    path: Path, title: str, facts: list[tuple[str, str | int]], rows: Iterable[Row]
) -> None:
    """Sheets Tổng hợp and Nhật ký; datetimes are naive local times."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        write_facts(workbook, "Tổng hợp", title, facts)
        write_table(workbook, "Nhật ký", title, COLUMNS, rows)
        workbook.worksheets()[1].activate()
