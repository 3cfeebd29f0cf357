"""The reported indicators as an Excel workbook: figures, and how each is counted."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, BinaryIO

import xlsxwriter

from courses.formats.indicator_file import Indicator
from quizzes.formats.ranking_workbook import Column, write_table

_WRITTEN_ON = datetime(2026, 1, 1, tzinfo=UTC)
EXPLAINED = (
    Column("Chỉ số", 40),
    Column("Mục tiêu (%)", 12, "whole"),
    Column("Cách đếm", 70),
    Column("Điều không biết được", 60),
)


def write_indicator_workbook(
    file: BinaryIO,
    title: str,
    indicators: Sequence[Indicator],
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """Sheets Chỉ số and Cách đếm; what is not known is left empty."""
    columns = [Column("Đơn vị", 44), Column("Quân số", 10, "whole")]
    for one in indicators:
        columns += [
            Column(f"{one.title}: đạt", 14, "whole"),
            Column("trong số", 10, "whole"),
            Column("tỉ lệ", 10, "share"),
        ]
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"created": _WRITTEN_ON})
        write_table(workbook, "Chỉ số", title, columns, [_row(one) for one in rows])
        told = [(one.title, one.target, one.formula, one.unknown) for one in indicators]
        write_table(workbook, "Cách đếm", title, EXPLAINED, told)


def _row(row: Mapping[str, Any]) -> tuple[Any, ...]:
    cells: list[Any] = [row["name"], row["headcount"]]
    for figure in row["figures"]:
        reached, people = figure["reached"], figure["people"]
        cells += [reached, people, reached / people if people else None]
    return tuple(cells)
